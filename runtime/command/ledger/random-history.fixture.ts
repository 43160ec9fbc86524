import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { NeutralSettings } from '../../cli/ledger/neutral-ledgers.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { LedgerWorkspace } from './ledger-workspace.fixture.ts'
import {
  computePlain,
  Refused,
  type PlainMethod,
  type PlainResult,
  type PlainRevision,
  type PlainStep,
  type PoolOf,
} from './plain-model.fixture.ts'
import { OpenHistory } from './open-history.fixture.ts'
import { attempt, cents, pick, same, type Choice } from './history-step.fixture.ts'

export interface HistorySettings {
  readonly method: PlainMethod
  readonly pool: 'item' | 'item-place' | 'item-batch'
  readonly negative: boolean
  readonly checkpointInterval?: number
}

interface Done {
  readonly step: PlainStep
  readonly record: StoredRecord
}

/** Returns are of one of so many latest issues or receipts. */
const RECENT = 3
const FIRST_DAY = CalendarDate.of(2026, 1, 1)
const settingsOf = ({ method, pool, negative }: HistorySettings): Partial<NeutralSettings> => ({
  method,
  pool,
  negative: negative ? 'allow' : 'refuse',
  quantityScale: 0,
  valueScale: 2,
})

export async function openBook(settings: HistorySettings): Promise<LedgerWorkspace> {
  const book = await LedgerWorkspace.open(settingsOf(settings))
  // Replays begin at checkpoints, which short histories would never reach.
  book.store.ledgers.checkpointInterval = settings.checkpointInterval ?? 3
  return book
}

/** Runs choices against the engine and against the plain model, and compares after every step. Throws on the first difference. */
export async function runHistory(settings: HistorySettings, choices: readonly Choice[]): Promise<{ done: number; refused: number }> {
  const book = await openBook(settings)
  try {
    return await new History(book, settings).run(choices)
  } finally {
    await book.close()
  }
}

const batchName = (batch: number): string => (batch === 0 ? '' : `B${batch}`)

const poolName =
  ({ pool }: HistorySettings): PoolOf =>
  (item, place, batch) =>
    pool === 'item' ? String(item) : pool === 'item-place' ? `${item}|${place}` : `${item}|${batchName(batch)}`

/** One history: the engine's book beside the plain model. */
export class History {
  readonly #book: LedgerWorkspace
  readonly #settings: HistorySettings
  #live: Done[] = []
  #revisions: (PlainRevision & { record: StoredRecord })[] = []
  #seq = 0
  readonly open: OpenHistory

  constructor(book: LedgerWorkspace, settings: HistorySettings) {
    this.#book = book
    this.#settings = settings
    this.open = new OpenHistory(book)
  }

  /** `isCompared`: figures too, not only what is done and refused. */
  async run(choices: readonly Choice[], isCompared = true): Promise<{ done: number; refused: number }> {
    const count = { done: 0, refused: 0 }
    for (const [index, choice] of choices.entries()) {
      const text = `step ${index + 1} ${JSON.stringify(choice)}`
      const done = await this.#step(choice, text)
      if (done === undefined) continue
      count[done ? 'done' : 'refused']++
      if (isCompared) await this.#compare(text)
    }
    if (!isCompared) return count
    const broken = await this.#book.verify()
    if (broken.length > 0) throw new Error(`after ${choices.length} steps: ${JSON.stringify(broken)} in ${JSON.stringify(choices)}`)
    return count
  }

  /** What the plain model says that the movements of each record cost; of counts that took something away below 0. */
  expectedCosts(): { record: StoredRecord; cost: string }[] {
    const steps = this.#live.map((done) => done.step)
    const { costs } = this.#compute(steps, this.#revisions)
    return this.#live
      .filter(({ step }) => step.kind !== 'revalue')
      .map(({ step, record }) => ({ record, cost: cents(costs.get(step.seq)!) }))
  }

