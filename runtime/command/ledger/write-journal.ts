import type { Model } from '@formwork/platform/definition/model.ts'
import { basis } from '../../engine/ledger/basis.ts'
import {
  collectRows,
  countRows,
  countValueRows,
  eventOf,
  isCosted,
  rowsOf,
  trueUpMove,
  valueRows,
  varianceMove,
  type PlacedMovement,
} from '../../engine/ledger/book.ts'
import type { CostEvent, CostOutcome, TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import type { ReplayRow } from '../../engine/ledger/costing/replay-event.ts'
import { sumByBalance, type EntryRow, type LedgerRows } from '../../engine/ledger/entry.ts'
import type { AttributeValues, LedgerShape } from '../../engine/ledger/shape.ts'
import { andThen } from '../../store/and-then.ts'
import type { MaybePromise } from '../../store/database.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import { findPairedEntry } from '../../store/ledger/pool-rows.ts'
import type { Unit } from '../unit.ts'
import { checkAssertions } from './check-assertions.ts'
import type { Extra, Position } from './cost-request.ts'
import { costWithClosed } from './recost-closed.ts'
import { findCountChanges } from './count-changes.ts'
import { appendFollowers, expandFollowers, withCost } from './follow-costs.ts'
import { noteEntries } from './impact.ts'
import { keepPendings } from './keep-pendings.ts'
import { namingRow } from './name-row.ts'

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
  /** Last business minute that is closed. */
  readonly closedTo: number
  readonly reason?: string | null
  readonly detail?: string | null
}

interface Numbered {
  readonly placed: PlacedMovement
  readonly id: number
  readonly at: number
}

/** Costs the movements, judges them, and writes entries, balances and pools: all or nothing, over all ledgers. */
export async function writeJournal(unit: Unit, given: JournalRequest): Promise<number> {
  const request = { ...given, placed: expandFollowers(given.placed) }
  const count = countRows(request.placed)
  const drawn = unit.transaction.laterIds(Math.max(1, count))
  const journal = drawn instanceof Promise ? await drawn : drawn
  const numbered = numberMovements(request, journal)
  const entries: LedgerRows[] = []
  try {
    await writeNumbered(unit, given, request, journal, numbered, entries)
  } catch (error) {
    throw namingRow(error, numbered, entries)
  }
  return journal
}

async function writeNumbered(
  unit: Unit,
  given: JournalRequest,
  request: JournalRequest,
  journal: number,
  numbered: readonly Numbered[],
  entries: LedgerRows[],
): Promise<void> {
  const count = countRows(request.placed)
  const { outcomes, extra } = request.pools.size === 0 ? uncosted() : await costLedgers(unit, request, journal, numbered)
  const ids = request.placed === given.placed ? undefined : new Map(numbered.map(({ placed, id }) => [placed, id]))
  for (const { placed, id, at } of numbered) {
    const { ledger } = placed.movement.plan
    const outcome = outcomes.get(id)
    const source = placed.follows === undefined ? undefined : ids?.get(placed.follows)
    collectRows(entries, ledger, rowsOf(source === undefined ? placed : withCost(placed, source, outcomes.get(source)), id, at, outcome))
    if (outcome === undefined) continue
    const trueUp = trueUpMove(placed, outcome, at)
    if (trueUp !== undefined) extra.push({ ledger, move: trueUp })
    const variance = varianceMove(placed, outcome, at)
    if (variance !== undefined) extra.push({ ledger, move: variance })
  }
  const end = journal + Math.max(0, count - 1)
  const last = extra.length === 0 ? end : await appendValueMoves(unit, entries, extra, end)
  const movements = request.placed.map(({ movement }) => movement)
  const judging = checkAssertions(unit, entries, { record: unit.known(request.record), movements })
  if (judging !== undefined) await judging
  const { record, generation, posting, kind, entity, at } = request
  const own = {
    id: journal,
    record,
    generation,
    posting,
    kind,
    entity,
    at,
    last,
    createdAt: unit.now,
    person: unit.actor.person,
    reason: request.reason ?? null,
    detail: request.detail ?? null,
  }
  const inserting = unit.store.ledgers.insertJournal(unit.transaction, own)
  if (inserting instanceof Promise) await inserting
  const writing = writeEntries(unit, journal, entries)
  if (writing instanceof Promise) await writing
  const updating = writePools(unit, request.pools)
  if (updating instanceof Promise) await updating
  const keeping = keepPendings(unit, record, numbered)
  if (keeping !== undefined) await keeping
}

