import { listSeparator } from '@formwork/runtime/client/i18n/index.ts'
import type { Difference } from './trial-api.ts'

type Say = (key: string, parameters?: Record<string, unknown>) => string

const OPERATIONS = ['approve', 'reject', 'abstain', 'hand-in', 'return', 'return-to-initiator', 'transfer', 'claim', 'submit', 'wait']
const STATES = [
  'open',
  'planned',
  'waiting',
  'approved',
  'rejected',
  'abstained',
  'submitted',
  'removed',
  'transferred',
  'not-needed',
  'returned',
  'cancelled',
  'taken-back',
  'timeout',
]
const ENDS = ['approved', 'completed', 'rejected', 'cancelled', 'running', 'returned', 'terminated']
const VERDICTS = ['approve', 'reject', 'submit']

export const operationWord = (name: string, t: Say): string => (OPERATIONS.includes(name) ? t(`trial.operation.${name}`) : name)
export const stateWord = (name: string, t: Say): string => (STATES.includes(name) ? t(`trial.state.${name}`) : name)

/** One difference of a rehearsal as a sentence. */
export function differenceInWords(difference: Difference, label: (node: Difference['node']) => string, t: Say): string {
  const { kind, node, people = [], person, before, after } = difference
  const names = (who: Difference['before']): string =>
    Array.isArray(who) ? who.map((each: { name: string }) => each.name).join(listSeparator()) : ''
  const verdict = (value: Difference['before']): string =>
    typeof value === 'string' && VERDICTS.includes(value) ? t(`trial.verdict.${value}`) : t('trial.verdict.none')
  const end = (value: Difference['before']): string =>
    typeof value === 'string' && ENDS.includes(value) ? t(`trial.end.${value}`) : String(value ?? '')
  const say = kind === 'other-people' ? names : kind === 'other-end' ? end : verdict
  return t(`trial.unlike.${kind}`, {
    node: label(node),
    people: people.map((each) => each.name).join(listSeparator()),
    person: person?.name ?? '',
    before: say(before),
    after: say(after),
  })
}