  get records(): StoredRecord[] {
    return [...this.#live, ...this.#revisions].map(({ record }) => record).concat(this.open.records)
  }

  /** Voids what nothing refers to. */
  async takeBack(record: StoredRecord): Promise<void> {
    await this.#book.void(record)
    this.#live = this.#live.filter((done) => done.record !== record)
    this.#revisions = this.#revisions.filter((revision) => revision.record !== record)
    this.open.forget(record)
  }

  /** True when it was done, false when both sides refused it, undefined when there was nothing to choose from. */
  async #step(choice: Choice, text: string): Promise<boolean | undefined> {
    if (choice.kind === 'void') return this.#void(choice, text)
    if (choice.kind === 'revise') return this.#revise(choice, text)
    if (choice.kind === 'owe' || choice.kind === 'settle') return this.open.step(choice, ++this.#seq, text)
    const step = this.#stepOf(choice)
    if (step === undefined) return undefined
    const expected = this.#expect([...this.#live.map((done) => done.step), step], this.#revisions, step)
    const record = await attempt(() => this.#post(step), expected, text)
    if (record === undefined) return false
    this.#live.push({ step, record })
    return true
  }

  #stepOf(choice: Choice): PlainStep | undefined {
    const { kind, item, place, batch, target } = choice
    const at = (FIRST_DAY.epochDay + choice.day) * 1440 + 1439
    const seq = ++this.#seq
    const quantity = BigInt(choice.quantity)
    const common = { seq, at, item, place, batch, quantity }
    if (kind === 'revise' || kind === 'void' || kind === 'owe' || kind === 'settle') return undefined
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
      case 'return-out':
        return this.#returnOf(choice, { ...common, kind })
    }
  }

  /** Of one of the latest, so that several come back of one; every second time what is left of it, or less. */
  #returnOf(choice: Choice, step: Omit<PlainStep, 'of'>): PlainStep | undefined {
    const of = step.kind === 'return-in' ? 'issue' : 'receive'
    const sources = this.#live.filter((done) => done.step.kind === of).slice(-RECENT)
    const source = pick(sources, choice.pick)?.step
    if (source === undefined) return undefined
    const back = this.#live.filter((done) => done.step.of === source.seq).reduce((sum, done) => sum + done.step.quantity, 0n)
    const left = source.quantity - back
    // All that is held where it leaves: a pool without quantity keeps no value.
    const held = this.#heldAt(source.item, step.place, source.batch)
    const most = choice.value % 4 === 1 && held > 0n && held < left ? held : left
    const isWhole = choice.value % 4 === 1 || choice.value % 2 === 0
    const quantity = isWhole && most > 0n && most < step.quantity ? most : step.quantity
    return { ...step, quantity, item: source.item, batch: source.batch, of: source.seq }
  }

  #heldAt(item: number, place: number, batch: number): bigint {
    const steps = this.#live.map((done) => done.step)
    return this.#compute(steps, this.#revisions).places.get(`${item}/${place}/${batch}`) ?? 0n
  }

  #post(step: PlainStep): Promise<StoredRecord> {
    const { kind, item, place, batch, target, quantity, value, of } = step
    const date = CalendarDate.fromEpochDay(Math.floor(step.at / 1440))
    const source = of === undefined ? null : this.#book.line(this.#live.find((done) => done.step.seq === of)!.record)
    const money = value === undefined ? null : cents(value)
    const line = { item, batch: batch === 0 ? null : batchName(batch), quantity: String(quantity), value: money, source }
    return this.#book.post(kind, { date, place, target: target ?? null }, [line])
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
    const record = await attempt(() => this.#postRevision(receipt, value, isForeign, date), expected, text)
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
    const goods: { record: StoredRecord; done?: Done }[] = [
      ...this.#live.map((done) => ({ record: done.record, done })),
      ...this.#revisions,
    ]
    const all = [...goods, ...this.open.records.map((record) => ({ record, done: undefined }))]
    const chosen = pick(all, choice.pick)
    if (chosen === undefined) return undefined
    if (!goods.some(({ record }) => record === chosen.record)) return this.open.void(chosen.record, text)
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
    const result = await attempt(() => this.#book.void(chosen.record).then(() => chosen.record), expected, text)
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
        const pool = before.pools.get(poolName(this.#settings)(added.item, added.place, added.batch))
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
      `select ${table.dimensions[0]} as item, ${table.dimensions[1]} as place, ${table.dimensions[2]} as batch, ${quantity} as q from ${table.balances} where ${table.dimensions[1]} > 0`,
    )
    for (const { item, place, batch, q } of balances) {
      const key = `${String(item)}/${String(place)}/${Number(String(batch).slice(1))}`
      same(text, `quantity of ${key}`, [q], [expected.places.get(key) ?? 0n])
    }
    await this.open.compare(text)
    const [total] = await this.#book.rows(
      `select coalesce(sum(${quantity}), 0) as q, coalesce(sum(${value}), 0) as v from ${table.balances}`,
    )
    same(text, 'sum of everything', [total!.q, total!.v], [0n, 0n])
  }
}
