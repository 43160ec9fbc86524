import type { CalendarDefinition, DecisionDefinition } from '@formwork/platform/definition/types.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import { CompiledCalendar } from '../engine/process/calendar/working-calendar.ts'
import type { ProcessFacts, ProxyRule } from '../engine/process/facts.ts'
import { recordContext } from '../engine/record/record-context.ts'
import type { FactBook } from '../engine/record/facts.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import type { Reading } from '../store/database.ts'
import { readProxies } from '../store/process/proxies.ts'

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
  const { model, organisation, facts, now, timeZone } = sources
  return {
    now,
    timeZone,
    people: organisation,
    process: subject.process,
    record: subject.record === undefined ? undefined : recordContext(facts, subject.record),
    decisions: subject.decisions,
    proxies: subject.proxies,
    random: subject.random,
    administrators: administratorsOf(model, organisation),
    calendar: (name) => calendarIn(subject.calendars, name, timeZone),
    get shown() {
      return subject.shown()
    },
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

export async function proxyRules(reading: Reading, now: number): Promise<ProxyRule[]> {
  return (await readProxies(reading, now)).map(({ principal, proxy, begins, ends, processes, condition }) => ({
    from: principal,
    to: proxy,
    begins,
    ends,
    processes,
    ...(condition === null ? {} : { condition }),
  }))
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
