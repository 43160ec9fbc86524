import type { Query } from './query.ts'

/** Every read use case, by name. One line each. */
export const queries: readonly Query[] = []

export const queryByName: ReadonlyMap<string, Query> = new Map(queries.map((query) => [query.name, query]))
