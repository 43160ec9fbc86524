import { isAppError } from '@formwork/platform/error/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { NeutralSettings } from '../../cli/ledger/neutral-ledgers.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { LedgerWorkspace } from './ledger-workspace.fixture.ts'
import { computePlain, Refused, type PlainMethod, type PlainResult, type PlainRevision, type PlainStep } from './plain-model.fixture.ts'

/** A step before it is known what is there: numbers are taken modulo what they choose from. */
export interface Choice {
  readonly kind: PlainStep['kind'] | 'revise' | 'void'
  readonly day: number
  readonly item: number
  readonly place: number
  readonly target: number
  readonly quantity: number
  readonly value: number
  readonly pick: number
}

export interface HistorySettings {
  readonly method: PlainMethod
  readonly pool: 'item' | 'item-place'
  readonly negative: boolean
  readonly checkpointInterval?: number
}

interface Done {
  readonly step: PlainStep
  readonly record: StoredRecord
}

const FIRST_DAY = CalendarDate.of(2026, 1, 1)
const settingsOf = ({ method, pool, negative }: HistorySettings): Partial<NeutralSettings> => ({
  method,
  pool,
  negative: negative ? 'allow' : 'refuse',
  quantityScale: 0,
  valueScale: 2,
})

/** Runs choices against the engine and against the plain model, and compares after every step. Throws on the first difference. */
export async function runHistory(settings: HistorySettings, choices: readonly Choice[]): Promise<{ done: number; refused: number }> {
  const book = await LedgerWorkspace.open(settingsOf(settings))
  // Replays begin at checkpoints, which short histories would never reach.
  book.store.ledgers.checkpointInterval = settings.checkpointInterval ?? 3
  try {
    return await new History(book, settings).run(choices)
  } finally {
    await book.close()
  }
}

const poolName =
  (settings: HistorySettings) =>
  (item: number, place: number): string =>
    settings.pool === 'item' ? String(item) : `${item}|${place}`

class History {
  readonly #book: LedgerWorkspace
  readonly #settings: HistorySettings
  #live: Done[] = []
  #revisions: (PlainRevision & { record: StoredRecord })[] = []
  #seq = 0

  constructor(book: LedgerWorkspace, settings: HistorySettings) {
    this.#book = book
    this.#settings = settings
  }

  async run(choices: readonly Choice[]): Promise<{ done: number; refused: number }> {
    const count = { done: 0, refused: 0 }
    for (const [index, choice] of choices.entries()) {
      const text = `step ${index + 1} ${JSON.stringify(choice)}`
      const done = await this.#step(choice, text)
      if (done === undefined) continue
      count[done ? 'done' : 'refused']++
      await this.#compare(text)
    }
    return count
  }

