import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { listPoolCoordinates } from '../../store/ledger/pool-contents.ts'
import type { AuthorizedPlan } from '../../store/reading/authorized-plan.ts'
import { readLedgerRows } from '../../store/reading/ledger-rows.ts'
import type { QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import { notPermitted } from '../not-permitted.ts'

/** More coordinates than any ledger holds. */
const ALL_ROWS = 100_000_000

/** Pools whose every coordinate the reader may see: a figure of a pool is made of all of them. Errors: `not-permitted`. */
export async function visiblePools(context: QueryContext, shape: LedgerShape, plan: AuthorizedPlan): Promise<ReadonlySet<number> | 'all'> {
  const hidden = shape.costing!.poolReads?.map((position) => shape.dimensions[position]!.name).find((name) => plan.hidden.has(name))
  if (hidden !== undefined) throw notPermitted('view', context.model.ledgers.get(shape.name)?.label ?? shape.name)
  if ('constant' in plan.rows && plan.rows.constant) return 'all'
  const group = shape.dimensions.map(({ name }) => ({ name, path: [name] }))
  const read = { name: 'rows', of: 'balances', group, where: [], measures: [] } as const
  const rows = await readLedgerRows(readingSource(context), plan, read, ALL_ROWS)
  const seen = new Set(rows.map((row) => keyOf(shape.dimensions.map(({ name }) => row[name]))))
  const pools = new Map<number, boolean>()
  for (const { pool, coordinates } of await listPoolCoordinates(context.reading, context.store.ledgers, shape.name)) {
    pools.set(pool, (pools.get(pool) ?? true) && seen.has(keyOf(coordinates.map((value, index) => readable(shape, index, value)))))
  }
  return new Set([...pools].filter(([, isSeen]) => isSeen).map(([pool]) => pool))
}

/** As rows for readers have it: virtual ones by name. */
function readable({ dimensions }: LedgerShape, index: number, value: number | string): unknown {
  return typeof value === 'number' && value < 0 ? `@${dimensions[index]!.nameOfVirtual.get(value)}` : value
}

function keyOf(values: readonly unknown[]): string {
  return values.map((value) => (value === null || value === undefined || value === 0 ? '' : String(value as string))).join('\u001f')
}
