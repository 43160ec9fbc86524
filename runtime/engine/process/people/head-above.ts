import type { ProcessPeople } from '../facts.ts'

/** Longest line of departments; circles end here. */
const MOST_LEVELS = 50

/** The enabled head of a person's department, or of the next one above when that is missing, disabled or himself. */
export function headAbove(people: ProcessPeople, person: number): { id: number; department: string } | undefined {
  let id = people.people.get(person)?.department ?? null
  for (let level = 0; id !== null && level < MOST_LEVELS; level++) {
    const department = people.departments.get(id)
    if (department === undefined) return undefined
    const head = department.head === null ? undefined : people.people.get(department.head)
    if (head !== undefined && !head.disabled && head.id !== person) return { id: head.id, department: department.name }
    id = department.parent
  }
  return undefined
}