  /** True when it was done, false when both sides refused it, undefined when there was nothing to choose from. */
  async #step(choice: Choice, text: string): Promise<boolean | undefined> {
    if (choice.kind === 'void') return this.#void(choice, text)
    if (choice.kind === 'revise') return this.#revise(choice, text)
    const step = this.#stepOf(choice)
    if (step === undefined) return undefined
    const expected = this.#expect([...this.#live.map((done) => done.step), step], this.#revisions, step)
    const record = await this.#try(() => this.#post(step), expected, text)
    if (record === undefined) return false
    this.#live.push({ step, record })
    return true
  }

  #stepOf(choice: Choice): PlainStep | undefined {
    const { kind, item, place, target } = choice
    const at = (FIRST_DAY.epochDay + choice.day) * 1440 + 1439
    const seq = ++this.#seq
    const quantity = BigInt(choice.quantity)
    const common = { seq, at, item, place, quantity }
    if (kind === 'revise' || kind === 'void') return undefined
    switch (kind) {
      case 'receive':
        return { ...common, kind, value: BigInt(choice.value) }
      case 'issue':
      case 'count':
        return { ...common, kind }
      case 'transfer':
        return place === target ? undefined : { ...common, kind, target }
      case 'revalue':
        return choice.value === 500 ? undefined : { ...common, kind, quantity: 0n, value: BigInt(choice.value - 500) }
      case 'return-in':
      case 'return-out': {
        const source = pick(
          this.#live.filter((done) => done.step.kind === (kind === 'return-in' ? 'issue' : 'receive')),
          choice.pick,
        )
        return source === undefined ? undefined : { ...common, kind, item: source.step.item, of: source.step.seq }
      }
    }
  }

  #post(step: PlainStep): Promise<StoredRecord> {
    const { kind, item, place, target, quantity, value, of } = step
    const date = CalendarDate.fromEpochDay(Math.floor(step.at / 1440))
    const source = of === undefined ? null : this.#book.line(this.#live.find((done) => done.step.seq === of)!.record)
    const money = value === undefined ? null : cents(value)
    return this.#book.post(kind, { date, place, target: target ?? null }, [{ item, quantity: String(quantity), value: money, source }])
  }

  async #revise(choice: Choice, text: string): Promise<boolean | undefined> {
    const receipt = pick(
      this.#live.filter((done) => done.step.kind === 'receive'),
      choice.pick,
    )
    const value = BigInt(choice.value - 300)
    if (receipt === undefined || value === 0n) return undefined
    const isForeign = choice.target === 2
    const revision = { of: receipt.step.seq, value, isForeign }
    const expected = this.#expect(
      this.#live.map((done) => done.step),
      [...this.#revisions, revision],
    )
    const date = FIRST_DAY.addDays(choice.day)
    const record = await this.#try(() => this.#postRevision(receipt, value, isForeign, date), expected, text)
    if (record === undefined) return false
    this.#revisions.push({ ...revision, record })
    return true
  }

  #postRevision(receipt: Done, value: bigint, isForeign: boolean, date: CalendarDate): Promise<StoredRecord> {
    const line = { item: receipt.step.item, source: this.#book.line(receipt.record) }
    if (isForeign) return this.#book.post('land', { date, amount: cents(value) }, [{ ...line, weight: 1 }])
    return this.#book.post('revise', { date }, [{ ...line, value: cents(value) }])
  }

  async #void(choice: Choice, text: string): Promise<boolean | undefined> {
    const all: { record: StoredRecord; done?: Done }[] = [...this.#live.map((done) => ({ record: done.record, done })), ...this.#revisions]
    const chosen = pick(all, choice.pick)
    if (chosen === undefined) return undefined
    const steps = this.#live.filter((done) => done.record !== chosen.record)
    const revisions = this.#revisions.filter((revision) => revision.record !== chosen.record)
    const seq = chosen.done?.step.seq
    const isUsed = seq !== undefined && (steps.some((done) => done.step.of === seq) || revisions.some((revision) => revision.of === seq))
    const expected = isUsed
      ? 'refused'
      : this.#expect(
          steps.map((done) => done.step),
          revisions,
        )
    const result = await this.#try(() => this.#book.void(chosen.record).then(() => chosen.record), expected, text)
    if (result === undefined) return false
    this.#live = steps
    this.#revisions = revisions
    return true
  }

  #expect(steps: readonly PlainStep[], revisions: readonly PlainRevision[], added?: PlainStep): 'done' | 'refused' {
    try {
      if (added?.of !== undefined) {
        const source = steps.find((step) => step.seq === added.of)!
        if (source.at > added.at) return 'refused'
      }
      const result = this.#compute(steps, revisions)
      if (added?.kind === 'revalue') {
        const before = this.#compute(
          steps.filter((step) => step.at <= added.at),
          revisions,
        )
        const pool = before.pools.get(poolName(this.#settings)(added.item, added.place))
        if (pool === undefined || pool.q <= 0n) return 'refused'
      }
      return result === undefined ? 'refused' : 'done'
    } catch (error) {
      if (error instanceof Refused) return 'refused'
      throw error
    }
  }

  #compute(steps: readonly PlainStep[], revisions: readonly PlainRevision[]): PlainResult {
    const { method, negative } = this.#settings
    return computePlain(steps, revisions, method, poolName(this.#settings), negative)
  }

  async #try(work: () => Promise<StoredRecord>, expected: 'done' | 'refused', text: string): Promise<StoredRecord | undefined> {
    let refusal = ''
    let record: StoredRecord | undefined
    try {
      record = await work()
    } catch (error) {
      if (!isAppError(error)) throw error
      refusal = `${error.code}: ${error.message}`
    }
    if ((record === undefined) !== (expected === 'refused')) {
      throw new Error(`${text}: expected ${expected}, the engine ${record === undefined ? `refused with ${refusal}` : 'did it'}`)
    }
    return record
  }

  async #compare(text: string): Promise<void> {
    const expected = this.#compute(
      this.#live.map((done) => done.step),
      this.#revisions,
    )
    const pools = await this.#book.rows('select key, id, quantity, value from ledger_pool')
    const { table } = this.#book.store.ledgers.plansOf('goods')
    const [quantity, value] = table.measures
    const summed = new Map(
      (
        await this.#book.rows(
          `select pool, sum(${quantity}) as q, sum(${value}) as v from ${table.entries} where pool is not null group by pool`,
        )
      ).map((row) => [row.pool, row]),
    )
    for (const row of pools) {
      const key = String(row.key).replace(/^goods\|/, '')
      const pool = expected.pools.get(key) ?? { q: 0n, v: 0n }
      const sums = summed.get(row.id as number) ?? { q: 0, v: 0 }
      same(text, `state of pool ${key}`, [row.quantity, row.value], [pool.q, pool.v])
      same(text, `entries of pool ${key}`, [sums.q, sums.v], [pool.q, pool.v])
    }
    for (const { step, record } of this.#live) {
      const [row] = await this.#book.rows(
        `with own as (select id from ${table.entries} where journal = (select id from ledger_journal where record = ? and kind = 'post') and basis not in (9, 10) and id < counter)
         select coalesce(sum(case when e.basis = 10 then 0 else -e.${value} end), 0) as cost, coalesce(sum(case when e.basis = 10 then -e.${value} else 0 end), 0) as variance, coalesce(sum(e.${quantity}), 0) as q
         from ${table.entries} e where e.id < e.counter and (e.id in (select id from own) or e.source in (select id from own) and e.basis in (8, 9, 10))
         and not exists (select 1 from ${table.entries} m where m.source = e.id and m.basis = 11 and e.basis = 8)`,
        [record.header.id],
      )
      // What a count takes away is written the other way round.
      const cost = step.kind === 'count' && (row!.q as number) > 0 ? 0 - (row!.cost as number) : row!.cost
      same(
        text,
        `cost and variance of ${step.kind} ${step.seq}`,
        [cost, row!.variance],
        [expected.costs.get(step.seq)!, expected.variances.get(step.seq)!],
      )
    }
    const balances = await this.#book.rows(
      `select ${table.dimensions[0]} as item, ${table.dimensions[1]} as place, ${quantity} as q from ${table.balances} where ${table.dimensions[1]} > 0`,
    )
    for (const { item, place, q } of balances) {
      same(text, `quantity of ${String(item)} in ${String(place)}`, [q], [expected.places.get(`${String(item)}/${String(place)}`) ?? 0n])
    }
    const [total] = await this.#book.rows(
      `select coalesce(sum(${quantity}), 0) as q, coalesce(sum(${value}), 0) as v from ${table.balances}`,
    )
    same(text, 'sum of everything', [total!.q, total!.v], [0n, 0n])
  }
}

function pick<T>(from: readonly T[], index: number): T | undefined {
  return from.length === 0 ? undefined : from[index % from.length]
}

function cents(value: bigint): string {
  const text = String(value < 0n ? -value : value).padStart(3, '0')
  return `${value < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}

function same(text: string, what: string, actual: readonly unknown[], expected: readonly bigint[]): void {
  if (actual.some((value, index) => BigInt(value as number) !== expected[index])) {
    throw new Error(`${text}: ${what} is ${actual.join(', ')}, expected ${expected.join(', ')}`)
  }
}
