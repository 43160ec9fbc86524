import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { ConstraintViolation } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { BalanceChange, LedgerRows } from '../../engine/ledger/entry.ts'
import type { Coordinates, LedgerShape } from '../../engine/ledger/shape.ts'
import { MergedRecords } from '../../engine/record/merged-records.ts'
import type { Bound, Database, MaybePromise, Plan, Reading, Transaction } from '../database.ts'
import { forEachInTurn } from '../and-then.ts'
import { mergedPositions } from '../merged/staying-sql.ts'
import { remember, remembered } from '../remember.ts'
import { balanceParameters, insideCondition, readBalance, sumBalancesPlan, upsertBalancePlan, type StoredBalance } from './balance-plans.ts'
import { entryColumns, entryParameters, insertEntryPlan, readEntry, type StoredEntry } from './entry-plans.ts'
import {
  findJournalByIdPlan,
  findJournalPlan,
  insertJournalPlan,
  journalParameters,
  listJournalsPlan,
  readJournal,
  type StoredJournal,
} from './journal-plans.ts'
import { readLedgerNames } from './ledger-names.ts'
import { linkLedger, type LedgerTable } from './ledger-table.ts'
import { readStoppedLedgers } from './stopped-ledgers.ts'
import {
  findLockedPoolByIdPlan,
  findLockedPoolPlan,
  findPoolByIdPlan,
  findPoolPlan,
  insertPoolParameters,
  insertPoolPlan,
  readPool,
  updatePoolParameters,
  updatePoolPlan,
  type StoredPool,
} from './pool-plans.ts'

/** Kinds of what a connection remembers of ledgers. */
export const CLOSED_PERIOD = 'closed period'
export const POOLS = 'ledger pools'

const lastClosed: Plan = { sql: "select end_at, name from ledger_period where status = 'closed' order by end_at desc limit 1" }

const lockKey: Plan = { sql: 'select pg_advisory_xact_lock(hashtextextended(?, 0))' }

/** A ledger with its compiled statements. */
export interface LedgerPlans {
  readonly table: LedgerTable
  readonly insertEntry: Plan
  readonly upsertBalance: Plan
  readonly entriesOfJournal: Plan
  /** Sums by the positions they are grouped over. */
  readonly sums: Map<string, Plan>
}

/** Reads and writes the ledgers of one model; every method runs inside the given transaction. */
export class LedgerStore {
  readonly shapes: ReadonlyMap<string, LedgerShape>
  readonly dialect: Database['dialect']
  /** Movements of a pool between two checkpoints: bounds what a replay reads again. */
  checkpointInterval = 256
  /** What was merged: balances lie with the one that stays, entries where they were written. */
  readonly merged: MergedRecords
  readonly #plans: ReadonlyMap<string, LedgerPlans>

  /** By ledger: what names the first row that does not agree. Nothing is posted to these until a check finds them whole. */
  readonly stopped: ReadonlyMap<string, string>

  constructor(
    plans: readonly LedgerPlans[],
    dialect: Database['dialect'],
    stopped: ReadonlyMap<string, string> = new Map(),
    merged = MergedRecords.none,
  ) {
    this.dialect = dialect
    this.stopped = stopped
    this.merged = merged
    this.shapes = new Map(plans.map(({ table: { shape } }) => [shape.name, shape]))
    this.#plans = new Map(plans.map((each) => [each.table.shape.name, each]))
  }

