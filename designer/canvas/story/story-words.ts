import type {
  AlertDefinition,
  Definition,
  FieldDefinition,
  LedgerDefinition,
  MatchDefinition,
  ReportDefinition,
  ScenarioExpectation,
  ScenarioStep,
} from '@formwork/platform/definition/types.ts'
import { choicesOf } from '../../panels/formula-names.ts'
import { nameOf } from '../../workspace/words.ts'
import { recordInWords, type StoryScope } from './story-scope.ts'

type Say = (key: string, parameters?: Record<string, unknown>) => string

const VERBS = [
  ...[
    'save',
    'submit',
    'convert',
    'approve',
    'reject',
    'unpost',
    'void',
    'amend',
    'close',
    'reopen',
    'delete',
    'restore',
    'merge',
    'unmerge',
    'hand-in',
  ],
  ...[
    'save-settings',
    'refresh-alerts',
    'switch-modules',
    'choose-profile',
    'start-batch',
    'close-period',
    'reopen-period',
    'wait',
    'press-button',
    'arm-schedules',
  ],
]

/** What is done in a step, as people say it: "提交「订单」". */
export function deedInWords({ do: verb, entity, record, conversion }: ScenarioStep, scope: StoryScope, say: Say): string {
  const what = VERBS.includes(verb) ? say(`design.story.verb.${verb}`) : verb
  const made =
    conversion === undefined ? undefined : scope.definition<Extract<Definition, { kind: 'conversion' }>>('conversion', conversion)
  const named = entity === undefined ? undefined : scope.known.entity(entity)
  const on = record === undefined ? undefined : (recordInWords(record, scope) ?? record)
  const about = [on, made === undefined ? (named === undefined ? entity : nameOf(named)) : nameOf(made)].filter(
    (each) => each !== undefined,
  )
  return about.length === 0 ? what : `${what}「${about.join(' → ')}」`
}

/** The day of a step: a date, days before or after the day on which it runs, or a column. */
export function dayInWords(on: string | undefined, say: Say): string {
  if (on === undefined) return ''
  const days = /^-?\d{1,4}$/.test(on) ? Number(on) : undefined
  if (days === undefined) return on.startsWith('{') ? say('design.story.dayOfRow') : on
  return days === 0
    ? say('design.story.today')
    : say(days < 0 ? 'design.story.daysAgo' : 'design.story.daysLater', { count: Math.abs(days) })
}

/** What must be true in the end, up to its figures. */
export function expectationInWords(expectation: ScenarioExpectation, scope: StoryScope, say: Say): string {
  const { ledger, report, record, tasks, alerts, match, entries, as } = expectation
  const called = (kind: Definition['kind'], name: string): string => {
    const found = scope.definition<LedgerDefinition | ReportDefinition | AlertDefinition | MatchDefinition>(kind as 'ledger', name)
    return found === undefined ? name : nameOf(found)
  }
  if (alerts !== undefined) {
    const said = { who: scope.person(alerts.as), rule: called('alert', alerts.rule), count: alerts.count }
    return alerts.told === undefined ? say('design.story.alerts', said) : say('design.story.alertsTold', { ...said, told: alerts.told })
  }
  if (match !== undefined) {
    return say('design.story.match', { who: scope.person(match.as), match: called('match', match.name), count: match.values.length })
  }
  if (tasks !== undefined) return say('design.story.tasks', { who: scope.person(tasks.as), count: tasks.count })
  if (ledger !== undefined) return say('design.story.ledger', { ledger: called('ledger', ledger) })
  if (report !== undefined) {
    const named = called('report', report)
    return as === undefined
      ? say('design.story.report', { report: named })
      : say('design.story.reportOf', { report: named, who: scope.person(as) })
  }
  const title = record === undefined ? '' : (recordInWords(record, scope) ?? record)
  return entries === undefined
    ? say('design.story.record', { record: title })
    : say('design.story.entries', { record: title, count: entries })
}

/** A kept record in a choice: its kind and its name; numbered by its own name where it has none. */
export function keptInWords(kept: { readonly name: string; readonly entity?: string; readonly title?: string }, scope: StoryScope): string {
  const entity = kept.entity === undefined ? undefined : scope.known.entity(kept.entity)
  const kind = entity === undefined ? '' : nameOf(entity)
  const alike = scope.keptBefore().filter((each) => each.entity === kept.entity && each.title === undefined)
  const own = kept.title ?? (alike.length > 1 ? String(alike.findIndex(({ name }) => name === kept.name) + 1) : '')
  return [kind, own].filter((part) => part !== '').join(' ') || kept.name
}

/** What a field can hold: its choices, or the records that are kept of what it refers to. */
export function choicesIn(field: FieldDefinition, scope: StoryScope, step?: ScenarioStep): ReadonlyMap<string, string> {
  const choices = choicesOf(field, scope.known)
  if (choices !== undefined) return choices
  const entity = field.type === 'member' ? 'person' : field.type === 'department' ? 'department' : field.entity
  if (!['reference', 'member', 'department'].includes(field.type) || entity === undefined) return new Map()
  const kept = scope.keptBefore(step).filter((each) => each.entity === entity)
  return new Map(kept.map((each) => [each.name, each.title ?? keptInWords(each, scope)]))
}
