import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { decodeState } from '../engine/process/codec.ts'
import type { ProcessEvent } from '../engine/process/event.ts'
import { completeStep, type StepResult } from '../engine/process/step.ts'
import { decodeUndo } from '../engine/process/undo.ts'
import { readTask, type InboxRow } from '../store/process/inbox.ts'
import { readInstance } from '../store/process/instances.ts'
import { readUndo } from '../store/process/undo.ts'
import { processEngineOf } from './process-engine.ts'
import { processFacts, proxyRules } from './process-facts.ts'
import { compiledVersion, type CompiledVersion } from './process-version.ts'
import type { Query, QueryContext } from './query.ts'
import { changesBetween, hiddenFields, type FieldChange } from './changed-since.ts'
import { withMatchedFacts } from './matched-facts.ts'
import { factBookOf } from './read-facts.ts'
import { nodeLabel } from './tasks.ts'

interface ConsequencesRequest {
  readonly seat: string
  /** take-back, return, return-to-initiator, reject, approve, cancel. */
  readonly verb: string
  readonly to?: string
  readonly resubmit?: 'again' | 'straight'
}

/**
 * What an operation on a task would do, before it is done: the real step on a copy. Every task that closes or opens,
 * every timer that stops, the fields that are put back, and what becomes of the record. Errors: those of the operation itself.
 */
export const consequences: Query = {
  name: 'consequences',
  cost: 'point',
  async run(context: QueryContext, request: ConsequencesRequest): Promise<unknown> {
    const seat = await readTask(context.reading, parseId(request.seat, 'seat'))
    const { person } = context.actor
    if (seat === undefined || (seat.person !== person && seat.initiator !== person)) throw fail('not-found')
    const version = await compiledVersion(context.reading, seat.definition)
    const result = await tryStep(context, seat, version, await eventOf(context, seat, request))
    const fields = request.verb === 'take-back' ? await restoredFields(context, seat, version) : []
    return { ...describe(context, version, result), fields }
  },
}

async function eventOf(context: QueryContext, seat: InboxRow, request: ConsequencesRequest): Promise<ProcessEvent> {
  const { person } = context.actor
  if (request.verb === 'cancel') return { type: 'cancel', person, reason: null }
  if (request.verb === 'take-back') {
    const undo = await readUndo(context.reading, seat.instance, seat.key)
    if (undo === undefined) {
      throw fail('process-take-back-refused', {
        reason: { zh: '已产生后续结果或流程已结束', en: 'it had lasting effects, or the process has ended' },
      })
    }
    return { type: 'take-back', person, undo: decodeUndo(undo) }
  }
  const verb = request.verb === 'return-to-initiator' ? 'return' : request.verb
  return { type: 'verb', verb, seat: seat.key, person, input: { opinion: '-', signature: '-', to: request.to, resubmit: request.resubmit } }
}

async function tryStep(context: QueryContext, seat: InboxRow, version: CompiledVersion, event: ProcessEvent): Promise<StepResult> {
  const instance = await readInstance(context.reading, seat.instance)
  if (instance === undefined) throw fail('not-found')
  const state = decodeState(instance.state)
  const facts = factBookOf(context)
  const record =
    seat.entity === null || seat.record === null ? undefined : await context.store.records.load(context.reading, seat.entity, seat.record)
  if (record !== undefined) facts.learnRecord(record.header.id, record, true)
  const proxies = await proxyRules(context.reading, context.now)
  const { model, organisation, now, store } = context
  const sources = { model, organisation, facts, now, timeZone: store.timeZone }
  const subject = {
    process: version.process,
    decisions: version.decisions,
    calendars: version.calendars,
    record,
    shown: () => null,
    proxies,
    random: 0,
  }
  const outcome = await withMatchedFacts(context, facts, () => {
    try {
      return { result: completeStep(processEngineOf(context.registry), version.graph, state, event, processFacts(sources, subject)) }
    } catch (error) {
      return { error }
    }
  })
  if ('error' in outcome) throw outcome.error
  return outcome.result
}

/** Fields that the decision had changed and that would be as before, without those that the reader may not see. */
async function restoredFields(context: QueryContext, seat: InboxRow, version: CompiledVersion): Promise<FieldChange[]> {
  const text = await readUndo(context.reading, seat.instance, seat.key)
  const written = text === undefined ? undefined : decodeUndo(text).written
  if (written === undefined || seat.record === null) return []
  const reveal = version.graph.nodes.get(seat.node)?.settings.reveal ?? []
  return changesBetween(context, seat.record, written, hiddenFields(context, seat, reveal))
}

function describe(context: QueryContext, version: CompiledVersion, result: StepResult): Record<string, unknown> {
  const person = (id: number): { id: string; name: string } => ({
    id: formatId(id),
    name: context.organisation.people.get(id)?.name ?? `#${id}`,
  })
  const seats = (...changes: string[]): unknown[] =>
    result.seats
      .filter((each) => changes.includes(each.change))
      .map(({ seat }) => ({
        node: { id: seat.node, label: nodeLabel(version.graph.nodes.get(seat.node), seat.node) },
        person: person(seat.person),
      }))
  const timers = result.subscriptions.filter((each) => each.change === 'removed' && (each.kind === 'timer' || each.kind === 'reminder'))
  const ended = result.effects.find((effect) => effect.do === 'ended')
  const returned = result.effects.find((effect) => effect.do === 'record.return')
  return {
    closes: seats('closed'),
    opens: seats('opened', 'reopened'),
    timersStopped: timers.length,
    calledProcessesEnded: result.effects.filter((effect) => effect.do === 'call.cancel').length,
    record: ended === undefined ? (returned === undefined ? null : returned.outcome) : ended.outcome,
    status: result.state.status,
  }
}
