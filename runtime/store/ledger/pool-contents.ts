import type { Reading } from '../database.ts'
import type { Coordinates } from '../../engine/ledger/shape.ts'
import type { LedgerStore } from './ledger-store.ts'

/** What a pool holds at one place of its ledger, in smallest units. */
export interface PoolContent {
  readonly pool: number
  readonly coordinates: Coordinates
  readonly quantity: number
  readonly value: number
}

/** What every pool of a ledger holds, coordinate by coordinate; in order of pools and coordinates. */
export async function listPoolContents(reading: Reading, ledgers: LedgerStore, ledger: string): Promise<PoolContent[]> {
  const { table } = ledgers.plansOf(ledger)
  const { costing } = table.shape
  const [quantity, value] = [table.measures[costing!.quantity]!, table.measures[costing!.value]!]
  const by = ['pool', ...table.dimensions].join(', ')
  const sums = `cast(sum(${quantity}) as text) as q, cast(sum(${value}) as text) as v`
  const sql = `select ${by}, ${sums} from ${table.entries} where pool is not null group by ${by} having sum(${quantity}) <> 0 or sum(${value}) <> 0 order by ${by}`
  return (await reading.all({ sql }, [])).map((row) => ({
    pool: row.pool as number,
    coordinates: table.dimensions.map((name) => row[name] as number | string),
    quantity: Number(row.q),
    value: Number(row.v),
  }))
}

/** Where anything was ever entered, by pool. */
export async function listPoolCoordinates(
  reading: Reading,
  ledgers: LedgerStore,
  ledger: string,
): Promise<Pick<PoolContent, 'pool' | 'coordinates'>[]> {
  const { table } = ledgers.plansOf(ledger)
  const sql = `select distinct pool, ${table.dimensions.join(', ')} from ${table.entries} where pool is not null`
  const rows = await reading.all({ sql }, [])
  return rows.map((row) => ({ pool: row.pool as number, coordinates: table.dimensions.map((name) => row[name] as number | string) }))
}
