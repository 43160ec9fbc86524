import { fail } from '@formwork/platform/error/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import type { ValueMove } from '../../engine/ledger/book.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import { movementOf, type EntryRow, type LedgerRows } from '../../engine/ledger/entry.ts'
import { countMirrorRows, mirrorPairs, mirrorRows, type MirrorPair } from '../../engine/ledger/mirror.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import type { StoredJournal } from '../../store/ledger/journal-plans.ts'
import { forgetPending, listPendingParts } from '../../store/ledger/pendings.ts'
import { listJournalRows, type PairedEntry } from '../../store/ledger/pool-rows.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { checkAssertions } from './check-assertions.ts'
import type { Extra, Position } from './cost-request.ts'
import { costWithClosed } from './recost-closed.ts'
import { findCountChanges } from './count-changes.ts'
import { measureOf } from './follow-costs.ts'
import { findMovement, returnsOf } from './replay-facts.ts'
import { appendValueMoves, writeEntries, writePools } from './write-journal.ts'

/**
 * Mirrors what the rules named have written for a record, every entry at its own minute, and replays the pools without it.
 * Doing it twice is a no-op. Errors: `period-closed`, `assertion-refused`, `has-downstream` when returns or revisions refer to it.
 */
export async function reverseRecord(unit: Unit, record: number, mirrors: (posting: string) => boolean): Promise<void> {
  const journals = await unit.store.ledgers.journalsOf(unit.transaction, record)
  const done = new Set(journals.map(({ generation, posting, kind }) => `${generation}/${posting}/${kind}`))
  // The last first: what was built on something goes before it.
  for (const journal of journals.toReversed()) {
    const attempt = /^post(.*)$/.exec(journal.kind)
    if (attempt === null || !mirrors(journal.posting)) continue
    const kind = `mirror${attempt[1]}`
    if (!done.has(`${journal.generation}/${journal.posting}/${kind}`)) await mirrorJournal(unit, journal, kind)
  }
}

async function mirrorJournal(unit: Unit, journal: StoredJournal, kind: string): Promise<void> {
  const { ledgers } = unit.store
  const period = await ledgers.lastClosedPeriod(unit.transaction)
  const isClosed = period !== undefined && journal.at <= period.endAt
  const movesOn = unit.model.postings.get(journal.posting)?.closed === 'first-open-day'
  const entries: LedgerRows[] = []
  const pools = new Map<number, StoredPool>()
  const extra: Extra[] = []
  const id = await unit.transaction.laterIds(1)
  for (const ledger of ledgers.shapes.values()) {
    const own = ownMovements(await listJournalRows(ledgers, unit.transaction, ledger.name, journal), journal)
    if (own.length === 0) continue
    // What costs nothing may be taken back on the first open day; what changes costs only while its period is open.
    if (isClosed && !(movesOn && own.every(isUncosted))) {
      throw fail('period-closed', { date: dateOfMinute(journal.at).toString(), period: period.name })
    }
    const pairs = await pairsOf(unit, ledger, await withCurrentCosts(unit, ledger, own, journal.posting))
    const rows = mirrorRows(pairs, await unit.transaction.laterIds(countMirrorRows(pairs)), isClosed ? period.endAt + 1 : undefined)
    entries.push({ ledger, rows })
    if (ledger.costing !== undefined) {
      extra.push(...(await replayWithout(unit, ledger, { id, own, rows, pools, closedTo: period?.endAt ?? Number.MIN_SAFE_INTEGER })))
    }
  }
  const last = await appendValueMoves(unit, entries, extra, Math.max(id, ...entries.flatMap(({ rows }) => rows.map((row) => row.id))))
  await checkAssertions(unit, entries, { record: unit.known(journal.record) })
  await ledgers.insertJournal(unit.transaction, {
    ...journal,
    id,
    kind,
    last,
    createdAt: unit.now,
    person: unit.actor.person,
    reason: null,
    detail: null,
  })
  await writeEntries(unit, id, entries)
  await writePools(unit, pools)
  for (const { rows } of entries) for (const row of rows) if (row.source !== null) await forgetPending(unit.transaction, row.source)
}

/** What follows a cost is taken back with every correction that it followed. */
async function withCurrentCosts(unit: Unit, ledger: LedgerShape, own: readonly PairedEntry[], posting: string): Promise<PairedEntry[]> {
  const rows: PairedEntry[] = []
  for (const row of own) {
    const measure = row.basis === basis.followed ? measureOf(unit, ledger, posting, row.name) : -1
    const cost = measure < 0 ? undefined : await currentCost(unit, row.source!)
    const sign = (row.amounts[measure] ?? 0) < 0 || row.counter !== null ? -1 : 1
    rows.push(
      cost === undefined ? row : { ...row, amounts: row.amounts.map((amount, index) => (index === measure ? sign * cost : amount)) },
    )
  }
  return rows
}

