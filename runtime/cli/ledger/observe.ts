import { Decimal, allocate } from '@formwork/platform/value/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import { assembleEvents, mirroredMovements, type ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import type { Reading } from '../../store/database.ts'
import { listJournalRows } from '../../store/ledger/pool-rows.ts'
import { listPools } from '../../store/ledger/pool-list.ts'
import type { LedgerStore } from '../../store/ledger/ledger-store.ts'

/** A movement of goods as it stands now. */
export interface ObservedMovement {
  readonly record: number
  readonly event: ReplayEvent
}

/** The whole book: small enough to be read at once after every step. */
export async function observeMovements(reading: Reading, ledgers: LedgerStore): Promise<ObservedMovement[]> {
  const { shape } = ledgers.plansOf('goods').table
  const journals = await reading.all({ sql: 'select id, record, last from ledger_journal order by id' }, [])
  const records = new Map(journals.map((row) => [row.id as number, row.record as number]))
  const rows = (
    await Promise.all(journals.map((row) => listJournalRows(ledgers, reading, 'goods', { id: row.id as number, last: row.last as number })))
  ).flat()
  const events = assembleEvents(rows, shape.costing!, mirroredMovements(rows), new Map())
  return events.map((event) => ({ record: records.get(event.journal) ?? 0, event }))
}

export interface ObservedGoods {
  readonly items: Record<string, unknown>
  /** Value that left for good, and value that became a difference. */
  readonly issued: string
  readonly difference: string
}

/** Names of records by id. */
export type Names = ReadonlyMap<number, string>

/** Quantities and values by item; at the end of a minute where one is given. */
export async function observeGoods(reading: Reading, ledgers: LedgerStore, names: Names, at?: number): Promise<ObservedGoods> {
  const { table } = ledgers.plansOf('goods')
  const [item, place, batch] = table.dimensions
  const [quantity, value] = table.measures
  const sql = `select ${item} as item, ${place} as place, ${batch} as batch, sum(${quantity}) as q, sum(${value}) as v from ${table.entries} where at <= ? group by 1, 2, 3 order by 1, 2, 3`
  const rows = await reading.all({ sql }, [at ?? Number.MAX_SAFE_INTEGER])
  const places = table.shape.dimensions[1]!
  const virtual = (name: string): number => places.virtualByName.get(name)!
  const sumAt = (name: string): number => rows.filter((row) => row.place === virtual(name)).reduce((sum, row) => sum + (row.v as number), 0)
  const scales = table.shape.measures.map(({ scale }) => scale)
  const money = (units: number): string => Decimal.fromUnits(units, scales[1]!).toString()
  const held = rows.filter((row) => (row.place as number) >= 0 || row.place === virtual('transit'))
  const items: Record<string, unknown> = {}
  for (const id of new Set(rows.map((row) => row.item as number))) {
    const own = held.filter((row) => row.item === id)
    const total = { q: own.reduce((sum, row) => sum + (row.q as number), 0), v: own.reduce((sum, row) => sum + (row.v as number), 0) }
    const placeName = (row: (typeof own)[number]): string =>
      row.place === virtual('transit') ? 'transit' : (names.get(row.place as number) ?? '-')
    items[names.get(id) ?? String(id)] = {
      ...figures(total, scales),
      places: shares(own, placeName, total, scales, poolsOf(table.shape.costing!.poolReads, 1)),
      ...(own.some((row) => row.batch !== '')
        ? { batches: shares(own, (row) => String(row.batch), total, scales, poolsOf(table.shape.costing!.poolReads, 2)) }
        : {}),
    }
  }
  if (at === undefined) await addLayers(reading, names, items, scales)
  return { items, issued: money(sumAt('used')), difference: money(sumAt('difference')) }
}

function poolsOf(pool: readonly number[] | undefined, dimension: number): boolean {
  return pool?.includes(dimension) === true
}

interface Sum {
  readonly q: number
  readonly v: number
}

function figures({ q, v }: Sum, scales: readonly number[]): Record<string, string | null> {
  const quantity = Decimal.fromUnits(q, scales[0]!)
  const value = Decimal.fromUnits(v, scales[1]!)
  return {
    quantity: quantity.strip().toString(),
    value: value.toString(),
    rate: q === 0 ? null : value.divide(quantity).round(6).strip().toString(),
  }
}

/** Where one pool spans several places (or batches), its value is shared by quantity, exactly. */
function shares<T extends Record<string, unknown>>(
  rows: readonly T[],
  name: (row: T) => string,
  total: Sum,
  scales: readonly number[],
  own: boolean,
): Record<string, unknown> {
  const groups = new Map<string, { q: number; v: number }>()
  for (const row of rows) {
    const group = groups.get(name(row)) ?? { q: 0, v: 0 }
    groups.set(name(row), { q: group.q + (row.q as number), v: group.v + (row.v as number) })
  }
  const known = [...groups].filter(([, sum]) => sum.q !== 0 || sum.v !== 0)
  const isShared = !own && known.length > 0 && known.every(([, { q }]) => q >= 0) && known.some(([, { q }]) => q > 0)
  const parts = isShared
    ? allocate(
        Decimal.of(total.v),
        known.map(([, { q }]) => Decimal.of(q)),
        0,
      ).map((part) => part.toSafeInteger()!)
    : known.map(([, { v }]) => v)
  return Object.fromEntries(
    known
      .filter(([, { q, v }]) => q !== 0 || (own && v !== 0))
      .map(([key, { q }]) => [key, figures({ q, v: parts[known.findIndex(([other]) => other === key)]! }, scales)]),
  )
}

/** Layers and shortages of the pools, as they wait. */
async function addLayers(reading: Reading, names: Names, items: Record<string, unknown>, scales: readonly number[]): Promise<void> {
  for (const pool of await listPools(reading, 'goods')) {
    const { layers, shortages } = pool.state
    const owner = items[names.get(pool.origin.coordinates[0] as number) ?? ''] as { layers?: unknown[]; short?: unknown[] } | undefined
    if (owner === undefined) continue
    if (layers.length > 0) {
      owner.layers = [
        ...(owner.layers ?? []),
        ...layers.map(({ quantity, value, at }) => ({ ...figures({ q: quantity, v: value }, scales), date: dateOfMinute(at).toString() })),
      ]
    }
    if (shortages.length > 0) {
      owner.short = [...(owner.short ?? []), ...shortages.map(({ quantity, value }) => figures({ q: quantity, v: value }, scales))]
    }
  }
}

/** Cost of each movement of a record, in the order of its lines. What a count takes away is shown as such. */
export function costsOf(
  movements: readonly ObservedMovement[],
  record: number,
  { quantityScale, valueScale }: { readonly quantityScale: number; readonly valueScale: number },
): { name: string; quantity: string; value: string; rate: string | null; variance?: string }[] {
  return movements
    .filter((movement) => movement.record === record && movement.event.basis !== basis.variance)
    .map(({ event }) => {
      const sign = event.isTurned ? -1 : 1
      const shown = figures({ q: sign * event.quantity + 0, v: sign * event.booked + 0 }, [quantityScale, valueScale])
      return {
        name: event.name,
        ...(shown as { quantity: string; value: string; rate: string | null }),
        ...(event.bookedVariance === 0 ? {} : { variance: Decimal.fromUnits(event.bookedVariance, valueScale).toString() }),
      }
    })
}