export function writePools(unit: Unit, pools: ReadonlyMap<number, StoredPool>): MaybePromise<void> {
  return unit.store.ledgers.updatePools(
    unit.transaction,
    [...pools.values()].sort((left, right) => (left.key < right.key ? -1 : 1)),
  )
}

export function writeEntries(unit: Unit, journal: number, entries: readonly LedgerRows[]): MaybePromise<void> {
  return andThen(unit.store.ledgers.insertEntries(unit.transaction, journal, entries), () => {
    noteEntries(unit, journal, entries)
    const staying = unit.store.ledgers.stayingRows(entries)
    return andThen(unit.store.ledgers.addToBalances(unit.transaction, sumByBalance(staying)), () => raiseChanges(unit, staying))
  })
}

function raiseChanges(unit: Unit, entries: readonly LedgerRows[]): void {
  if (!isWatched(unit.model)) return
  for (const { ledger, rows } of entries) {
    const coordinates = rows.map((row) => Object.fromEntries(ledger.dimensions.map(({ name }, index) => [name, row.coordinates[index]])))
    unit.raise({ type: 'ledger.changed', ledger: ledger.name, coordinates })
  }
}

const watched = new WeakMap<Model, boolean>()

/** Whether anything in the model reacts to changes of ledgers. */
function isWatched(model: Model): boolean {
  let known = watched.get(model)
  if (known === undefined) {
    watched.set(model, (known = model.alerts.size > 0 || model.automations.size > 0))
  }
  return known
}

/** Value that the engine moves besides: variances and adjustments. Returns the last id. */
export async function appendValueMoves(unit: Unit, entries: LedgerRows[], extra: readonly Extra[], last: number): Promise<number> {
  if (extra.length === 0) return last
  let id = await unit.transaction.laterIds(countValueRows(extra.map(({ move }) => move)))
  const own = new Map(entries.flatMap(({ ledger, rows }) => (ledger.attributes.length === 0 ? [] : rows)).map((row) => [row.id, row]))
  for (const { ledger, move } of extra) {
    const rows = valueRows(ledger, move, id, await attributesOf(unit, own, ledger, move.source))
    collectRows(entries, ledger, rows)
    id += rows.length
  }
  return appendFollowers(unit, entries, extra, id - 1)
}

/** A correction carries what the movement it corrects carries, so that figures by attribute follow its cost. */
async function attributesOf(unit: Unit, own: ReadonlyMap<number, EntryRow>, ledger: LedgerShape, source: number): Promise<AttributeValues> {
  if (ledger.attributes.length === 0) return []
  const row = own.get(source) ?? (await findPairedEntry(unit.store.ledgers, unit.transaction, ledger.name, source))
  return row?.attributes ?? ledger.attributes.map(() => null)
}

function numberMovements(request: JournalRequest, first: number): Numbered[] {
  let id = first
  return request.placed.map((placed) => {
    const own = { placed, id, at: placed.at ?? request.at }
    id += countRows([placed])
    return own
  })
}

interface JournalCosts {
  /** By movement. */
  readonly outcomes: Map<number, CostOutcome>
  readonly extra: Extra[]
}

function uncosted(): JournalCosts {
  return { outcomes: new Map(), extra: [] }
}

