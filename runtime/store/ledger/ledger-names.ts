import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { figureTerms } from '@formwork/platform/definition/figure-terms.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { assert } from '@formwork/platform/error/assert.ts'
import type { Plan, Reading } from '../database.ts'

/**
 * Where ledgers lie, by path: `item` (its number), `item/dimension:place`, `item/measure:value`, `item/attribute:due`,
 * `item/virtual:place:outside` (its negative integer), `item/lookup:…` (what its index holds: another content is another index). Physical names never change; a rename moves the path.
 */
export type LedgerNames = ReadonlyMap<string, string>

const list: Plan = { sql: 'select path, physical from ledger_name' }

export async function readLedgerNames(reading: Reading): Promise<Map<string, string>> {
  return new Map((await reading.all(list, [])).map((row) => [String(row.path), String(row.physical)]))
}

export function physicalName(names: LedgerNames, path: string): string {
  const physical = names.get(path)
  assert(physical !== undefined, `The ledger path "${path}" has no physical name yet`)
  return physical
}

/** Everything that a ledger asks a name for, with the paths it had before renames. */
export interface WantedName {
  readonly path: string
  readonly was: readonly string[]
  readonly kind: 'dimension' | 'measure' | 'attribute' | 'virtual' | 'lookup'
}

function wantedNames(ledger: LedgerDefinition): WantedName[] {
  const named = (kind: WantedName['kind'], items: readonly { name: string; was?: readonly string[] }[] | undefined): WantedName[] =>
    (items ?? []).map(({ name, was }) => ({
      path: `${ledger.name}/${kind}:${name}`,
      was: (was ?? []).toReversed().map((former) => `${ledger.name}/${kind}:${former}`),
      kind,
    }))
  const virtual = ledger.dimensions.flatMap((dimension) =>
    (dimension.virtual ?? []).map(({ name }): WantedName => ({
      path: `${ledger.name}/virtual:${dimension.name}:${name}`,
      was: [],
      kind: 'virtual',
    })),
  )
  const lookups = (ledger.lookups ?? []).map((lookup): WantedName => ({ path: lookupPath(ledger, lookup), was: [], kind: 'lookup' }))
  return [
    ...named('dimension', ledger.dimensions),
    ...named('measure', ledger.measures),
    ...named('attribute', ledger.attributes),
    ...virtual,
    ...lookups,
  ]
}

/** An index cannot be changed: the path of a lookup says all that it is made of. */
export function lookupPath(ledger: LedgerDefinition, { by, figure }: NonNullable<LedgerDefinition['lookups']>[number]): string {
  const terms = [...(figureTerms(ledger, figure) ?? [])].map(([measure, factor]) => `${factor}*${measure}`)
  return `${ledger.name}/lookup:${by.join('+')}=${terms.join('+')}`
}

/** Chooses names for what has none; pure. Returns the additions and the moves. */
export function chooseLedgerNames(
  model: Model,
  names: LedgerNames,
): { names: Map<string, string>; changes: { path: string; physical: string; was?: string }[] } {
  const chosen = new Map(names)
  const changes: { path: string; physical: string; was?: string }[] = []
  const keep = (path: string, was: readonly string[], make: () => string): void => {
    if (chosen.has(path)) return
    const former = was.find((candidate) => chosen.has(candidate))
    const physical = former === undefined ? make() : chosen.get(former)!
    if (former !== undefined) chosen.delete(former)
    chosen.set(path, physical)
    changes.push({ path, physical, was: former })
  }
  for (const ledger of model.ledgers.values()) {
    for (const former of ledger.was ?? []) moveLedger(chosen, changes, former, ledger.name)
    keep(ledger.name, [], () => String(nextNumber(chosen, (path) => !path.includes('/'))))
    for (const wanted of wantedNames(ledger)) {
      const prefix = `${ledger.name}/${wanted.kind}:`
      const dimension = wanted.kind === 'virtual' ? wanted.path.slice(0, wanted.path.lastIndexOf(':') + 1) : prefix
      keep(wanted.path, wanted.was, () =>
        physicalOf(
          wanted.kind,
          nextNumber(chosen, (path) => path.startsWith(dimension)),
        ),
      )
    }
  }
  return { names: chosen, changes }
}

function moveLedger(
  chosen: Map<string, string>,
  changes: { path: string; physical: string; was?: string }[],
  from: string,
  to: string,
): void {
  if (chosen.has(to) || !chosen.has(from)) return
  for (const [path, physical] of [...chosen]) {
    if (path !== from && !path.startsWith(`${from}/`)) continue
    const moved = to + path.slice(from.length)
    chosen.delete(path)
    chosen.set(moved, physical)
    changes.push({ path: moved, physical, was: path })
  }
}

function nextNumber(names: LedgerNames, counts: (path: string) => boolean): number {
  let highest = 0
  for (const [path, physical] of names) if (counts(path)) highest = Math.max(highest, Number(/\d+$/.exec(physical)?.[0] ?? 0))
  return highest + 1
}

function physicalOf(kind: WantedName['kind'], number: number): string {
  return kind === 'virtual' ? `-${number}` : `${kind[0]}${number}`
}
