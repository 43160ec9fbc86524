import { fail } from '@formwork/platform/error/index.ts'
import type { ProcessDepartment, ProcessPeople, ProcessPerson } from '../../engine/process/facts.ts'

export interface PersonInput {
  readonly name: string
  readonly roles?: readonly string[]
  readonly department?: string
  readonly superior?: string
  readonly disabled?: boolean
}

export interface DepartmentInput {
  readonly name: string
  readonly parent?: string
  readonly head?: string
}

/** Who does what nobody was named for. */
const ANYBODY = 'anybody'

/**
 * People of a run. Those of the steps file, and whoever a model names: an unknown name or group becomes a person, so
 * that a model from elsewhere runs without any preparation.
 */
export class RunPeople implements ProcessPeople {
  readonly people = new Map<number, ProcessPerson>()
  readonly departments = new Map<number, ProcessDepartment>()
  readonly #byName = new Map<string, ProcessPerson>()

  constructor(people: readonly PersonInput[], departments: readonly DepartmentInput[]) {
    this.find(ANYBODY)
    for (const { name } of departments) this.#departmentId(departments, name)
    for (const { name } of people) this.find(name)
    for (const person of people) {
      this.#put({
        ...this.find(person.name),
        roles: person.roles ?? [],
        disabled: person.disabled === true,
        department: person.department === undefined ? null : this.#departmentId(departments, person.department),
        superior: person.superior === undefined ? null : this.find(person.superior).id,
      })
    }
    for (const [index, { name, parent, head }] of departments.entries()) {
      this.departments.set(index + 1, {
        id: index + 1,
        name,
        parent: parent === undefined ? null : this.#departmentId(departments, parent),
        head: head === undefined ? null : this.find(head).id,
      })
    }
  }

  /** The person of this name, made when new. */
  find(name: string): ProcessPerson {
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    return this.#put({ id: this.people.size + 1, name, login: name, department: null, superior: null, roles: [], disabled: false })
  }

  nameOf(id: number | null): string | null {
    return id === null ? null : (this.people.get(id)?.name ?? String(id))
  }

  #put(person: ProcessPerson): ProcessPerson {
    this.people.set(person.id, person)
    this.#byName.set(person.name, person)
    return person
  }

  #departmentId(departments: readonly DepartmentInput[], name: string): number {
    const index = departments.findIndex((department) => department.name === name)
    if (index < 0) throw fail('unknown-name', { name, suggestion: '' })
    return index + 1
  }
}
