import type { CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import { AppError, fail } from '@formwork/platform/error/index.ts'
import type { CalendarDate } from '@formwork/platform/value/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import { varianceCoordinates, type ValueMove } from '../../engine/ledger/book.ts'
import { dateOfMinute, lastMinuteOf } from '../../engine/ledger/business-minute.ts'
import type { LedgerRows } from '../../engine/ledger/entry.ts'
import { emptyCoordinate, type LedgerShape } from '../../engine/ledger/shape.ts'
import { insertCheckpoint, removeCheckpointsFrom } from '../../store/ledger/checkpoints.ts'
import { hashPeriod, listPeriods, writePeriod } from '../../store/ledger/periods.ts'
import { listPools } from '../../store/ledger/pool-list.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { describeFinding, findNegative, findOutOfBalance, findPending, findUnposted, type CloseFinding } from './close-checks.ts'
import { closeDeferred, methodAt, type DeferredCosts } from './close-deferred.ts'
import { costMovements } from './cost-movements.ts'
import type { Position } from './cost-request.ts'
import { NEVER } from './place-movements.ts'
import { stateAt } from './state-at.ts'
import { appendValueMoves, writeEntries, writePools } from './write-journal.ts'

export interface CloseRequest {
  /** Last day of the period. */
  readonly end: CalendarDate
  readonly name?: string
  /** Findings that are known and accepted, by check. */
  readonly accept?: readonly string[]
}

export interface ClosedPeriod {
  readonly name: string
  readonly findings: readonly CloseFinding[]
  readonly adjusted: number
  readonly hash: string
}

interface Span {
  /** Last minute before the period. */
  readonly after: number
  readonly end: number
}

/**
 * Closes the next period: checks → deferred costs → residues → checkpoint → lock.
 * Errors: `period-not-next`, `period-checks-failed`, `costing-refused`.
 */
export async function closePeriod(unit: Unit, request: CloseRequest): Promise<ClosedPeriod> {
  const { ledgers } = unit.store
  const last = (await listPeriods(unit.transaction)).findLast((period) => period.status === 'closed')
  const span = spanOf(request.end, last)
  const findings = await check(unit, request, span)
  const journal = await unit.transaction.laterIds(1)
  let newest = journal
  let adjusted = 0
  for (const ledger of ledgers.shapes.values()) {
    if (ledger.costing === undefined) continue
    const done = await closeLedger(unit, ledger, span, journal, request)
    findings.push(...done.findings)
    newest = Math.max(newest, done.last)
    adjusted += done.adjusted
  }
  const name = request.name ?? request.end.toString().slice(0, 7)
  await ledgers.insertJournal(unit.transaction, {
    id: journal,
    record: 0,
    generation: journal,
    posting: name,
    kind: 'close',
    entity: null,
    at: span.end,
    last: newest,
    createdAt: unit.now,
    person: unit.actor.person,
    reason: null,
    detail: JSON.stringify({ end: request.end.toString(), findings }),
  })
  const hash = await hashPeriod(ledgers, unit.transaction, span.after, span.end)
  await writePeriod(unit.transaction, { name, endAt: span.end, status: 'closed', journal, hash })
  return { name, findings, adjusted, hash }
}

/** Errors: `period-not-next`. */
function spanOf(end: CalendarDate, last: { readonly endAt: number } | undefined): Span {
  if (last === undefined) return { after: NEVER, end: lastMinuteOf(end) }
  const next = dateOfMinute(last.endAt).addDays(1)
  if (end.compare(next) < 0 || end.compare(next.endOfMonth()) > 0) throw fail('period-not-next', { period: next.toString().slice(0, 7) })
  return { after: last.endAt, end: lastMinuteOf(end) }
}

async function check(unit: Unit, request: CloseRequest, { end }: Span): Promise<CloseFinding[]> {
  const findings = [...(await findUnposted(unit, request.end)), ...(await findOutOfBalance(unit))]
  refuseFindings(unit, findings, request.accept)
  return [...findings, ...(await findPending(unit, end))]
}

/** Every finding that is not accepted, the first in the message. Errors: `period-checks-failed`. */
function refuseFindings(unit: Unit, findings: readonly CloseFinding[], accept: readonly string[] = []): void {
  const open = findings.filter((finding) => !accept.includes(finding.check))
  if (open.length === 0) return
  const errors = open.map((finding) => {
    const parameters = { count: finding.count, first: describeFinding(unit, finding), exception: finding.check }
    // Records that are not posted are found by their name.
    return { code: 'period-checks-failed' as const, parameters, ...(finding.entity === undefined ? {} : { path: finding.entity }) }
  })
  const count = open.reduce((sum, finding) => sum + finding.count, 0)
  throw new AppError('period-checks-failed', { parameters: { ...errors[0]!.parameters, count }, errors })
}

async function closeLedger(
  unit: Unit,
  ledger: LedgerShape,
  span: Span,
  journal: number,
  { accept }: CloseRequest,
): Promise<{ last: number; adjusted: number; findings: CloseFinding[] }> {
  const { transaction } = unit
  const pools = await listPools(transaction, ledger.name)
  const closedTo = span.after
  const deferred = await closeDeferred(unit, ledger, pools, { ...span, closedTo })
  let last = await write(unit, ledger, journal, deferred.moves)
  const current = new Map(pools.map((pool) => [pool.id, pool]))
  await keepDeferred(unit, current, deferred, span)
  const replayed = await replayAfter(unit, { ledger, journal, current, deferred, span })
  last = Math.max(last, await write(unit, ledger, journal, replayed))
  const states = new Map<number, CostState>(deferred.states)
  for (const pool of current.values()) if (!states.has(pool.id)) states.set(pool.id, await stateAt(unit, ledger, pool, span.end))
  // What a period's end has to divide by cannot be short; other shortages are known estimates.
  const isDeferred = (pool: StoredPool): boolean => methodAt(unit, pool, span.end).periodEnd !== undefined
  refuseFindings(unit, findNegative(ledger, pools.filter(isDeferred), states))
  const findings = findNegative(ledger, pools, states)
  refuseFindings(unit, findings, accept)
  const swept = await sweep(unit, ledger, journal, current, states, span)
  for (const [pool, state] of states) await insertCheckpoint(transaction, { pool, at: span.end, seq: Number.MAX_SAFE_INTEGER, state })
  await writePools(unit, current)
  return { last: Math.max(last, swept.last), adjusted: deferred.moves.length + replayed.length + swept.count, findings }
}

async function write(unit: Unit, ledger: LedgerShape, journal: number, moves: readonly ValueMove[]): Promise<number> {
  const entries: LedgerRows[] = []
  const last = await appendValueMoves(
    unit,
    entries,
    moves.map((move) => ({ ledger, move })),
    journal,
  )
  await writeEntries(unit, journal, entries)
  return last
}

/** Pools whose costs were found now go on from what the close left in them. */
async function keepDeferred(unit: Unit, current: Map<number, StoredPool>, deferred: DeferredCosts, span: Span): Promise<void> {
  for (const [id, state] of deferred.states) {
    const pool = current.get(id)!
    await removeCheckpointsFrom(unit.transaction, id, span.after + 1, 0)
    await insertCheckpoint(unit.transaction, { pool: id, at: span.end, seq: Number.MAX_SAFE_INTEGER, state })
    if (pool.lastAt <= span.end) current.set(id, { ...pool, state, count: 0 })
  }
}

/** What was entered for later already, and pools of other methods that goods went to, follow the new costs. */
async function replayAfter(
  unit: Unit,
  {
    ledger,
    journal,
    current,
    deferred,
    span,
  }: { ledger: LedgerShape; journal: number; current: Map<number, StoredPool>; deferred: DeferredCosts; span: Span },
): Promise<readonly ValueMove[]> {
  const starts = new Map<number, Position>()
  for (const id of deferred.states.keys()) if (current.get(id)!.lastAt > span.end) starts.set(id, { at: span.end + 1, seq: 0 })
  for (const [id, at] of deferred.flows) starts.set(id, { at, seq: 0 })
  if (starts.size === 0) return []
  const pools = new Map([...starts.keys()].map((id) => [id, current.get(id)!]))
  const costed = await costMovements(unit, {
    ledger,
    journal,
    fresh: [],
    pools,
    starts,
    dead: new Set(),
    pending: [],
    countChanges: new Map(),
    transformations: new Map(),
    closedTo: span.after,
  })
  for (const [id, pool] of pools) current.set(id, pool)
  return costed.moves
}

/** Value without quantity at the period's end goes to the variance. */
async function sweep(
  unit: Unit,
  ledger: LedgerShape,
  journal: number,
  current: Map<number, StoredPool>,
  states: Map<number, CostState>,
  span: Span,
): Promise<{ last: number; count: number }> {
  const moves: ValueMove[] = []
  for (const [id, state] of states) {
    const pool = current.get(id)!
    if (state.quantity !== 0 || state.value === 0 || pool.lastAt > span.end) continue
    const side = ledger.dimensions.map((dimension, index) =>
      ledger.costing!.poolReads?.includes(index) === true ? pool.origin.coordinates[index]! : emptyCoordinate(dimension),
    )
    moves.push({
      basis: basis.variance,
      source: journal,
      name: 'residue',
      line: null,
      at: span.end,
      from: side,
      to: varianceCoordinates(ledger, side),
      fromPool: id,
      toPool: 0,
      value: state.value,
    })
    states.set(id, { ...state, value: 0 })
    current.set(id, { ...pool, state: { ...pool.state, value: 0 } })
  }
  return { last: await write(unit, ledger, journal, moves), count: moves.length }
}