  /** The same ledgers in another picture of what was merged; compiled statements are shared. */
  seeing(merged: MergedRecords): LedgerStore {
    const other = new LedgerStore([...this.#plans.values()], this.dialect, this.stopped, merged)
    other.checkpointInterval = this.checkpointInterval
    return other
  }

  /** Where something counts that was written there. */
  stayingCoordinates(ledger: LedgerShape, coordinates: Coordinates): Coordinates {
    const positions = mergedPositions({ shape: ledger }, this.merged)
    if (positions.length === 0) return coordinates
    return coordinates.map((value, index) => (typeof value === 'number' && positions.includes(index) ? this.merged.resolve(value) : value))
  }

  /** Rows at the coordinates where they count; the same ones where nothing of them was merged. */
  stayingRows(entries: readonly LedgerRows[]): readonly LedgerRows[] {
    if (this.merged.isEmpty) return entries
    return entries.map(({ ledger, rows }) => ({
      ledger,
      rows: rows.map((row) => ({ ...row, coordinates: this.stayingCoordinates(ledger, row.coordinates) })),
    }))
  }

  /** Errors: `unknown-ledger`. */
  plansOf(ledger: string): LedgerPlans {
    const plans = this.#plans.get(ledger)
    if (plans === undefined) throw fail('unknown-ledger', { ledger })
    return plans
  }

  /** Remembered: every posting asks. */
  lastClosedPeriod(reading: Reading): MaybePromise<{ endAt: number; name: string } | undefined> {
    return remembered(reading, CLOSED_PERIOD, 0, async () => {
      const row = await reading.get(lastClosed, [])
      return row === undefined ? undefined : { endAt: row.end_at as number, name: row.name as string }
    })
  }

  async findJournal(
    reading: Reading,
    record: number,
    generation: number,
    posting: string,
    kind: string,
  ): Promise<StoredJournal | undefined> {
    const row = await reading.get(findJournalPlan, [record, generation, posting, kind])
    return row === undefined ? undefined : readJournal(row)
  }

  async journalsOf(reading: Reading, record: number): Promise<StoredJournal[]> {
    return (await reading.all(listJournalsPlan, [record])).map(readJournal)
  }

  async journal(reading: Reading, id: number): Promise<StoredJournal | undefined> {
    const row = await reading.get(findJournalByIdPlan, [id])
    return row === undefined ? undefined : readJournal(row)
  }

  insertJournal(transaction: Transaction, journal: StoredJournal): MaybePromise<void> {
    return transaction.write(insertJournalPlan, journalParameters(journal))
  }

  /** Rows of a journal in one ledger, in order. */
  async entriesOf(reading: Reading, ledger: string, journal: Pick<StoredJournal, 'id' | 'last'>): Promise<StoredEntry[]> {
    const { table, entriesOfJournal } = this.plansOf(ledger)
    return (await reading.all(entriesOfJournal, [journal.id, journal.last, journal.id])).map((row) => readEntry(table, row))
  }

  /** Locks the pool until the commit. Call in order of keys. Remembered as it was last written. */
  lockPool(transaction: Transaction, key: string): MaybePromise<StoredPool | undefined> {
    return remembered(transaction, POOLS, key, () => this.#readPool(transaction, key))
  }

  async #readPool(transaction: Transaction, key: string): Promise<StoredPool | undefined> {
    const row = await transaction.get(this.dialect === 'postgresql' ? findLockedPoolPlan : findPoolPlan, [key])
    return row === undefined ? undefined : readPool(row)
  }

  /** As it is, without a lock. */
  async poolByKey(reading: Reading, key: string): Promise<StoredPool | undefined> {
    const row = await reading.get(findPoolPlan, [key])
    return row === undefined ? undefined : readPool(row)
  }

  async poolById(reading: Reading, id: number): Promise<StoredPool | undefined> {
    const row = await reading.get(findPoolByIdPlan, [id])
    return row === undefined ? undefined : readPool(row)
  }

  /** A pool that a replay reaches, locked until the commit. Call in order of ids. */
  async lockPoolById(transaction: Transaction, id: number): Promise<StoredPool | undefined> {
    const row = await transaction.get(this.dialect === 'postgresql' ? findLockedPoolByIdPlan : findPoolByIdPlan, [id])
    return row === undefined ? undefined : readPool(row)
  }

  async insertPool(transaction: Transaction, pool: StoredPool): Promise<void> {
    remember(transaction, POOLS, pool.key, pool)
    await transaction.run(insertPoolPlan, insertPoolParameters(pool))
  }

  /** Pools come in order of their keys, and stay as they are given. */
  updatePools(transaction: Transaction, pools: readonly StoredPool[]): MaybePromise<void> {
    for (const pool of pools) remember(transaction, POOLS, pool.key, pool)
    return transaction.runMany(updatePoolPlan, pools.map(updatePoolParameters))
  }

  /**
   * Whoever judges these coordinates next waits until the commit: there may be no row yet to lock, or many. Call in order of
   * keys, after pools. On SQLite one command runs at a time.
   */
  async lockCoordinates(transaction: Transaction, ledger: LedgerShape, over: readonly number[], coordinates: Coordinates): Promise<void> {
    if (this.dialect !== 'postgresql') return
    const { balances } = this.plansOf(ledger.name).table
    const staying = this.stayingCoordinates(ledger, coordinates)
    await transaction.get(lockKey, [[balances, ...over.map((position) => `${position}=${staying[position]}`)].join('|')])
  }

  /** Whoever judges by the balance of this place next waits until the commit. Call in order of places, before anything is posted. */
  async lockJudged(transaction: Transaction, place: string): Promise<void> {
    if (this.dialect === 'postgresql') await transaction.get(lockKey, [`judged ${place}`])
  }

  /** Sum of what is held over the dimensions at `over` of these coordinates. */
  async sumBalances(reading: Reading, ledger: LedgerShape, over: readonly number[], coordinates: Coordinates): Promise<StoredBalance> {
    const { table, sums } = this.plansOf(ledger.name)
    const key = over.join()
    let plan = sums.get(key)
    if (plan === undefined) sums.set(key, (plan = sumBalancesPlan(table, over, insideCondition(table, over))))
    const staying = this.stayingCoordinates(ledger, coordinates)
    const row = await reading.get(
      plan,
      over.map((position) => staying[position]!),
    )
    return {
      coordinates,
      amounts: table.measures.map((name) => Number(row![name])),
      lastAt: Number(row!.last_at),
      openedAt: 0,
      attributes: [],
    }
  }

  /** Errors: `ledger-stopped`. */
  insertEntries(transaction: Transaction, journal: number, entries: readonly LedgerRows[]): MaybePromise<void> {
    return forEachInTurn(entries, ({ ledger, rows }) => {
      if (this.stopped.size > 0) this.#refuseStopped(ledger.name)
      return transaction.runMany(
        this.plansOf(ledger.name).insertEntry,
        rows.map((row) => entryParameters(row, journal)),
      )
    })
  }

  #refuseStopped(ledger: string): void {
    const row = this.stopped.get(ledger)
    if (row !== undefined) throw fail('ledger-stopped', { ledger, row })
  }

  /** Changes come in key order, each key once. Errors: `amount-overflow` with the ledger. */
  addToBalances(transaction: Transaction, changes: readonly BalanceChange[], from = 0): MaybePromise<void> {
    for (let start = from; start < changes.length;) {
      const { ledger } = changes[start]!
      const { table, upsertBalance } = this.plansOf(ledger.name)
      const rows: Bound[][] = []
      for (; start < changes.length && changes[start]!.ledger === ledger; start++) rows.push(balanceParameters(table, changes[start]!))
      try {
        const done = transaction.runMany(upsertBalance, rows)
        if (done instanceof Promise) {
          return done.then(
            () => this.addToBalances(transaction, changes, start),
            (error: unknown) => Promise.reject(beyondRange(error, ledger)),
          )
        }
      } catch (error) {
        throw beyondRange(error, ledger)
      }
    }
  }

  balanceOf(ledger: string, row: Parameters<typeof readBalance>[1]): StoredBalance {
    return readBalance(this.plansOf(ledger).table, row)
  }
}

/** The only constraint that adding to a balance can break: its sum is more than a number holds. */
function beyondRange(error: unknown, { name }: LedgerShape): unknown {
  return error instanceof ConstraintViolation ? fail('amount-overflow', { ledger: name }) : error
}

function compilePlans(table: LedgerTable): LedgerPlans {
  const columns = entryColumns(table).join(', ')
  return {
    table,
    insertEntry: insertEntryPlan(table),
    upsertBalance: upsertBalancePlan(table),
    entriesOfJournal: { sql: `select ${columns} from ${table.entries} where id between ? and ? and journal = ? order by id` },
    sums: new Map(),
  }
}

/** Links the ledgers of a model to tables that a migration made. */
export async function openLedgerStore(model: Model, reading: Reading, dialect: Database['dialect']): Promise<LedgerStore> {
  const names = await readLedgerNames(reading)
  return new LedgerStore(
    [...model.ledgers.values()].map((definition) => compilePlans(linkLedger(definition, names))),
    dialect,
    await readStoppedLedgers(reading),
  )
}
