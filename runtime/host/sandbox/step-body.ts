import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import type { UseCase } from '../../command/unit.ts'
import { latestInstanceOf } from '../../store/process/instances.ts'
import { seatsOfInstance } from '../../store/process/seats.ts'
import { readAsSystem } from '../run-query.ts'
import type { LoadedWorkspace } from '../loaded-workspace.ts'
import type { KeptRecord } from './kept-records.ts'
import { readStepValue, readStepValues, type StepContext } from './step-values.ts'

/** What a step is about, found before its command is sent. */
export interface StepSubject {
  readonly step: ScenarioStep
  readonly person: number | null
  /** The record that the step names, as it stands. */
  readonly record?: StoredRecord
  /** The draft that takes what a conversion gives. */
  readonly into?: StoredRecord
  readonly context: StepContext
  readonly workspace: LoadedWorkspace
}

/** The body of a step's command, made from what its use case asks for. Errors: `unknown-name`, `definition-not-found`. */
export async function readStepBody(useCase: UseCase, subject: StepSubject): Promise<Record<string, unknown>> {
  const { properties = {} } = useCase.request as { properties?: Record<string, unknown> }
  const { step, record } = subject
  if ('sources' in properties) return conversionBody(subject)
  const body: Record<string, unknown> = {}
  for (const name of ['opinion', 'reason', 'accept'] as const) {
    if (name in properties && step[name] !== undefined) body[name] = step[name]
  }
  if ('seat' in properties) {
    const seat = await findSeat(subject)
    body.seat = seat.seat
    if ('version' in properties) body.version = seat.version
  } else if (record !== undefined) {
    if ('id' in properties) body.id = formatId(record.header.id)
    if ('version' in properties) body.version = record.header.version
  }
  if ('intoVersion' in properties) Object.assign(body, stayingOf(subject))
  const entity = step.entity ?? record?.entity
  if ('entity' in properties && entity !== undefined) body.entity = entity
  return step.values === undefined ? body : withValues(subject, properties, body, entity)
}

async function withValues(
  subject: StepSubject,
  properties: Readonly<Record<string, unknown>>,
  body: Record<string, unknown>,
  entity: string | undefined,
): Promise<Record<string, unknown>> {
  const { step } = subject
  if (step.values === undefined) return body
  if (!('changes' in properties) || entity === undefined) return Object.assign(body, await readPlainValues(subject, step.values))
  const { own, typed } = partValues(subject, entity, step.values, properties)
  Object.assign(body, Object.fromEntries(own))
  if (typed.length > 0 || own.length === 0) body.changes = await readStepValues(subject.context, entity, Object.fromEntries(typed))
  return body
}

/** The record that a merge leaves. */
function stayingOf({ into }: StepSubject): Record<string, unknown> {
  return into === undefined ? {} : { into: formatId(into.header.id), intoVersion: into.header.version }
}

/** What a command says itself (where a task is returned to) apart from what is typed into the record's fields. */
function partValues(
  { context }: StepSubject,
  entity: string,
  values: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, unknown>>,
): Record<'own' | 'typed', [string, unknown][]> {
  const fields = new Set(context.model.entities.get(entity)?.fields.map((field) => field.name))
  const isOwn = ([name]: [string, unknown]): boolean => 'seat' in properties && name in properties && !fields.has(name)
  const all = Object.entries(values)
  return { own: all.filter(isOwn), typed: all.filter((entry) => !isOwn(entry)) }
}

/** What a command takes beside a record's fields: people are named by their login, formulas computed. */
const NAMES_OF_PEOPLE = new Set(['to', 'person', 'people'])

async function readPlainValues({ context }: StepSubject, said: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const person = async (login: unknown): Promise<unknown> =>
    typeof login === 'string' ? formatId(await context.findId('person', login)) : login
  const values: Record<string, unknown> = {}
  for (const [name, each] of Object.entries(said)) {
    const value = await readStepValue(context, undefined, each)
    const namesPeople = NAMES_OF_PEOPLE.has(name)
    values[name] = !namesPeople ? value : Array.isArray(value) ? await Promise.all(value.map(person)) : await person(value)
  }
  return values
}

/** The record that a step's answer speaks of; undefined when it speaks of none. */
export function keptRecordOf(subject: StepSubject, answer: Readonly<Record<string, unknown>>): KeptRecord | undefined {
  const { step, record, context } = subject
  const id = typeof answer.id === 'string' ? Number(answer.id) : record?.header.id
  const target = step.conversion === undefined ? undefined : context.model.conversions.get(step.conversion)?.to
  const entity = target ?? step.entity ?? record?.entity
  return id === undefined || entity === undefined ? undefined : { entity, id }
}

function conversionBody({ step, record, into, context }: StepSubject): Record<string, unknown> {
  const conversion = context.model.conversions.get(step.conversion ?? '')
  if (conversion === undefined) throw fail('definition-not-found', { kind: 'conversion', name: step.conversion ?? '' })
  const source: Record<string, unknown> = { id: record === undefined ? '' : formatId(record.header.id) }
  const rows = conversion.lines === undefined ? [] : (record?.lines[conversion.lines.from] ?? [])
  if (step.lines !== undefined) {
    source.lines = step.lines.map(({ row, quantity }) => ({ id: formatId(rows[row - 1]?.id ?? Number.MAX_SAFE_INTEGER), quantity }))
  }
  const body = { conversion: conversion.name, sources: [source] }
  return into === undefined ? body : { ...body, into: { id: formatId(into.header.id), version: into.header.version } }
}

/**
 * The person's open task on the record; without one somebody else's, so that it is the engine that refuses.
 * Errors: `not-your-seat` when nobody was ever asked.
 */
async function findSeat({ workspace, person, record }: StepSubject): Promise<{ seat: string; version: number }> {
  const seats = await readAsSystem(workspace, async ({ reading }) => {
    const instance = record === undefined ? undefined : await latestInstanceOf(reading, record.entity, record.header.id)
    return instance === undefined ? [] : seatsOfInstance(reading, instance.id)
  })
  const open = seats.filter((seat) => seat.box === 'todo')
  const found = open.find((seat) => seat.person === person) ?? open[0] ?? seats.findLast((seat) => seat.person === person) ?? seats.at(-1)
  if (found === undefined) throw fail('not-your-seat')
  return { seat: formatId(found.id), version: found.version }
}
