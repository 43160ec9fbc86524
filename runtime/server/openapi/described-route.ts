import type { JsonSchema } from './json-schema.ts'

export interface DescribedParameter {
  readonly name: string
  readonly in: 'query' | 'header'
  readonly schema: JsonSchema
  readonly description: string
}

/** One line of the interface: what the routes of `routes/` are to somebody who has not read them. */
export interface DescribedRoute {
  readonly method: 'get' | 'post' | 'delete'
  /** As express has it: `/records/:entity`. */
  readonly path: string
  readonly summary: { zh: string; en: string }
  readonly parameters?: readonly DescribedParameter[]
  readonly body?: JsonSchema
  /** Name of the answer's schema, or a schema. */
  readonly answer: string | JsonSchema
  readonly status?: number
  /** Nobody has to be signed in. */
  readonly isOpen?: boolean
}
