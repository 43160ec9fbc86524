/** One line of the error catalogue. */
export interface CatalogueEntry {
  /** HTTP status that a route answers with. */
  readonly status: number
  readonly zh: string
  readonly en: string
}
