import type { Model } from '@formwork/platform/definition/model.ts'
import type { Reading } from '../database.ts'
import type { MergedRecords } from '../../engine/record/merged-records.ts'
import { readMerged } from '../merged/merged-store.ts'
import { stayingEntries } from '../merged/staying-sql.ts'
import { readLedgerNames } from './ledger-names.ts'
import { linkLedger, type LedgerTable } from './ledger-table.ts'

/** What the check of one ledger found. */
export interface LedgerVerdict {
  readonly ledger: string
  readonly entries: number
  /** Coordinates whose balance is not the sum of their entries. */
  readonly broken: number
  /** The first of them: physical coordinates and figures, for whoever looks into the tables. */
  readonly first?: string
}

/** Adds up every entry of every ledger and compares with the balances that are kept; reads only, never repairs. */
export async function verifyBalances(reading: Reading, model: Model): Promise<LedgerVerdict[]> {
  const names = await readLedgerNames(reading)
  const merged = await readMerged(reading)
  const verdicts: LedgerVerdict[] = []
  for (const definition of model.ledgers.values()) verdicts.push(await verifyLedger(reading, linkLedger(definition, names), merged))
  return verdicts
}

async function verifyLedger(reading: Reading, written: LedgerTable, merged: MergedRecords): Promise<LedgerVerdict> {
  const table = { ...written, entries: stayingEntries(written, merged) }
  const { count } = (await reading.get({ sql: `select count(*) as count from ${written.entries}` }, []))!
  const wrong = [...(await reading.all({ sql: wrongSums(table) }, [])), ...(await reading.all({ sql: withoutEntries(table) }, []))]
  const [first] = wrong
  return {
    ledger: table.shape.name,
    entries: Number(count),
    broken: wrong.length,
    first: first === undefined ? undefined : JSON.stringify(first),
  }
}

/** Coordinates with entries whose sum is not what is kept; nothing kept counts as 0. */
function wrongSums({ entries, balances, dimensions, measures }: LedgerTable): string {
  const sums = measures.map((measure) => `sum(${measure}) as ${measure}`).join(', ')
  const added = `select ${dimensions.join(', ')}, ${sums} from ${entries} s group by ${dimensions.join(', ')}`
  const shown = [
    ...dimensions.map((name) => `e.${name}`),
    ...measures.flatMap((name) => [`e.${name} as sum_${name}`, `b.${name} as kept_${name}`]),
  ]
  const differs = measures.map((name) => `e.${name} <> coalesce(b.${name}, 0)`).join(' or ')
  return `select ${shown.join(', ')} from (${added}) e left join ${balances} b on ${sameCoordinates(dimensions, 'e')} where ${differs}`
}

/** Balances that no entry explains. */
function withoutEntries({ entries, balances, dimensions, measures }: LedgerTable): string {
  const isKept = measures.map((name) => `b.${name} <> 0`).join(' or ')
  const explained = `select 1 from ${entries} e where ${sameCoordinates(dimensions, 'e')}`
  return `select * from ${balances} b where (${isKept}) and not exists (${explained})`
}

function sameCoordinates(dimensions: readonly string[], alias: string): string {
  return dimensions.map((name) => `b.${name} = ${alias}.${name}`).join(' and ')
}
