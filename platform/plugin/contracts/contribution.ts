/** What every contribution of a plugin has in common. */
export interface Contribution {
  /** Unique within its kind. */
  readonly name: string
  /** Takes the place of an earlier contribution of the same name; without it a taken name is a boot error. */
  readonly replaces?: boolean
}
