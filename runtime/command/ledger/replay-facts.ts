import { basis, isShare } from '../../engine/ledger/basis.ts'
import type { SourceFact, TransformationFact } from '../../engine/ledger/costing/cost-event.ts'
import { assembleEvents, mirroredMovements, type ReplayEvent, type ReplayRow } from '../../engine/ledger/costing/replay-event.ts'
import { movementOf } from '../../engine/ledger/entry.ts'
import type { LedgerShape } from '../../engine/ledger/shape.ts'
import { findPairedEntry, listJournalRows, listReferringRows } from '../../store/ledger/pool-rows.ts'
import type { Unit } from '../unit.ts'

/** One movement with everything that was appended to it, and what refers to it; undefined when it was mirrored or never was. */
export interface KnownMovement {
  readonly event: ReplayEvent
  /** Rows of other movements that refer to it: returns, chosen layers. */
  readonly referring: readonly ReplayRow[]
  /** Revisions of its value that were not mirrored. */
  readonly revisions: readonly number[]
}

/** Costs of closed periods that were just found and are not written yet. */
const recosted = new WeakMap<Unit, ReadonlyMap<number, number>>()

/** While this works, movements cost what was found for them. */
export async function withRecosted<T>(unit: Unit, values: ReadonlyMap<number, number>, work: () => Promise<T>): Promise<T> {
  recosted.set(unit, values)
  try {
    return await work()
  } finally {
    recosted.delete(unit)
  }
}

export async function findMovement(
  unit: Unit,
  ledger: LedgerShape,
  id: number,
  dead: ReadonlySet<number>,
): Promise<KnownMovement | undefined> {
  const { ledgers } = unit.store
  const own = await findPairedEntry(ledgers, unit.transaction, ledger.name, id)
  if (own === undefined) return undefined
  const referring = await listReferringRows(ledgers, unit.transaction, ledger.name, id)
  const revised = referring.filter((row) => row.basis === basis.revised && row.id === movementOf(row))
  const mirrors: ReplayRow[] = []
  for (const row of revised) mirrors.push(...(await listReferringRows(ledgers, unit.transaction, ledger.name, row.id)))
  const gone = new Set([...dead, ...mirroredMovements([...referring, ...mirrors])])
  const [event] = assembleEvents([own, ...referring.filter(isCorrection)], ledger.costing!, gone, new Map())
  if (event === undefined) return undefined
  const booked = recosted.get(unit)?.get(id)
  return {
    event: booked === undefined ? event : { ...event, booked },
    referring: referring.filter((row) => !isCorrection(row)),
    revisions: revised.map(movementOf).filter((revision) => !gone.has(revision)),
  }
}

function isCorrection(row: ReplayRow): boolean {
  return row.basis === basis.adjusted || row.basis === basis.variance || row.basis === basis.revised || row.basis === basis.mirrored
}

/** What a return needs to know of its source; returns that the fold itself replays are not counted. */
export async function sourceFact(
  unit: Unit,
  ledger: LedgerShape,
  id: number,
  folded: ReadonlySet<number>,
  dead: ReadonlySet<number>,
): Promise<SourceFact | undefined> {
  const known = await findMovement(unit, ledger, id, dead)
  if (known === undefined) return undefined
  const { event } = known
  const returned = { returnedQuantity: 0, returnedValue: 0, returnedPartnerValue: 0 }
  for (const movement of returnsOf(known.referring)) {
    if (folded.has(movement) || dead.has(movement)) continue
    const back = await findMovement(unit, ledger, movement, dead)
    if (back === undefined) continue
    returned.returnedQuantity += back.event.quantity
    // What went to the variance of a return was not the counterpart's.
    const kept = back.event.basis === basis.givenBack ? back.event.bookedVariance : 0
    returned.returnedValue += back.event.booked
    returned.returnedPartnerValue += back.event.booked - kept
  }
  return { id, quantity: event.quantity, value: event.booked, partnerValue: event.partnerValue ?? event.booked, ...returned }
}

/** Movements that bring back part of another one. */
export function returnsOf(rows: readonly ReplayRow[]): Set<number> {
  return new Set(rows.filter((row) => isShare(row.basis)).map(movementOf))
}

export async function transformationFact(
  unit: Unit,
  ledger: LedgerShape,
  journal: number,
  dead: ReadonlySet<number>,
): Promise<TransformationFact> {
  const stored = await unit.store.ledgers.journal(unit.transaction, journal)
  const rows = stored === undefined ? [] : await listJournalRows(unit.store.ledgers, unit.transaction, ledger.name, stored)
  const events = assembleEvents(
    rows.filter((row) => !isCorrection(row)),
    ledger.costing!,
    dead,
    new Map(),
  )
  const inputs: { id: number; value: number }[] = []
  for (const { id } of events.filter((event) => event.basis === basis.consumed)) {
    inputs.push({ id, value: (await findMovement(unit, ledger, id, dead))?.event.booked ?? 0 })
  }
  return { journal, inputs, outputs: events.filter((event) => event.basis === basis.assembled).map(({ id, factor }) => ({ id, factor })) }
}
