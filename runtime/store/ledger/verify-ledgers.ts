import type { Reading } from '../database.ts'
import { verifyLineLinks } from '../links/verify-line-links.ts'
import { verifyProcesses } from '../process/verify-processes.ts'
import type { Store } from '../store.ts'
import { verifyBalances } from './verify-balances.ts'
import { verifyCheckpoints } from './verify-checkpoints.ts'
import { verifyCosts, type LedgerCheck } from './verify-costs.ts'
import { verifyLinks } from './verify-links.ts'
import { verifyOpenItems } from './verify-open-items.ts'

/** Everything that can be checked about the ledgers and processes of a workspace; reads only, names the first row of what is wrong. */
export async function verifyLedgers(reading: Reading, store: Store): Promise<LedgerCheck[]> {
  const { ledgers, model, registry } = store
  return [
    ...(await verifyBalances(reading, model)).map(({ ledger, broken, first }): LedgerCheck => ({
      check: 'balances',
      ledger,
      broken,
      first,
    })),
    ...(await verifyCosts(reading, ledgers)),
    ...(await verifyOpenItems(reading, ledgers)),
    ...(await verifyLinks(reading, ledgers, model)),
    await verifyLineLinks(reading, store),
    ...(await verifyCheckpoints(reading, ledgers, registry)),
    ...(await verifyProcesses(reading)),
  ]
}
