/** Who acts. `person` is null for the system itself (timers, installation). */
export interface Actor {
  person: number | null
  name: string
  login: string | null
  roles: readonly string[]
  department: number | null
  language: 'zh' | 'en'
  /** Set when an API key acts: operations it is limited to (`entity:operation`), never more than its owner has. */
  scopes?: readonly string[]
  /** Set when what the actor reads goes outside (a public link): the role that limits what is shown, never more than the actor has. */
  shownTo?: string
}
