import { basis } from '../../engine/ledger/basis.ts'
import type { Reading } from '../database.ts'
import type { LedgerStore } from './ledger-store.ts'

const corrections = [basis.adjusted, basis.variance, basis.mirrored, basis.revised].join(', ')

/** Movements in and out of pools that a record, a row of its lines or an entry stands for, in order. */
export async function listMovementsOf(reading: Reading, ledgers: LedgerStore, ledger: string, of: number): Promise<number[]> {
  const { entries } = ledgers.plansOf(ledger).table
  const own = 'e.id = ? or e.counter = ? or e.line = ? or e.journal in (select id from ledger_journal where record = ?)'
  const movement = 'case when e.counter is not null and e.counter < e.id then e.counter else e.id end'
  const sql = `select distinct ${movement} as movement from ${entries} e where (${own}) and e.pool is not null and e.basis not in (${corrections}) order by 1`
  return (await reading.all({ sql }, [of, of, of, of])).map((row) => Number(row.movement))
}
