import { CANCEL_REQUEST } from '@formwork/platform/definition/bpmn/cancel-request.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { isUndecided } from '../engine/process/cancel.ts'
import { isDecided } from '../engine/process/handlers/cancel.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { decodeState } from '../engine/process/codec.ts'
import { latestInstanceOf, type InstanceRow } from '../store/process/instances.ts'
import { seatsOfInstance, type SeatRow } from '../store/process/seats.ts'
import { compiledVersion } from './process-version.ts'
import type { QueryContext } from './query.ts'
import { nodeLabel } from './tasks.ts'

export interface ProcessOfRecord {
  readonly instance: string
  readonly status: string
  readonly outcome: string | null
  /** The reader started it and may take it back now (撤销). */
  readonly mayCancel: boolean
  /** Tasks of others that wait, where the reader started it: he may ask them to hurry (催办). */
  readonly urgeable: readonly string[]
  /** The task of the reader that waits for his decision. */
  readonly mine?: string
  readonly seats: readonly unknown[]
}

/** The process of a record: its state and who sits or sat there; null where none ever ran. */
export async function processOf(context: QueryContext, entity: string, id: number): Promise<ProcessOfRecord | null> {
  const instance = await latestInstanceOf(context.reading, entity, id)
  if (instance === undefined) return null
  const { graph } = await compiledVersion(context.reading, instance.definition)
  const state = decodeState(instance.state)
  const seats = (await seatsOfInstance(context.reading, instance.id)).filter(
    (seat) => seat.kind === 'decide' && seat.status !== 'not-needed',
  )
  return {
    instance: formatId(instance.id),
    status: instance.status,
    outcome: instance.outcome,
    mayCancel: mayCancel(context, instance, graph),
    urgeable: urgeable(context, instance, seats),
    ...mine(context, seats),
    seats: seats.map((seat) => ({
      node: { id: seat.node, label: nodeLabel(graph.nodes.get(seat.node), seat.node) },
      person: context.organisation.people.get(seat.person)?.name ?? `#${seat.person}`,
      status: seat.status,
      verdict: seat.box === 'done' ? seat.status : null,
      ...(isRemovable(context, state, seat) && { removable: formatId(seat.id) }),
    })),
  }
}

/** 减签: an undecided seat that the reader added; the command judges again, and knows administrators too. */
function isRemovable({ actor }: QueryContext, { seats }: ProcessState, { key }: SeatRow): boolean {
  const seat = seats[key]
  if (seat?.parent == null || seat.origin === 'helper' || !isUndecided(seat.status)) return false
  return actor.person !== null && seats[seat.parent]?.person === actor.person
}

function urgeable({ actor }: QueryContext, instance: InstanceRow, seats: readonly SeatRow[]): string[] {
  if (actor.person === null || instance.initiator !== actor.person || instance.status === 'ended') return []
  return seats.filter((seat) => seat.status === 'open' && seat.person !== actor.person).map(({ id }) => formatId(id))
}

function mine({ actor }: QueryContext, seats: readonly SeatRow[]): Pick<ProcessOfRecord, 'mine'> {
  const seat = actor.person === null ? undefined : seats.find(({ status, person }) => status === 'open' && person === actor.person)
  return seat === undefined ? {} : { mine: formatId(seat.id) }
}

/** As the command judges again. */
function mayCancel(context: QueryContext, instance: InstanceRow, graph: ProcessGraph): boolean {
  const isMine = instance.initiator !== null && instance.initiator === context.actor.person
  if (!isMine || instance.status === 'ended' || graph.cancel === 'never') return false
  const state = decodeState(instance.state)
  if (graph.cancel === 'before-decision') return !isDecided(state)
  return graph.cancel !== 'approval' || !Object.values(state.scopes).some((scope) => scope.node === CANCEL_REQUEST)
}