/** What a movement of any ledger costs now. */
async function currentCost(unit: Unit, movement: number): Promise<number | undefined> {
  for (const ledger of unit.store.ledgers.shapes.values()) {
    const known = ledger.costing === undefined ? undefined : await findMovement(unit, ledger, movement, new Set())
    if (known !== undefined) return (known.event.isTurned ? -1 : 1) * known.event.booked + 0
  }
  return undefined
}

function isUncosted(row: PairedEntry): boolean {
  return row.pool === null && (row.other?.pool ?? null) === null
}

/** First rows of what the journal wrote for its record, without what it corrected elsewhere. */
function ownMovements(rows: readonly PairedEntry[], { id, last }: StoredJournal): PairedEntry[] {
  const isCorrection = (row: PairedEntry): boolean =>
    row.basis === basis.adjusted ||
    row.basis === basis.variance ||
    (row.basis === basis.followed && (row.source! < id || row.source! > last))
  return rows.filter((row) => !isCorrection(row) && movementOf(row) === row.id)
}

async function pairsOf(unit: Unit, ledger: LedgerShape, own: readonly PairedEntry[]): Promise<MirrorPair[]> {
  const gone = new Set(own.map(({ id }) => id))
  const pairs: MirrorPair[] = []
  for (const row of own) {
    await refuseFulfilled(unit, row, gone)
    const isPlain = ledger.costing === undefined || row.basis === basis.revised || isUncosted(row)
    const known = isPlain ? undefined : await findMovement(unit, ledger, row.id, new Set())
    if (known !== undefined) await refuseDownstream(unit, ledger, known, gone)
    pairs.push(...mirrorPairs(ledger, row, known?.event))
  }
  return pairs
}

/** What was held pending and has gone on goes first. Errors: `has-downstream`. */
async function refuseFulfilled(unit: Unit, row: PairedEntry, gone: ReadonlySet<number>): Promise<void> {
  const parts = await listPendingParts(unit.transaction, row.id)
  if (parts.some((part) => !gone.has(part))) throw fail('has-downstream', { record: row.name })
}

/** Goods that came back, and values revised later, go first. Errors: `has-downstream`. */
async function refuseDownstream(
  unit: Unit,
  ledger: LedgerShape,
  known: NonNullable<Awaited<ReturnType<typeof findMovement>>>,
  gone: ReadonlySet<number>,
): Promise<void> {
  for (const movement of returnsOf(known.referring)) {
    if (!gone.has(movement) && (await findMovement(unit, ledger, movement, new Set())) !== undefined) {
      throw fail('has-downstream', { record: known.event.name })
    }
  }
  if (known.revisions.some((revision) => !gone.has(revision))) throw fail('has-downstream', { record: known.event.name })
}

interface Without {
  readonly id: number
  readonly own: readonly PairedEntry[]
  readonly rows: readonly EntryRow[]
  readonly pools: Map<number, StoredPool>
  readonly closedTo: number
}

async function replayWithout(
  unit: Unit,
  ledger: LedgerShape,
  { id, own, rows, pools, closedTo }: Without,
): Promise<{ ledger: LedgerShape; move: ValueMove }[]> {
  const dead = new Set(own.map(movementOf))
  const starts = new Map<number, Position>()
  for (const row of own) {
    const position = await positionOf(unit, ledger, row)
    for (const pool of [row.pool, row.other?.pool ?? null]) {
      const known = pool === null ? undefined : starts.get(pool)
      if (pool !== null && (known === undefined || position.at < known.at || (position.at === known.at && position.seq < known.seq))) {
        starts.set(pool, position)
      }
    }
  }
  if (starts.size === 0) return []
  const counts = await findCountChanges(unit, ledger, rows, dead)
  const replayed = new Map<number, StoredPool>()
  const costed = await costWithClosed(unit, {
    ledger,
    journal: id,
    fresh: [],
    pools: replayed,
    starts,
    dead,
    pending: [],
    takenBack: own.filter((row) => row.source !== null),
    countChanges: counts.changes,
    transformations: new Map(),
    closedTo,
  })
  for (const [pool, state] of replayed) pools.set(pool, state)
  return [...counts.moves, ...costed.moves].map((move) => ({ ledger, move }))
}

/** A revision counts at its receipt. */
async function positionOf(unit: Unit, ledger: LedgerShape, row: PairedEntry): Promise<Position> {
  const known = row.basis === basis.revised ? await findMovement(unit, ledger, row.source!, new Set()) : undefined
  return { at: known?.event.at ?? row.at, seq: known?.event.seq ?? row.seq }
}
