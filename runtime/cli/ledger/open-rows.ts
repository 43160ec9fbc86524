import { Decimal } from '@formwork/platform/value/index.ts'
import { proportion } from '@formwork/platform/value/proportion.ts'
import { allocateInOrder } from '../../engine/ledger/allocate.ts'
import type { Reading } from '../../store/database.ts'
import type { LedgerStore } from '../../store/ledger/ledger-store.ts'

/** One open item at a minute; amounts in smallest units. */
export interface OpenRow {
  readonly party: number
  readonly side: string
  readonly record: number
  readonly instalment: number
  readonly currency: string
  readonly amount: number
  readonly base: number
  /** What is settled (or added) after that minute. */
  readonly later: number
  readonly due: string | null
  /** Minute of its first entry. */
  readonly opened: number
}

/** Everything that was open at the end of a minute; sides that hold differences alone have no amount. */
export async function listOpenRows(reading: Reading, ledgers: LedgerStore, at: number): Promise<OpenRow[]> {
  const { table } = ledgers.plansOf('open')
  const [party, side, record, instalment, currency] = table.dimensions
  const [amount, base] = table.measures
  const [due] = table.attributes
  const until = (measure: string | undefined): string => `sum(case when at <= ? then ${measure} else 0 end)`
  const sql = `select ${party} as party, ${side} as side, ${record} as record, ${instalment} as instalment, ${currency} as currency, ${until(amount)} as amount, ${until(base)} as base, sum(case when at > ? then ${amount} else 0 end) as later, max(${due}) as due, min(at) as opened from ${table.entries} group by 1, 2, 3, 4, 5 having min(at) <= ? order by 1, 2, due, opened, 3, 4`
  return (await reading.all({ sql }, [at, at, at, at])) as unknown as OpenRow[]
}

/** What so much of these items was booked at, oldest due first. */
export function releasedBase(rows: readonly OpenRow[], amount: Decimal, scale: number): Decimal {
  const units = Number(
    amount
      .round(scale)
      .multiply(Decimal.of(10 ** scale))
      .toString(),
  )
  const { parts, rest } = allocateInOrder(
    units,
    rows.map((row) => ({ from: row, open: row.amount })),
  )
  const released = parts.reduce((sum, part) => sum + proportion(part.from.base, part.amount, part.from.amount), rest)
  return Decimal.fromUnits(released, scale)
}
