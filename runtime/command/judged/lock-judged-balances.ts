import { Overtaken } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'
import type { Unit } from '../unit.ts'

/** `[ledger, measure, where]`, as the book of facts keys a balance. */
type BalanceKey = readonly [ledger: string, measure: string, where: Readonly<Record<string, unknown>>]

/**
 * What is judged by a balance is judged by one command at a time: whoever reads the same coordinates to judge waits for the
 * commit. Where a balance is no longer what was judged, the whole command begins again (`Overtaken`).
 * On SQLite one command runs at a time.
 */
export async function lockJudgedBalances(unit: Unit, balances: ReadonlyMap<string, Decimal | null>): Promise<void> {
  const { ledgers } = unit.store
  const places = [...balances.keys()].map((key) => {
    const [ledger, , where] = JSON.parse(key) as BalanceKey
    return `${ledger}|${JSON.stringify(Object.entries(where).toSorted())}`
  })
  // In one order, or two commands would wait for each other.
  for (const place of [...new Set(places)].toSorted()) await ledgers.lockJudged(unit.transaction, place)
  for (const [key, before] of balances) {
    const [ledger, measure, where] = JSON.parse(key) as BalanceKey
    const now = await unit.readBalance(ledger, measure, where)
    if (String(now) !== String(before)) throw new Overtaken()
  }
}
