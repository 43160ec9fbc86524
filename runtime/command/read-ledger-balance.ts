import type { Decimal } from '@formwork/platform/value/index.ts'
import { readBalance } from '../query/ledger/read-balance.ts'
import type { Unit } from './unit.ts'

/** The figure of one measure at these coordinates now, within the command's transaction; absent coordinates are summed over. */
export function readLedgerBalance(
  unit: Unit,
  ledger: string,
  measure: string,
  where: Readonly<Record<string, unknown>>,
): Promise<Decimal | null> {
  return readBalance({ reading: unit.transaction, ledgers: unit.store.ledgers, registry: unit.registry }, ledger, measure, where)
}
