import { labelledNames, withElementNames } from '@formwork/platform/definition/bpmn/index.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { decodeState } from '../engine/process/codec.ts'
import { readHistory } from '../store/process/history.ts'
import { readInstance, type InstanceRow } from '../store/process/instances.ts'
import { seatsOfInstance, type SeatRow } from '../store/process/seats.ts'
import { administratorsOf } from './process-facts.ts'
import { compiledVersion, type CompiledVersion } from './process-version.ts'
import type { Query, QueryContext } from './query.ts'
import { requireVisible } from './timeline.ts'
import { authorizeRead } from './authorize.ts'
import { nodeLabel } from './tasks.ts'

/** One instance with its diagram: where it stands, who sits there, and what happened. For whoever may see its record. */
export const process: Query = {
  name: 'process',
  cost: 'point',
  async run(context: QueryContext, request: { instance: string }): Promise<unknown> {
    const row = await readInstance(context.reading, parseId(request.instance, 'instance'))
    if (row === undefined) throw fail('process-unknown-instance', { id: request.instance })
    const seats = await seatsOfInstance(context.reading, row.id)
    await requireReader(context, row, seats)
    const version = await compiledVersion(context.reading, row.definition)
    const state = decodeState(row.state)
    const history = await readHistory(context.reading, row.id)
    const name = (person: number | null): string | null =>
      person === null ? null : (context.organisation.people.get(person)?.name ?? `#${person}`)
    return {
      instance: request.instance,
      process: row.process,
      label: version.label,
      status: row.status,
      outcome: row.outcome,
      initiator: name(row.initiator),
      startedAt: row.startedAt,
      endedAt: row.endedAt,
      bpmn: withElementNames(version.bpmn, labelledNames(version.settings.elements ?? {}, context.language)),
      active: Object.values(state.tokens).map((token) => ({ element: token.node, waits: token.rest?.kind ?? 'moving' })),
      passed: [...new Set(history.flatMap((line) => (line.action === 'completed' && line.node !== null ? [line.node] : [])))],
      seats: seats.filter((seat) => seat.kind === 'decide').map((seat) => describeSeat(version, seat, name)),
      timers: Object.values(state.subscriptions).flatMap((each) => (each.due === null ? [] : [{ element: each.node, due: each.due }])),
      history: history.map(({ at, person, action, node, round, detail }) => ({ at, person: name(person), action, node, round, detail })),
    }
  },
}

function describeSeat(version: CompiledVersion, seat: SeatRow, name: (person: number | null) => string | null): Record<string, unknown> {
  const { node, round, status, opinion, openedAt, closedAt, due } = seat
  return {
    seat: formatId(seat.id),
    node,
    label: nodeLabel(version.graph.nodes.get(node), node),
    round,
    status,
    opinion,
    openedAt,
    closedAt,
    due,
    person: name(seat.person),
    onBehalfOf: name(seat.principal),
  }
}

/** Errors: those of a record that is not there for this reader; `process-unknown-instance` for what has no record. */
async function requireReader(context: QueryContext, row: InstanceRow, seats: readonly SeatRow[]): Promise<void> {
  const { person } = context.actor
  const takesPart = person === null || row.initiator === person || seats.some((seat) => seat.person === person)
  if (takesPart || administratorsOf(context.model, context.organisation).includes(person)) return
  if (row.entity === null || row.record === null) throw fail('process-unknown-instance', { id: row.id })
  await requireVisible(context, authorizeRead(context, row.entity), row.record)
}
