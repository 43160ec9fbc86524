import type { MergedRecords } from '../record/merged-records.ts'

export interface OrganisationPerson {
  id: number
  name: string
  login: string | null
  department: number | null
  superior: number | null
  roles: readonly string[]
  disabled: boolean
  email: string | null
}

export interface OrganisationDepartment {
  id: number
  name: string
  parent: number | null
  head: number | null
}

/** One immutable, dated picture of people, departments and roles; engines read nothing else about people. */
export interface Organisation {
  /** Raised by every change of a person, department or role. */
  readonly version: number
  readonly people: ReadonlyMap<number, OrganisationPerson>
  readonly departments: ReadonlyMap<number, OrganisationDepartment>
  /** What was merged with what: changes as seldom as people do, and is read with them. */
  readonly merged?: MergedRecords
}
