import type { Reading, Row } from '../database.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { readMerged } from '../merged/merged-store.ts'
import { stayingEntries } from '../merged/staying-sql.ts'
import type { LedgerStore } from './ledger-store.ts'
import type { LedgerTable } from './ledger-table.ts'
import type { LedgerCheck } from './verify-costs.ts'

/**
 * Open items: what they carry (day, due date …) is what the entry said that opened them, and where a rule refuses more than
 * is open, no item was below zero on any day: nothing was allocated before it was there, or twice. Reads only.
 */
export async function verifyOpenItems(reading: Reading, ledgers: LedgerStore): Promise<LedgerCheck[]> {
  const checks: LedgerCheck[] = []
  const merged = await readMerged(reading)
  for (const shape of ledgers.shapes.values()) {
    if (shape.openItem < 0) continue
    const { table: written } = ledgers.plansOf(shape.name)
    const table = { ...written, entries: stayingEntries(written, merged) }
    const broken: Row[] = [...(await reading.all({ sql: changedOpening(table) }, []))]
    for (const measure of guarded(shape)) broken.push(...(await reading.all({ sql: belowZero(table, table.measures[measure]!) }, [])))
    const [first] = broken
    checks.push({
      check: 'open items',
      ledger: shape.name,
      broken: broken.length,
      first: first === undefined ? undefined : JSON.stringify(first),
    })
  }
  return checks
}

/** Measures that a rule keeps at or above zero for each item. */
function guarded({ assertions, dimensions }: LedgerShape): number[] {
  return assertions.flatMap(({ over, floor, mode, where }) =>
    mode === 'refuse' && where === undefined && floor?.bound === 0 && over.length === dimensions.length ? [floor.measure] : [],
  )
}

/** An item begins with an entry that says what it is; one that was closed may begin anew. */
function changedOpening({ entries, balances, dimensions, attributes, measures }: LedgerTable): string {
  const same = dimensions.map((name) => `e.${name} = b.${name}`).join(' and ')
  const carried = [...attributes.map((name) => `(e.${name} is null and b.${name} is null or e.${name} = b.${name})`), 'e.at = b.opened_at']
  const isOpen = measures.map((name) => `b.${name} <> 0`).join(' or ')
  return `select b.* from ${balances} b where (${isOpen}) and not exists (select 1 from ${entries} e where ${same} and ${carried.join(' and ')})`
}

/** What is mirrored stands at the position of what it mirrors: both happen at once. */
function belowZero({ entries, dimensions }: LedgerTable, measure: string): string {
  const by = dimensions.join(', ')
  const points = `select ${by}, at, seq, min(id) as entry, sum(${measure}) as change from ${entries} s group by ${by}, at, seq`
  const running = `select ${by}, at, entry, sum(change) over (partition by ${by} order by at, seq) as left_open from (${points}) p`
  return `select * from (${running}) r where left_open < 0`
}
