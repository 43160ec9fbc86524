import type { EvaluationRuntime } from '@formwork/platform/expression/evaluation.ts'
import { isContext, readEntry, type FeelValue } from '@formwork/platform/expression/value.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

export interface KnownPerson {
  readonly id: number
  readonly name: string
  readonly login: string | null
  readonly department: number | null
  readonly superior: number | null
  readonly roles: readonly string[]
  readonly disabled: boolean
}

export interface KnownDepartment {
  readonly id: number
  readonly name: string
  readonly parent: number | null
  readonly head: number | null
}

/** The dated picture of people that an evaluation may read: `facts.people` of its runtime. */
export interface KnownPeople {
  readonly people: ReadonlyMap<number, KnownPerson>
  readonly departments: ReadonlyMap<number, KnownDepartment>
  find?(text: string): KnownPerson | undefined
}

/** Longest line of departments or superiors that is followed; circles end here. */
export const MOST_LEVELS = 50

export function knownPeople(runtime: EvaluationRuntime): KnownPeople | undefined {
  return (runtime.facts as { people?: KnownPeople } | undefined)?.people
}

/** A person or department given as an id, an id's text, a record with `id`, or a list of one. */
function idOf(value: FeelValue | undefined): number | undefined {
  if (value instanceof Decimal) return value.toSafeInteger()
  if (typeof value === 'string') return /^\d+$/.test(value) ? Number(value) : undefined
  if (Array.isArray(value)) return value.length === 1 ? idOf(value[0] as FeelValue) : undefined
  return isContext(value) ? idOf(readEntry(value, 'id')) : undefined
}

export function personOf(people: KnownPeople, value: FeelValue | undefined): KnownPerson | undefined {
  const id = idOf(value)
  if (id !== undefined) return people.people.get(id)
  if (typeof value !== 'string') return undefined
  for (const person of people.people.values()) if (person.login === value || person.name === value) return person
  return people.find?.(value)
}

/** A person as expressions see one chosen for a task: `source` and `detail` say why. */
export function choose(person: KnownPerson, source: string, detail: string): FeelValue {
  return { id: Decimal.of(person.id), name: person.name, source, detail }
}

/** The department and those above it, bottom up. */
export function departmentLine(people: KnownPeople, id: number | undefined): KnownDepartment[] {
  const line: KnownDepartment[] = []
  for (
    let department = id === undefined ? undefined : people.departments.get(id);
    department !== undefined && line.length < MOST_LEVELS;
    department = department.parent === null ? undefined : people.departments.get(department.parent)
  ) {
    if (line.includes(department)) break
    line.push(department)
  }
  return line
}

/** A department, or the department of a person. */
export function departmentOf(people: KnownPeople, value: FeelValue | undefined): number | undefined {
  const id = idOf(value)
  if (id !== undefined && people.departments.has(id)) return id
  return personOf(people, value)?.department ?? undefined
}
