/** One record that was merged into another of its entity. */
export interface MergedRecord {
  readonly record: number
  readonly entity: string
  /** The one that was named when it was merged; it may have been merged itself since. */
  readonly into: number
}

/**
 * Records that were merged, as one immutable picture: what was written with the one that went counts for the one that stays.
 * Ids are unique in a workspace, so that the entity need not be said.
 */
export class MergedRecords {
  /** Nothing was merged: what reads may leave everything as it is. */
  static readonly none = new MergedRecords([])
  /** Entities of which anything was merged. */
  readonly entities: ReadonlySet<string>
  readonly #into: ReadonlyMap<number, number>
  readonly #gone = new Map<number, number[]>()

  constructor(rows: readonly MergedRecord[]) {
    this.entities = new Set(rows.map(({ entity }) => entity))
    this.#into = new Map(rows.map(({ record, into }) => [record, into]))
    for (const { record } of rows) {
      const stays = this.resolve(record)
      this.#gone.set(stays, [...(this.#gone.get(stays) ?? []), record])
    }
  }

  get isEmpty(): boolean {
    return this.#into.size === 0
  }

  /** The one that stays, at the end of the chain; itself for what was never merged. */
  resolve(id: number): number {
    let found = id
    for (let next = this.#into.get(found); next !== undefined; next = this.#into.get(found)) found = next
    return found
  }

  /** Whether it was merged into another. */
  has(id: number): boolean {
    return this.#into.has(id)
  }

  /** The one that stays with all that were merged into it, itself first. */
  same(id: number): readonly number[] {
    const stays = this.resolve(id)
    return [stays, ...(this.#gone.get(stays) ?? [])]
  }

  /** All that were merged. */
  gone(): readonly number[] {
    return [...this.#into.keys()]
  }
}
