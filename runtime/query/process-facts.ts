import type { CalendarDefinition, DecisionDefinition } from '@formwork/platform/definition/types.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import { CompiledCalendar } from '../engine/process/calendar/working-calendar.ts'
import type { ProcessFacts, ProxyRule } from '../engine/process/facts.ts'
import { recordContext } from '../engine/record/record-context.ts'
import type { FactBook } from '../engine/record/facts.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { andThen } from '../store/and-then.ts'
import type { MaybePromise, Reading } from '../store/database.ts'
import { readProxies, type ProxyRow } from '../store/process/proxies.ts'

/** What a step is told of the world. */
export interface FactSources {
  readonly model: Model
  readonly organisation: Organisation
  readonly facts: FactBook
  readonly now: number
  readonly timeZone: string
}

export interface StepSubject {
  readonly process: string
  readonly decisions: ReadonlyMap<string, DecisionDefinition>
  readonly calendars: ReadonlyMap<string, CalendarDefinition>
  readonly record: StoredRecord | undefined
  readonly shown: () => string | null
  readonly proxies: readonly ProxyRule[]
  /** 0 to 1. */
  readonly random: number
}

export function processFacts(sources: FactSources, subject: StepSubject): ProcessFacts {
  return new StepFacts(sources, subject)
}

/** A class, since an object with a reader of its own is slow to make, and every step makes one. */
class StepFacts implements ProcessFacts {
  readonly now: number
  readonly timeZone: string
  readonly people: Organisation
  readonly process: string
  readonly record: ReturnType<typeof recordContext> | undefined
  readonly decisions: ReadonlyMap<string, DecisionDefinition>
  readonly proxies: readonly ProxyRule[]
  readonly random: number
  readonly administrators: readonly number[]
  readonly #subject: StepSubject

  constructor({ model, organisation, facts, now, timeZone }: FactSources, subject: StepSubject) {
    this.now = now
    this.timeZone = timeZone
    this.people = organisation
    this.process = subject.process
    this.record = subject.record === undefined ? undefined : recordContext(facts, subject.record)
    this.decisions = subject.decisions
    this.proxies = subject.proxies
    this.random = subject.random
    this.administrators = administratorsOf(model, organisation)
    this.#subject = subject
  }

  get shown(): string | null {
    return this.#subject.shown()
  }

  calendar(name: string): CompiledCalendar | undefined {
    return calendarIn(this.#subject.calendars, name, this.timeZone)
  }
}

const compiled = new WeakMap<CalendarDefinition, Map<string, CompiledCalendar>>()

/** A pinned calendar, compiled once a time zone. */
export function calendarIn(
  calendars: ReadonlyMap<string, CalendarDefinition>,
  name: string,
  timeZone: string,
): CompiledCalendar | undefined {
  const definition = calendars.get(name)
  if (definition === undefined) return undefined
  const known = compiled.get(definition) ?? new Map<string, CompiledCalendar>()
  compiled.set(definition, known)
  const calendar = known.get(timeZone) ?? new CompiledCalendar(definition, timeZone)
  known.set(timeZone, calendar)
  return calendar
}

export function proxyRules(reading: Reading, now: number): MaybePromise<readonly ProxyRule[]> {
  return andThen(readProxies(reading, now), (rows) => rows.map(toRule))
}

function toRule({ principal, proxy, begins, ends, processes, condition }: ProxyRow): ProxyRule {
  return { from: principal, to: proxy, begins, ends, processes, ...(condition === null ? {} : { condition }) }
}

/** People whose role may do everything decide where nobody is named. */
export function administratorsOf(model: Model, organisation: Organisation): readonly number[] {
  const known = administrators.get(organisation)
  if (known?.model === model) return known.people
  const people = findAdministrators(model, organisation)
  administrators.set(organisation, { model, people })
  return people
}

const administrators = new WeakMap<Organisation, { readonly model: Model; readonly people: readonly number[] }>()

function findAdministrators(model: Model, organisation: Organisation): number[] {
  const roles = new Set(model.roles.roles.filter((role) => role.administrator === true).map((role) => role.name))
  return [...organisation.people.values()]
    .filter((person) => !person.disabled && person.roles.some((role) => roles.has(role)))
    .map((person) => person.id)
}
