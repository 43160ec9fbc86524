import type { JsonSchema } from './json-schema.ts'

export interface DescribedParameter {
  readonly name: string
  readonly in: 'query' | 'header'
  readonly schema: JsonSchema
  readonly description: string
}

export const PDF = 'application/pdf'
export const CSV = 'text/csv'
export const PAGE = 'text/html'
export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The answer is a file, in one of `files`. */
export const FILE_ONLY: JsonSchema = {}

/** One line of the interface: what the routes of `routes/` are to somebody who has not read them. */
export interface DescribedRoute {
  readonly method: 'get' | 'post' | 'delete'
  /** As express has it: `/records/:entity`. */
  readonly path: string
  readonly summary: { zh: string; en: string }
  readonly parameters?: readonly DescribedParameter[]
  readonly body?: JsonSchema
  /** Media type of the body, where it is not JSON. */
  readonly bodyType?: string
  /** Name of the answer's schema, or a schema. */
  readonly answer: string | JsonSchema
  /** Media types of an answer that is no JSON, or may be something else too. */
  readonly files?: readonly string[]
  readonly status?: number
  /** Nobody has to be signed in. */
  readonly isOpen?: boolean
}
