import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import type { VerbInput } from '../../engine/process/event.ts'
import { encodeUndo, makeUndo } from '../../engine/process/undo.ts'
import type { Changes } from '../../engine/record/merge-changes.ts'
import { removeScratch, taskPlace } from '../../store/content/scratch.ts'
import { readSeat, type SeatRow } from '../../store/process/seats.ts'
import { putUndo } from '../../store/process/undo.ts'
import { holdInstance, stepInstance, type HeldInstance } from '../process/step-instance.ts'
import { workOff } from '../process/work-off.ts'
import type { Answer, Unit } from '../unit.ts'
import { writeNodeChanges } from '../write-node-changes.ts'
import { readPicks } from './pick-people.ts'
import type { WrittenVersions } from './restore-fields.ts'
import { requireSeenValues } from './require-seen-values.ts'
import { seatClosed } from './seat-closed.ts'

/** What every verb of a task is sent. */
export interface TaskBody {
  readonly seat: string
  /** Version of the seat that the person saw. */
  readonly version?: number
  readonly opinion?: string
  readonly signature?: string
  /** Fingerprint of the values that the person saw. */
  readonly shown?: string
  /** Fields and lines that the node lets him change. */
  readonly changes?: Changes
  readonly to?: string
  readonly people?: readonly string[]
  readonly where?: 'before' | 'after' | 'beside'
  readonly decide?: 'any' | 'all' | 'sequence'
  readonly resubmit?: 'again' | 'straight'
  readonly asDone?: boolean
  /** People for steps to come, by element. */
  readonly picks?: Readonly<Record<string, readonly string[]>>
}

export interface VerbRules {
  /** The seat must be the actor's own and open. */
  readonly own: boolean
  /** It decides: shown values are checked, changes written, and it can be taken back. */
  readonly decides: boolean
}

/** One verb on one seat: hold the instance, check what was seen, write what was changed, step. */
export async function runTaskVerb(unit: Unit, verb: string, body: TaskBody, rules: VerbRules): Promise<Answer> {
  const seat = await requireSeat(unit, body.seat)
  const held = await holdInstance(unit, seat.instance)
  const current = await requireSeat(unit, body.seat)
  if (rules.own) {
    requireOwn(unit, current)
    if (current.box !== 'todo') return seatClosed(unit, held, current)
  }
  let written: WrittenVersions | undefined
  if (rules.decides) {
    await requireSeenValues(unit, held, current, body.shown)
    written = await writeChanges(unit, held, current, body)
  }
  const { before, result } = await stepInstance(unit, held, {
    type: 'verb',
    verb,
    seat: current.key,
    person: unit.actor.person,
    input: inputOf(body),
  })
  if (rules.decides && unit.actor.person !== null) {
    await removeScratch(unit.transaction, unit.actor.person, taskPlace(current.id))
    const undo = makeUndo(before, result.state, result.effects, current.key, unit.actor.person)
    if (undo !== null) await putUndo(unit.transaction, held.row.id, current.key, encodeUndo({ ...undo, written }))
    unit.raise({
      type: 'task.decided',
      instance: held.row.id,
      entity: held.row.entity,
      recordId: held.row.record,
      detail: { verb, node: current.node, person: unit.actor.person },
    })
  }
  await workOff(unit)
  unit.audit({
    action: verb,
    entity: held.row.entity ?? undefined,
    record: held.row.record ?? undefined,
    values: { seat: String(current.id), node: current.node },
  })
  return {
    seat: String(current.id),
    status: result.state.seats[current.key]?.status ?? 'closed',
    instance: String(held.row.id),
    process: result.state.status,
    outcome: result.state.outcome,
  }
}

/** Errors: `not-found` for a seat that does not exist. */
export async function requireSeat(unit: Unit, text: string): Promise<SeatRow> {
  const seat = await readSeat(unit.transaction, parseId(text, 'seat'))
  if (seat === undefined || seat.kind !== 'decide') throw fail('not-found')
  return seat
}

function requireOwn(unit: Unit, seat: SeatRow): void {
  if (unit.actor.person !== null && seat.person !== unit.actor.person) throw fail('not-your-seat')
}

/** Gives the record's versions before and after, when something was changed. */
async function writeChanges(unit: Unit, held: HeldInstance, seat: SeatRow, body: TaskBody): Promise<WrittenVersions | undefined> {
  const { entity, record } = held.row
  if (body.changes === undefined || entity === null || record === null) return undefined
  const settings = held.version.graph.nodes.get(seat.node)?.settings
  const before = (await unit.loadHeader(entity, record))?.header.version ?? 0
  const { header } = await writeNodeChanges(unit, {
    entity,
    id: record,
    changes: body.changes,
    open: new Set(settings?.edit ?? []),
    reveal: new Set(settings?.reveal ?? []),
  })
  return header.version === before ? undefined : { before, after: header.version }
}

function inputOf(body: TaskBody): VerbInput {
  const { version, opinion, signature, to, where, decide, resubmit, asDone } = body
  return {
    version,
    opinion: opinion ?? null,
    signature: signature ?? null,
    to,
    where,
    decide,
    resubmit,
    asDone,
    people: body.people?.map((id) => parseId(id, 'people')),
    picks: readPicks(body.picks),
  }
}
