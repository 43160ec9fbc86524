/**
 * An independent model of open items: plain arrays and BigInt, added up again from the beginning whenever it is asked.
 * It shares no code with the engine. Amounts are in smallest units, days are numbers.
 */
export interface PlainDebt {
  readonly seq: number
  readonly day: number
  readonly party: number
  /** Numbered from 1. */
  readonly instalments: readonly { readonly amount: bigint; readonly due: number }[]
}

interface Allocation {
  readonly of: number
  readonly instalment: number
  readonly amount: bigint
}

export interface PlainPayment {
  readonly seq: number
  readonly day: number
  readonly party: number
  /** Decided when it was entered, and never again. */
  readonly allocations: readonly Allocation[]
  readonly advance: bigint
}

export interface Wanted {
  readonly seq: number
  readonly day: number
  readonly party: number
  /** Money and discount. */
  readonly amount: bigint
  readonly order: 'oldest' | 'newest' | { readonly of: number; readonly instalment: number }
}

/** What a day's books say is open, by debt and instalment. */
export function openOn(debts: readonly PlainDebt[], payments: readonly PlainPayment[], day: number): Map<string, bigint> {
  const open = new Map<string, bigint>()
  for (const debt of debts.filter((each) => each.day <= day)) {
    for (const [index, { amount }] of debt.instalments.entries()) open.set(`${debt.seq}/${index + 1}`, amount)
  }
  for (const payment of payments.filter((each) => each.day <= day)) {
    for (const { of, instalment, amount } of payment.allocations) {
      open.set(`${of}/${instalment}`, (open.get(`${of}/${instalment}`) ?? 0n) - amount)
    }
  }
  return open
}

export const EVER = Number.MAX_SAFE_INTEGER

/** How a payment is allocated; undefined when it may not be: more than is open, or before it was owed. */
export function allocatePlain(debts: readonly PlainDebt[], payments: readonly PlainPayment[], wanted: Wanted): PlainPayment | undefined {
  const { seq, day, party, amount, order } = wanted
  const open = openOn(debts, payments, EVER)
  const items = debts
    .filter((debt) => debt.party === party)
    .flatMap((debt) => debt.instalments.map(({ due }, index) => ({ debt, due, instalment: index + 1 })))
    .filter(({ debt, instalment }) => open.get(`${debt.seq}/${instalment}`)! > 0n)
  const allocations: Allocation[] = []
  let left = amount
  const take = ({ debt, instalment }: (typeof items)[number]): void => {
    const there = open.get(`${debt.seq}/${instalment}`)!
    const part = there < left ? there : left
    if (part === 0n) return
    allocations.push({ of: debt.seq, instalment, amount: part })
    left -= part
  }
  if (typeof order === 'string') {
    const sign = order === 'oldest' ? 1 : -1
    items.sort((a, b) => sign * (a.due - b.due || a.debt.day - b.debt.day || a.debt.seq - b.debt.seq || a.instalment - b.instalment))
    for (const item of items) take(item)
  } else {
    const chosen = items.find((item) => item.debt.seq === order.of && item.instalment === order.instalment)
    if (chosen === undefined) return undefined
    take(chosen)
    if (left > 0n) return undefined
  }
  if (allocations.some(({ of }) => debts.find((debt) => debt.seq === of)!.day > day)) return undefined
  return { seq, day, party, allocations, advance: left }
}