/** Values of the movements in ledgers with costing, and what else changes because of them; the pools are brought up to date. */
async function costLedgers(unit: Unit, request: JournalRequest, journal: number, numbered: readonly Numbered[]): Promise<JournalCosts> {
  const { outcomes, extra } = uncosted()
  const ledgers = new Set(numbered.map(({ placed }) => placed.movement.plan.ledger).filter((ledger) => ledger.costing !== undefined))
  for (const ledger of ledgers) {
    const own = numbered.filter(({ placed }) => placed.movement.plan.ledger === ledger)
    const pools = ledgers.size === 1 ? request.pools : poolsOf(request.pools, ledger)
    const late = latePools(own, pools)
    const counts =
      late.size === 0
        ? { changes: new Map<number, number>(), moves: [] }
        : await findCountChanges(unit, ledger, quantityRows(own), new Set())
    const costing = costWithClosed(unit, {
      ledger,
      journal,
      fresh: own
        .filter(({ placed }) => isCosted(placed) && placed.movement.basis !== basis.revised)
        .map(({ placed, id, at }): CostEvent => eventOf(placed, journal, id, at)),
      pools,
      starts: late,
      dead: new Set(),
      pending: revisedRows(own, journal),
      countChanges: counts.changes,
      transformations: transformationsOf(journal, own),
      closedTo: request.closedTo,
    })
    const costed = costing instanceof Promise ? await costing : costing
    if (pools !== request.pools) for (const [id, pool] of pools) request.pools.set(id, pool)
    for (const [id, outcome] of costed.outcomes) if (outcome.event.booked === undefined) outcomes.set(id, outcome)
    extra.push(...[...counts.moves, ...costed.moves].map((move) => ({ ledger, move })))
  }
  return { outcomes, extra }
}

function poolsOf(pools: ReadonlyMap<number, StoredPool>, { name }: LedgerShape): Map<number, StoredPool> {
  return new Map([...pools].filter(([, pool]) => pool.origin.ledger === name))
}

/** Pools whose past changes: something is entered before their latest movement, or a receipt is revised. */
function latePools(own: readonly Numbered[], pools: ReadonlyMap<number, StoredPool>): Map<number, Position> {
  const late = new Map<number, Position>()
  const begin = (pool: number, at: number, seq: number): void => {
    const known = late.get(pool)
    if (known === undefined || at < known.at || (at === known.at && seq < known.seq)) late.set(pool, { at, seq })
  }
  for (const { placed, id, at } of own) {
    const isRevision = placed.movement.basis === basis.revised
    for (const pool of [placed.from, placed.to]) {
      if (pool === 0) continue
      // A revised receipt lies at its own minute: what is known before that minute holds.
      if (isRevision) begin(pool, placed.sourceAt ?? at, 0)
      else if (pools.get(pool)!.lastAt > at) begin(pool, at, id)
    }
  }
  return late
}

/** Rows whose quantities a later count may have to absorb. */
function quantityRows(own: readonly Numbered[]): EntryRow[] {
  return own.flatMap(({ placed, id, at }) =>
    placed.movement.basis === basis.counted ? countedRows(placed, id, at) : rowsOf(placed, id, at, undefined),
  )
}

function countedRows(placed: PlacedMovement, id: number, at: number): EntryRow[] {
  const { quantity } = placed.movement.plan.ledger.costing!
  return rowsOf(placed, id, at, undefined).map((row, side) => ({
    ...row,
    amounts: row.amounts.map((amount, index) => (index === quantity ? (side === 0 ? -1 : 1) * placed.difference! : amount)),
  }))
}

/** Revisions as rows, before they are written. */
function revisedRows(own: readonly Numbered[], journal: number): ReplayRow[] {
  return own
    .filter(({ placed }) => placed.movement.basis === basis.revised)
    .flatMap(({ placed, id, at }) => {
      const rows = rowsOf(placed, id, at, undefined)
      return rows.map((row, index) => ({ ...row, journal, other: rows.length < 2 ? null : rows[1 - index]! }))
    })
}

/** Inputs and outputs of this journal's transformation, before anything is known of their cost. */
function transformationsOf(journal: number, own: readonly Numbered[]): Map<number, TransformationFact> {
  const outputs = own.filter(({ placed }) => placed.movement.basis === basis.assembled)
  if (outputs.length === 0) return new Map()
  const inputs = own.filter(({ placed }) => placed.movement.basis === basis.consumed)
  return new Map([
    [
      journal,
      {
        journal,
        inputs: inputs.map(({ id }) => ({ id, value: 0 })),
        outputs: outputs.map(({ id, placed }) => ({ id, factor: placed.movement.factor })),
      },
    ],
  ])
}
