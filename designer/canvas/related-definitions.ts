import type { Definition } from '@formwork/platform/definition/types.ts'
import { nameOf, kindTitle } from '../workspace/words.ts'

interface Found {
  readonly path: string
  readonly definition: Definition
}

interface Related {
  readonly path: string
  readonly kind: Definition['kind']
  readonly label: string
}

/** What belongs to a business object beside its form and lists, in the order in which a document lives. */
const KINDS = ['process', 'posting', 'print'] as const

/** Approval, posting and print templates of an object; back from one of them to the object. */
export function relatedDefinitions(definitions: readonly Found[], path: string | undefined): Related[] {
  const open = definitions.find((each) => each.path === path)?.definition as Loose | undefined
  if (open === undefined) return []
  if (open.kind === 'entity') {
    return KINDS.flatMap((kind) =>
      definitions.filter(({ definition }) => definition.kind === kind && entityOf(definition) === open.name).map(relatedOf),
    )
  }
  if (!(KINDS as readonly string[]).includes(open.kind)) return []
  return definitions
    .filter(({ definition }) => definition.kind === 'entity' && definition.name === entityOf(open as never))
    .map(({ path: file, definition }) => ({ path: file, kind: definition.kind, label: nameOf(definition as { name: string }) }))
}

interface Loose {
  readonly kind: string
  readonly name: string
  readonly entity?: string
}

function entityOf(definition: Definition): string | undefined {
  return (definition as unknown as Loose).entity
}

/** Two of one kind are told apart by their names. */
function relatedOf({ path, definition }: Found): Related {
  const name = nameOf(definition as { name: string })
  return { path, kind: definition.kind, label: `${kindTitle(definition.kind)} · ${name}` }
}
