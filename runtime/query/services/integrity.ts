import { verifyAudit } from '../../store/audit/verify-audit.ts'
import { verifyLedgers } from '../../store/ledger/verify-ledgers.ts'
import type { Query, QueryContext } from '../query.ts'

/** One thing that does not agree; `ledger` is null where it is not of one ledger alone. */
export interface Disagreement {
  readonly check: string
  readonly ledger: string | null
  /** Names the first row. */
  readonly row: string
}

/** Everything in this workspace that does not agree with itself: for the hourly check, in a process that can be stopped. */
export const integrity: Query = {
  name: 'integrity',
  cost: 'long',
  internal: true,
  async run({ reading, store }: QueryContext): Promise<{ found: Disagreement[] }> {
    const checks = await verifyLedgers(reading, store)
    const found = checks.filter(({ broken }) => broken > 0).map(({ check, ledger, first }) => ({ check, ledger, row: String(first) }))
    const { broken } = await verifyAudit(reading)
    if (broken !== undefined) found.push({ check: 'audit' as never, ledger: null, row: `${broken.sequence} (${broken.reason})` })
    return { found }
  },
}
