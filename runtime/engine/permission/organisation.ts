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
}
