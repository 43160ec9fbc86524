import { fail } from '@formwork/platform/error/index.ts'
import { basis } from '../../engine/ledger/basis.ts'
import type { PlacedMovement } from '../../engine/ledger/book.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import type { ReplayEvent } from '../../engine/ledger/costing/replay-event.ts'
import { movementOf } from '../../engine/ledger/entry.ts'
import type { Movement, PostingLine } from '../../engine/ledger/posting.ts'
import { keyOf, type LedgerShape } from '../../engine/ledger/shape.ts'
import type { MaybePromise } from '../../store/database.ts'
import { findPairedEntry, listLineRows } from '../../store/ledger/pool-rows.ts'
import type { StoredPool } from '../../store/ledger/pool-plans.ts'
import type { Unit } from '../unit.ts'
import { pathOf } from './name-row.ts'
import type { Placement } from './place-movements.ts'
import { findMovement } from './replay-facts.ts'

const none: ReadonlySet<number> = new Set()

/**
 * Finds the movements that returns, revisions and chosen layers refer to (by row of lines, or by entry); a revision takes
 * the place, the pool and, while it is open, the minute of its receipt. Errors: `unknown-source-entry`.
 */
export function resolveSources(unit: Unit, placement: Placement, at: number, closedTo: number): MaybePromise<Placement> {
  return placement.placed.some(({ movement }) => movement.of !== null) ? resolveAll(unit, placement, at, closedTo) : placement
}

async function resolveAll(unit: Unit, placement: Placement, at: number, closedTo: number): Promise<Placement> {
  const placed: PlacedMovement[] = []
  for (const each of placement.placed) {
    placed.push(each.movement.of === null ? refuseMissing(each) : await resolveOne(unit, each, placement.pools, at, closedTo))
  }
  return { ...placement, placed }
}

function refuseMissing(placed: PlacedMovement): PlacedMovement {
  const { basis: kind, plan, line } = placed.movement
  if (plan.verb === 'return' || kind === basis.revised) throw unknownSource(line)
  return placed
}

function unknownSource(line: PostingLine | null): Error {
  return fail('unknown-source-entry', { line: String((line?.index ?? 0) + 1) }, pathOf(line))
}

async function resolveOne(
  unit: Unit,
  placed: PlacedMovement,
  pools: Map<number, StoredPool>,
  at: number,
  closedTo: number,
): Promise<PlacedMovement> {
  const { movement } = placed
  const { ledger } = movement.plan
  if (ledger.costing === undefined || movement.part !== undefined) return { ...placed, source: movement.of! }
  const source = await findSource(unit, ledger, movement)
  if (source.at > at && movement.basis !== basis.revised) {
    throw fail('source-is-later', { date: dateOfMinute(source.at).toString() }, pathOf(movement.line))
  }
  if (movement.basis !== basis.revised) return { ...placed, source: source.id }
  return reviseAt(unit, placed, source, pools, closedTo)
}

/** The movement of a row of lines that went in or out of a pool, else the one of that entry id. */
async function findSource(unit: Unit, ledger: LedgerShape, movement: Movement): Promise<ReplayEvent> {
  const { ledgers } = unit.store
  const rows = await listLineRows(ledgers, unit.transaction, ledger.name, movement.of!)
  const single = rows.length > 0 ? undefined : await findPairedEntry(ledgers, unit.transaction, ledger.name, movement.of!)
  const candidates = new Set([...rows.filter((row) => !isCorrection(row.basis)), ...(single === undefined ? [] : [single])].map(movementOf))
  const found: ReplayEvent[] = []
  for (const id of candidates) {
    const known = await findMovement(unit, ledger, id, none)
    if (known !== undefined && known.event.quantity > 0) found.push(known.event)
  }
  // A row that was split over several coordinates comes back to the part that went where it comes from.
  const part = found.find(({ right }) => right !== null && movement.from !== null && keyOf(right.coordinates) === keyOf(movement.from))
  if (part !== undefined || found.length > 0) return part ?? found[0]!
  throw unknownSource(movement.line)
}

function isCorrection(kind: number): boolean {
  return kind === basis.adjusted || kind === basis.variance || kind === basis.mirrored || kind === basis.revised
}

async function reviseAt(
  unit: Unit,
  placed: PlacedMovement,
  source: ReplayEvent,
  pools: Map<number, StoredPool>,
  closedTo: number,
): Promise<PlacedMovement> {
  const { movement } = placed
  // What a move carries is what its goods cost where they came from: that is what has to be revised.
  if (source.right === null || source.right.pool === 0 || (source.left?.pool ?? 0) !== 0) {
    throw unknownSource(movement.line)
  }
  const pool = await unit.store.ledgers.poolById(unit.transaction, source.right.pool)
  pools.set(source.right.pool, pool!)
  const from =
    movement.from === null
      ? null
      : movement.from.map((coordinate, index) =>
          typeof coordinate === 'number' && coordinate < 0 ? coordinate : source.right!.coordinates[index]!,
        )
  return {
    ...placed,
    movement: { ...movement, from, to: source.right.coordinates },
    from: 0,
    to: source.right.pool,
    source: source.id,
    at: source.at > closedTo ? source.at : closedTo + 1,
    sourceAt: source.at,
  }
}
