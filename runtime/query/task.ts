import { fail, localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { decodeState } from '../engine/process/codec.ts'
import { returnTargets } from '../engine/process/visit/return-targets.ts'
import { forecast, type ForecastStep } from '../engine/process/forecast.ts'
import { readTask, type InboxRow } from '../store/process/inbox.ts'
import { readInstance, type InstanceRow } from '../store/process/instances.ts'
import { findScratch, taskPlace } from '../store/content/scratch.ts'
import { readUndo } from '../store/process/undo.ts'
import { changedSince, hiddenFields } from './changed-since.ts'
import { administratorsOf, processFacts, proxyRules } from './process-facts.ts'
import { processEngineOf } from './process-engine.ts'
import { compiledVersion, type CompiledVersion } from './process-version.ts'
import { MOST_PICKED } from './picked-steps.ts'
import type { Query, QueryContext } from './query.ts'
import { withMatchedFacts, withOwnMatchedFacts } from './matched-facts.ts'
import { factBookOf, withReadFacts } from './read-facts.ts'
import { readShownRecord } from './record.ts'
import { revealedShape, type RevealedShape } from './revealed-shape.ts'
import { evaluateFact, shownToken } from './shown-token.ts'
import { nodeLabel } from './tasks.ts'
import { taskVerbs } from './task-verbs.ts'
import { whyText } from './why-text.ts'

/** Everything the page of one task shows: the record under the holder's rights, why it is his, and what comes next. */
export const task: Query = {
  name: 'task',
  cost: 'point',
  async run(context: QueryContext, request: { seat: string }): Promise<unknown> {
    const seat = await readTask(context.reading, parseId(request.seat, 'seat'))
    if (seat === undefined || !mayOpen(context, seat)) throw fail('not-found')
    const instance = await readInstance(context.reading, seat.instance)
    if (instance === undefined) throw fail('not-found')
    const version = await compiledVersion(context.reading, seat.definition)
    const node = version.graph.nodes.get(seat.node)
    const settings = node?.settings ?? {}
    const isMine = seat.person === context.actor.person
    const reveal = settings.reveal ?? []
    const shownRecord = await shownRecordOf(context, seat, isMine ? reveal : [])
    const state = decodeState(instance.state)
    return {
      ...shownRecord,
      entity: seat.entity,
      seat: formatId(seat.id),
      seatVersion: seat.version,
      process: {
        ...(shownRecord.process as Record<string, unknown> | undefined),
        name: seat.process,
        label: version.label,
        instance: formatId(seat.instance),
        status: seat.instanceStatus,
        outcome: seat.outcome,
      },
      node: { id: seat.node, label: nodeLabel(node, seat.node) },
      why: whyText(context, seat),
      verbs: isMine ? taskVerbs(version.graph, state, seat, (await readUndo(context.reading, seat.instance, seat.key)) !== undefined) : [],
      returns: isMine ? returnsOf(version, state, seat) : [],
      picks: isMine ? picksOf(context, version, seat) : [],
      draft: isMine ? await draftOf(context, seat) : null,
      forecast: await forecastOf(context, instance, version),
      edit: isMine && seat.box === 'todo' ? (settings.edit ?? []) : [],
      reveal,
      ...revealedTo(context, seat, isMine ? reveal : []),
      opinion: settings.opinion ?? 'optional',
      signature: settings.signature ?? false,
      openedAt: seat.openedAt,
      due: seat.due,
      verdict: seat.box === 'done' ? seat.status : null,
      changedSince: await changedSince(context, seat, hiddenFields(context, seat, reveal)),
      ...(await factsOf(context, seat, settings)),
    }
  },
}

/** How the record is drawn where the step shows more of it than the role. */
function revealedTo(context: QueryContext, { entity }: InboxRow, reveal: readonly string[]): { revealed?: RevealedShape } {
  const revealed = entity === null || reveal.length === 0 ? undefined : revealedShape(context, entity, reveal)
  return revealed === undefined ? {} : { revealed }
}

async function shownRecordOf(
  context: QueryContext,
  { entity, record }: InboxRow,
  reveal: readonly string[],
): Promise<Record<string, unknown>> {
  return entity === null || record === null ? {} : readShownRecord(context, entity, formatId(record), new Set(reveal))
}

/** Steps that this task may be returned to, by name. */
function returnsOf(version: CompiledVersion, state: ProcessState, seat: InboxRow): unknown[] {
  const held = state.seats[seat.key]
  if (held?.status !== 'open') return []
  return returnTargets(version.graph, state, held).map((node) => ({ id: node.id, label: nodeLabel(node, node.id) }))
}

/** 上一审批人指定: steps whose people are named by whoever decides just before; the engine says at the decision which of them is next. */
function picksOf({ language }: QueryContext, { graph }: CompiledVersion, { box }: InboxRow): unknown[] {
  if (box !== 'todo') return []
  return [...graph.nodes.values()].flatMap((node) => {
    const pick = node.settings?.pick
    if (pick?.by !== 'previous') return []
    return [{ name: node.id, label: localize(nodeLabel(node, node.id), language), least: pick.least ?? 1, most: pick.most ?? MOST_PICKED }]
  })
}

/** What the holder has written without deciding (意见草稿). */
async function draftOf(context: QueryContext, seat: InboxRow): Promise<unknown> {
  if (seat.box !== 'todo' || context.actor.person === null) return null
  return (await findScratch(context.reading, context.actor.person, taskPlace(seat.id)))?.input ?? null
}

/** The holder, and administrators of processes. */
function mayOpen(context: QueryContext, seat: InboxRow): boolean {
  const { person } = context.actor
  return person === null || seat.person === person || administratorsOf(context.model, context.organisation).includes(person)
}

async function forecastOf(context: QueryContext, instance: InstanceRow, version: CompiledVersion): Promise<unknown[]> {
  if (instance.status !== 'running') return []
  const facts = factBookOf(context)
  const record =
    instance.entity === null || instance.record === null
      ? undefined
      : await context.store.records.load(context.reading, instance.entity, instance.record)
  if (record !== undefined) facts.learnRecord(record.header.id, record, true)
  const proxies = await proxyRules(context.reading, context.now)
  const steps = await withMatchedFacts(context, facts, () => {
    const world = processFacts(
      { model: context.model, organisation: context.organisation, facts, now: context.now, timeZone: context.store.timeZone },
      {
        process: version.process,
        decisions: version.decisions,
        calendars: version.calendars,
        record,
        shown: () => null,
        proxies,
        random: 0,
      },
    )
    return forecast(processEngineOf(context.registry), version.graph, decodeState(instance.state), world)
  })
  return steps.map((step) => describeStep(context, version, step))
}

function describeStep(
  context: QueryContext,
  version: CompiledVersion,
  step: ForecastStep,
): { node: { id: string; label: LocalizedText }; status: string; people: { id: string; name: string }[] } {
  const people = step.people.map(({ person }) => ({
    id: formatId(person),
    name: context.organisation.people.get(person)?.name ?? `#${person}`,
  }))
  return { node: { id: step.node, label: nodeLabel(version.graph.nodes.get(step.node), step.node) }, status: step.status, people }
}

/** Evidence under the reader's own rights, and the fingerprint of what he sees. */
async function factsOf(
  context: QueryContext,
  seat: InboxRow,
  settings: NonNullable<ReturnType<CompiledVersion['graph']['nodes']['get']>>['settings'],
): Promise<{ shown?: string; evidence: unknown[] }> {
  const { entity, record: id } = seat
  if (entity === null || id === null) return { evidence: [] }
  const record = await context.store.records.load(context.reading, entity, id)
  if (record === undefined) return { evidence: [] }
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const { hidden } = authority.fields(entity)
  const shared = { model: context.model, registry: context.registry, hidden, settings, record }
  const own = factBookOf(context)
  const reveal = new Set(settings.reveal ?? [])
  own.hides = (name, path) => authority.fields(name).hidden.has(path) && !(name === entity && reveal.has(path))
  own.learnRecord(id, record, true)
  const evidence = await withOwnMatchedFacts(context, own, () =>
    (settings.evidence ?? []).map(({ name, label, value }) => ({
      name,
      label: label ?? name,
      value: plain(evaluateFact({ registry: context.registry, facts: own, record }, value)),
    })),
  )
  const all = factBookOf(context)
  all.learnRecord(id, record, true)
  return { evidence, shown: await withReadFacts(context, all, 'all', () => shownToken({ ...shared, facts: all })) }
}

/** Decimals and dates as text, lists item by item. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  return typeof value === 'object' && value !== null ? String(value) : (value ?? null)
}
