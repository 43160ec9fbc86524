import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { attempt, cents, pick, same, type Choice } from './history-step.fixture.ts'
import type { LedgerWorkspace } from './ledger-workspace.fixture.ts'
import { allocatePlain, EVER, openOn, type PlainDebt, type PlainPayment, type Wanted } from './plain-open.fixture.ts'

const FIRST_DAY = CalendarDate.of(2026, 1, 1)
const CLAIM = 'claim'
const ADVANCE = 'advance on claim'
const LATER = 4
/** Payments take a discount of so much where they take one. */
const DISCOUNT_PERCENT = 2n

/** The open items of a random history: what is owed in instalments, and payments against it. */
export class OpenHistory {
  readonly #book: LedgerWorkspace
  #debts: (PlainDebt & { readonly record: StoredRecord })[] = []
  #payments: (PlainPayment & { readonly record: StoredRecord })[] = []

  constructor(book: LedgerWorkspace) {
    this.#book = book
  }

  get records(): StoredRecord[] {
    return [...this.#debts, ...this.#payments].map(({ record }) => record)
  }

  /** Most payments come later than most debts. */
  step(choice: Choice, seq: number, text: string): Promise<boolean | undefined> {
    if (choice.kind === 'owe') return this.#owe({ ...choice, day: Math.floor(choice.day / 2) }, seq, text)
    return this.#settle({ ...choice, day: choice.pick % 4 === 0 ? choice.day : LATER + Math.floor(choice.day / 2) }, seq, text)
  }

  async #owe({ day, item: party, quantity, value }: Choice, seq: number, text: string): Promise<boolean> {
    const count = 1 + (quantity % 3)
    const total = BigInt(value + count)
    const part = total / BigInt(count)
    const instalments = Array.from({ length: count }, (_, index) => ({
      amount: index === count - 1 ? total - part * BigInt(count - 1) : part,
      due: day + (quantity % 4) * index,
    }))
    const lines = instalments.map(({ amount, due }, index) => ({
      number: String(index + 1),
      amount: cents(amount),
      base: cents(amount),
      due: FIRST_DAY.addDays(due),
    }))
    const values = { date: FIRST_DAY.addDays(day), party, side: CLAIM, currency: 'base', base: cents(total), limited: 0 }
    const record = await attempt(() => this.#book.post('owe', values, lines), 'done', text)
    this.#debts.push({ seq, day, party, instalments, record: record! })
    return true
  }

  async #settle(choice: Choice, seq: number, text: string): Promise<boolean | undefined> {
    const { day, value, target, quantity, pick: number } = choice
    const chosen = number % 3 === 0 ? pick(this.#debts, number) : undefined
    const party = chosen?.party ?? choice.item
    const money = BigInt(value)
    const credit = target === 2 ? (money * DISCOUNT_PERCENT) / 100n : 0n
    const amount = money + credit
    const order = chosen === undefined ? (number % 3 === 1 ? 'newest' : 'oldest') : 'chosen'
    const instalment = chosen === undefined ? 0 : 1 + (quantity % chosen.instalments.length)
    const wanted: Wanted = {
      seq,
      day,
      party,
      amount,
      order: chosen === undefined ? (order as 'oldest') : { of: chosen.seq, instalment },
    }
    const payment = allocatePlain(this.#debts, this.#payments, wanted)
    const lines =
      chosen === undefined ? [] : [{ source: String(chosen.record.header.id), number: String(instalment), amount: cents(amount) }]
    const values = {
      date: FIRST_DAY.addDays(day),
      party,
      side: CLAIM,
      currency: 'base',
      amount: cents(money),
      credit: cents(credit),
      order,
      rest: ADVANCE,
      rate: 1,
      base: cents(amount),
      limited: 0,
      other: null,
      due: null,
    }
    const record = await attempt(() => this.#book.post('settle', values, lines), payment === undefined ? 'refused' : 'done', text)
    if (record === undefined) return false
    this.#payments.push({ ...payment!, record })
    return true
  }

  /** A payment gives back exactly what it took; what was paid in part stays. */
  async void(record: StoredRecord, text: string): Promise<boolean> {
    const debt = this.#debts.find((each) => each.record === record)
    const isPaid = debt !== undefined && this.#payments.some(({ allocations }) => allocations.some(({ of }) => of === debt.seq))
    const done = await attempt(() => this.#book.void(record).then(() => record), isPaid ? 'refused' : 'done', text)
    if (done === undefined) return false
    this.forget(record)
    return true
  }

  forget(record: StoredRecord): void {
    this.#debts = this.#debts.filter((each) => each.record !== record)
    this.#payments = this.#payments.filter((each) => each.record !== record)
  }

  /** Balances, and the books as of a day in the middle. */
  async compare(text: string): Promise<void> {
    const { table } = this.#book.store.ledgers.plansOf('open')
    const [, side, record, instalment] = table.dimensions
    const [amount, base] = table.measures
    const columns = `${side} as side, ${record} as record, ${instalment} as instalment`
    const now = await this.#book.rows(`select ${columns}, ${amount} as a, ${base} as b from ${table.balances}`)
    this.#same(`${text}: now`, now, EVER)
    const day = 5
    const until = (FIRST_DAY.epochDay + day) * 1440 + 1439
    const sums = `sum(${amount}) as a, sum(${base}) as b`
    const then = await this.#book.rows(`select ${columns}, ${sums} from ${table.entries} where at <= ? group by 1, 2, 3`, [until])
    this.#same(`${text}: as of day ${day}`, then, day)
  }

  #same(text: string, rows: readonly Record<string, unknown>[], day: number): void {
    const found = new Map(rows.map((row) => [`${String(row.side)}/${String(row.record)}/${String(row.instalment)}`, row]))
    const check = (key: string, expected: bigint): void => {
      const { a, b } = found.get(key) ?? { a: 0, b: 0 }
      found.delete(key)
      same(text, `open of ${key}`, [a, b], [expected, expected])
    }
    const open = openOn(this.#debts, this.#payments, day)
    for (const debt of this.#debts) {
      for (const index of debt.instalments.keys()) {
        check(`${CLAIM}/${debt.record.header.id}/${index + 1}`, open.get(`${debt.seq}/${index + 1}`) ?? 0n)
      }
    }
    for (const payment of this.#payments) check(`${ADVANCE}/${payment.record.header.id}/0`, payment.day <= day ? payment.advance : 0n)
    for (const [key, { a, b }] of found) same(text, `open of ${key}`, [a, b], [0n, 0n])
  }
}
