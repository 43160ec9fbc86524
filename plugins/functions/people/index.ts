import type { FunctionCall, FunctionDefinition, Signature } from '@formwork/platform/expression/function-definition.ts'
import { signature } from '@formwork/platform/expression/function-definition.ts'
import { listType, types } from '@formwork/platform/expression/type.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import {
  choose,
  departmentLine,
  departmentOf,
  knownPeople,
  MOST_LEVELS,
  personOf,
  type KnownPeople,
  type KnownPerson,
} from './organisation.ts'

type Find = (people: KnownPeople, ...values: FeelValue[]) => FeelValue[]

/** Where approvers come from (approvals, section 1.4). Each gives a list of people with the reason. */
export const peopleFunctions: readonly FunctionDefinition[] = [
  define(
    'leader',
    {
      zh: '部门负责人；第 n 级从本部门往上数，超过最高级取最高级',
      en: 'Head of a department; level n counts upwards, above the top it is the top',
    },
    'leader(record.department, 2)',
    'department: any, level?: number',
    leader,
  ),
  define(
    'department head',
    { zh: '部门负责人', en: 'Head of a department' },
    'department head(record.department)',
    'department: any',
    (people, department) => leader(people, department, Decimal.one),
  ),
  define(
    'leaders',
    { zh: '连续多级主管，自下而上；到第 n 级、到某角色或到顶', en: 'Heads bottom up: n levels, up to a role, or to the top' },
    'leaders(record.department, 3)',
    'department: any, until?: any',
    leaders,
  ),
  define(
    'superior',
    { zh: '直属上级；第 n 级', en: 'Direct superior; of level n' },
    'superior(initiator)',
    'person: any, level?: number',
    superior,
  ),
  define(
    'superiors',
    { zh: '连续多级直属上级，自下而上', en: 'Superiors bottom up' },
    'superiors(initiator, 2)',
    'person: any, levels?: number',
    superiors,
  ),
  define('role', { zh: '拥有角色的人', en: 'People who have a role' }, 'role("finance")', 'name: string', role),
  define('members', { zh: '部门成员', en: 'Members of a department' }, 'members(record.department)', 'department: any', members),
  define('person', { zh: '指定成员，按登录名或姓名', en: 'A named person, by login or name' }, 'person("zhang")', '...name: any', named),
]

function leader(people: KnownPeople, department: FeelValue, level?: FeelValue): FeelValue[] {
  const line = departmentLine(people, departmentOf(people, department))
  if (line.length === 0) return []
  const wanted = Math.min(levelOf(level, 1), line.length)
  for (const candidate of line.slice(wanted - 1)) {
    const head = candidate.head === null ? undefined : people.people.get(candidate.head)
    if (head !== undefined) return [choose(head, 'leader', candidate.name)]
  }
  return []
}

/** A department without a head is skipped but uses up a level; who heads two levels appears once. */
function leaders(people: KnownPeople, department: FeelValue, until?: FeelValue): FeelValue[] {
  const line = departmentLine(people, departmentOf(people, department))
  const most = until instanceof Decimal ? levelOf(until, 1) : MOST_LEVELS
  const found = new Map<number, FeelValue>()
  for (const candidate of line.slice(0, most)) {
    const head = candidate.head === null ? undefined : people.people.get(candidate.head)
    if (head === undefined) continue
    if (!found.has(head.id)) found.set(head.id, choose(head, 'leader', candidate.name))
    if (typeof until === 'string' && head.roles.includes(until)) break
  }
  return [...found.values()]
}

function superior(people: KnownPeople, person: FeelValue, level?: FeelValue): FeelValue[] {
  const line = superiorLine(people, personOf(people, person))
  const found = line[Math.min(levelOf(level, 1), line.length) - 1]
  return found === undefined ? [] : [choose(found, 'superior', personOf(people, person)?.name ?? '')]
}

function superiors(people: KnownPeople, person: FeelValue, levels?: FeelValue): FeelValue[] {
  const name = personOf(people, person)?.name ?? ''
  return superiorLine(people, personOf(people, person))
    .slice(0, levelOf(levels, MOST_LEVELS))
    .map((found) => choose(found, 'superior', name))
}

function superiorLine(people: KnownPeople, person: KnownPerson | undefined): KnownPerson[] {
  const line: KnownPerson[] = []
  for (
    let next = above(people, person);
    next !== undefined && line.length < MOST_LEVELS && !line.includes(next);
    next = above(people, next)
  ) {
    line.push(next)
  }
  return line
}

/** Who is set as superior; else the head of the department, or of the one above when that is the person himself. */
function above(people: KnownPeople, person: KnownPerson | undefined): KnownPerson | undefined {
  if (person === undefined) return undefined
  if (person.superior !== null) return people.people.get(person.superior)
  for (const department of departmentLine(people, person.department ?? undefined)) {
    if (department.head !== null && department.head !== person.id) return people.people.get(department.head)
  }
  return undefined
}

function role(people: KnownPeople, name: FeelValue): FeelValue[] {
  const found = [...people.people.values()].filter((person) => !person.disabled && person.roles.includes(String(name)))
  if (found.length > 0) return found.map((person) => choose(person, 'role', String(name)))
  const stranger = people.find?.(String(name))
  return stranger === undefined ? [] : [choose(stranger, 'role', String(name))]
}

function members(people: KnownPeople, department: FeelValue): FeelValue[] {
  const id = departmentOf(people, department)
  const name = id === undefined ? '' : (people.departments.get(id)?.name ?? '')
  return [...people.people.values()]
    .filter((person) => !person.disabled && person.department === id && id !== undefined)
    .map((person) => choose(person, 'member', name))
}

function named(people: KnownPeople, ...names: FeelValue[]): FeelValue[] {
  return names
    .flat()
    .map((name) => personOf(people, name as FeelValue))
    .filter((person) => person !== undefined)
    .map((person) => choose(person, 'named', person.name))
}

function levelOf(level: FeelValue | undefined, otherwise: number): number {
  const number = level instanceof Decimal ? level.toSafeInteger() : undefined
  return number === undefined || number < 1 ? otherwise : number
}

function define(name: string, help: { zh: string; en: string }, example: string, parameters: string, find: Find): FunctionDefinition {
  const evaluate = (call: FunctionCall, ...values: FeelValue[]): FeelValue => {
    const people = knownPeople(call.runtime)
    if (people === undefined) return call.report('not-available', '此处没有人员信息', 'people are not known here')
    return find(people, ...values)
  }
  return {
    name,
    group: 'people',
    where: 'server',
    help,
    example,
    signatures: [signature(parameters, listType(types.any), evaluate as Signature['evaluate'])],
  }
}
