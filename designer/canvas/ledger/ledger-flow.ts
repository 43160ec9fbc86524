import type { Definition, LedgerDefinition, PostingDefinition } from '@formwork/platform/definition/types.ts'
import { verbOf, type Verb } from './posting-words.ts'

interface Found {
  readonly path: string
  readonly definition: Definition
}

/** A document that writes a ledger: through which rule, and what it does to which measures. */
export interface LedgerWriter {
  readonly path: string
  readonly entity: string
  readonly on: PostingDefinition['on']
  readonly does: readonly { readonly verb: Verb; readonly measures: readonly string[] }[]
}

/** Kinds that show or watch what a ledger holds, in the order in which they are shown. */
const READERS = ['report', 'entity', 'dashboard', 'alert', 'automation', 'batch', 'match'] as const

interface LedgerReader {
  readonly path: string
  readonly definition: Definition
}

/** What flows into a ledger: a line a posting rule, its entries on this ledger taken together by what they do. */
export function writersOf(ledger: LedgerDefinition, definitions: readonly Found[]): LedgerWriter[] {
  return definitions.flatMap(({ path, definition }): LedgerWriter[] => {
    if (definition.kind !== 'posting') return []
    const posting = definition as PostingDefinition
    const byVerb = new Map<Verb, Set<string>>()
    for (const entry of posting.entries) {
      const verb = entry.ledger === ledger.name ? verbOf(entry) : undefined
      if (verb === undefined) continue
      const figures = entry[verb]
      const measures = byVerb.get(verb) ?? new Set<string>()
      for (const name of typeof figures === 'object' ? Object.keys(figures) : []) measures.add(name)
      byVerb.set(verb, measures)
    }
    if (byVerb.size === 0) return []
    const does = [...byVerb].map(([verb, measures]) => ({ verb, measures: [...measures] }))
    return [{ path, entity: posting.entity, on: posting.on, does }]
  })
}

/** What reads a ledger: reports over it, objects that show its balance, alerts and rules that watch it. */
export function readersOf(ledger: LedgerDefinition, definitions: readonly Found[]): LedgerReader[] {
  const reading = definitions.filter(({ definition }) => isReader(definition) && namesLedger(definition, ledger.name))
  const rank = ({ definition }: Found): number => READERS.findIndex((kind) => kind === definition.kind)
  return reading.sort((left, right) => rank(left) - rank(right))
}

function isReader({ kind }: Definition): boolean {
  return (READERS as readonly string[]).includes(kind)
}

function namesLedger(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some((each) => namesLedger(each, name))
  if (typeof value !== 'object' || value === null) return false
  return (value as { ledger?: unknown }).ledger === name || Object.values(value).some((each) => namesLedger(each, name))
}
