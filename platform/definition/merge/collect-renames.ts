import { isNamedList, isObject } from '../diff/compare-values.ts'
import type { DefinitionFile } from '../model.ts'
import type { Rename } from './rewrite-names.ts'

/** Every rename that a set of definitions tells of (`was`) and that happened since the base. */
export function collectRenames(base: readonly DefinitionFile[], after: readonly DefinitionFile[]): Rename[] {
  const known = new Set<string>()
  for (const { definition } of base) for (const { name } of namedIn(definition)) known.add(name)
  const found = new Map<string, Rename>()
  for (const { definition } of after) {
    for (const { name, was } of namedIn(definition)) {
      for (const from of was ?? []) if (known.has(from) && from !== name) found.set(`${from} ${name}`, { from, to: name })
    }
  }
  return [...found.values()]
}

interface Named {
  readonly name: string
  readonly was?: readonly string[]
}

function* namedIn(value: unknown): Iterable<Named> {
  if (isNamedList(value)) for (const element of value) yield* namedIn(element)
  else if (isObject(value)) {
    if (typeof value.name === 'string') yield value as unknown as Named
    for (const child of Object.values(value)) if (typeof child === 'object') yield* namedIn(child)
  }
}
