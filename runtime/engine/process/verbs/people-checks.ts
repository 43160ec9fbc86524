import { fail } from '@formwork/platform/error/index.ts'
import type { SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Run } from '../run.ts'
import { isUndecided } from '../cancel.ts'
import { forbiddenBy } from '../people/duties.ts'
import { settingsOf } from '../visit/node-settings.ts'
import { nameOfPerson } from './guard.ts'

/** Most people added by hand at once. */
const MOST_ADDED = 25

export function requirePeople(run: Run, people: readonly number[] | undefined): readonly number[] {
  if (people === undefined || people.length === 0 || people.length > MOST_ADDED) throw fail('process-people-count', { limit: MOST_ADDED })
  for (const person of people) requireEnabled(run, person)
  if (new Set(people).size < people.length) throw refused(run, people[0]!, '重复', 'named twice')
  return people
}

export function requireSinglePerson(run: Run, people: readonly number[] | undefined): number {
  const [person, ...others] = requirePeople(run, people)
  if (person === undefined || others.length > 0) throw fail('process-people-count', { limit: 1 })
  return person
}

/** Not somebody who sits at this node already, and not the initiator approving his own form. */
export function requireNewPerson(run: Run, seat: SeatState, person: number): void {
  const seated = Object.values(run.state.seats).some(
    (other) => other.token === seat.token && other.person === person && other.status !== 'removed',
  )
  if (seated) throw refused(run, person, '已在该步骤中', 'already sits at this step')
  const duty = forbiddenBy(run, seat.node, { person, principal: null })
  if (duty !== null) throw refused(run, person, '已处理需要职责分离的步骤', 'has decided a step that must be separate from this one')
  if (person === run.state.initiator && settingsOf(run.node(seat.node)).self !== 'self') {
    throw refused(run, person, '是发起人，不能审批自己的单据', 'started it and cannot approve his own form')
  }
}

export function hasUndecidedChildren(run: Run, seat: SeatState): boolean {
  return Object.values(run.state.seats).some((other) => other.parent === seat.key && other.origin !== 'beside' && isUndecided(other.status))
}

function requireEnabled(run: Run, person: number): void {
  const known = run.facts.people.people.get(person)
  if (known === undefined) throw refused(run, person, '不存在', 'does not exist')
  if (known.disabled) throw refused(run, person, '已停用', 'is disabled')
}

export function refused(run: Run, person: number, zh: string, en: string): Error {
  return fail('process-person-refused', { person: nameOfPerson(run, person), reason: { zh, en } })
}
