import { collectRows, countRows, countValueRows, rowsOf, valueRows, varianceMove, type PlacedMovement, type ValueMove } from '../../engine/ledger/book.ts'
import type { CostOutcome } from '../../engine/ledger/costing/cost-event.ts'
import { sumByBalance, type LedgerRows } from '../../engine/ledger/entry.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { checkAssertions } from './check-assertions.ts'
import { costInOrder, type Numbered } from './cost-in-order.ts'

export interface JournalRequest {
  readonly record: number
  readonly generation: number
  readonly posting: string
  readonly kind: string
  readonly entity: string | null
  /** Business minute. */
  readonly at: number
  readonly placed: readonly PlacedMovement[]
  /** Locked pools by id. */
  readonly pools: Map<number, StoredPool>
}

/** Costs the movements, judges them, and writes entries, balances and pools: all or nothing, over all ledgers. */
export async function writeJournal(unit: Unit, request: JournalRequest): Promise<number> {
  const { transaction, store } = unit
  const { placed, at } = request
  const journal = await transaction.nextIds(countRows(placed))
  const entries: LedgerRows[] = []
  const extra: { ledger: LedgerShape; move: ValueMove }[] = []
  const numbered = numberMovements(placed, journal)
  const outcomes = costLedgers(unit, request, journal, numbered)
  for (const { placed: each, id } of numbered) {
    const { ledger } = each.movement.plan
    const outcome = outcomes.get(id)
    collectRows(entries, ledger, rowsOf(each, id, at, outcome))
    const variance = outcome && varianceMove(each, outcome, at)
    if (variance !== undefined) extra.push({ ledger, move: variance })
  }
  const last = await appendValueMoves(unit, entries, extra, journal + countRows(placed) - 1)
  await checkAssertions(unit, entries)
  await store.ledgers.insertJournal(transaction, {
    id: journal,
    record: request.record,
    generation: request.generation,
    posting: request.posting,
    kind: request.kind,
    entity: request.entity,
    at,
    last,
    createdAt: unit.now,
    person: unit.actor.person,
    reason: null,
    detail: null,
  })
  await writeEntries(unit, journal, entries)
  for (const pool of [...request.pools.values()].sort((left, right) => (left.key < right.key ? -1 : 1))) await store.ledgers.updatePool(transaction, pool)
  return journal
}

export async function writeEntries(unit: Unit, journal: number, entries: readonly LedgerRows[]): Promise<void> {
  await unit.store.ledgers.insertEntries(unit.transaction, journal, entries)
  await unit.store.ledgers.addToBalances(unit.transaction, sumByBalance(entries))
  for (const { ledger, rows } of entries) {
    const coordinates = rows.map((row) => Object.fromEntries(ledger.dimensions.map(({ name }, index) => [name, row.coordinates[index]])))
    unit.raise({ type: 'ledger.changed', ledger: ledger.name, coordinates })
  }
}

/** Value that the engine moves besides: variances and adjustments. Returns the last id. */
async function appendValueMoves(unit: Unit, entries: LedgerRows[], extra: readonly { ledger: LedgerShape; move: ValueMove }[], last: number): Promise<number> {
  if (extra.length === 0) return last
  let id = await unit.transaction.nextIds(countValueRows(extra.map(({ move }) => move)))
  for (const { ledger, move } of extra) {
    const rows = valueRows(ledger, move, id)
    collectRows(entries, ledger, rows)
    id += rows.length
  }
  return id - 1
}

function numberMovements(placed: readonly PlacedMovement[], first: number): Numbered[] {
  let id = first
  return placed.map((each) => {
    const own = { placed: each, id }
    id += countRows([each])
    return own
  })
}

/** Values of the movements in ledgers with costing; the pools are brought up to date. */
function costLedgers(unit: Unit, request: JournalRequest, journal: number, numbered: readonly Numbered[]): Map<number, CostOutcome> {
  const outcomes = new Map<number, CostOutcome>()
  if (request.pools.size === 0) return outcomes
  const ledgers = new Set(numbered.map(({ placed }) => placed.movement.plan.ledger).filter((ledger) => ledger.costing !== undefined))
  for (const ledger of ledgers) {
    const own = numbered.filter(({ placed }) => placed.movement.plan.ledger === ledger)
    const costed = costInOrder(unit, ledger, own, { journal, at: request.at, pools: request.pools, sources: new Map() })
    for (const [id, outcome] of costed.outcomes) outcomes.set(id, outcome)
    for (const pool of request.pools.values()) {
      const state = costed.fold.state(pool.id)
      if (state !== undefined) request.pools.set(pool.id, { ...pool, state, lastAt: Math.max(pool.lastAt, request.at), count: pool.count + 1 })
    }
  }
  return outcomes
}
