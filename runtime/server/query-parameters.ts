import { fail } from '@formwork/platform/error/index.ts'
import { readPlainJson } from './plain-json.ts'

/** A query parameter that holds JSON, read by the strict reader. Errors: malformed-json, bad-request. */
export function jsonParameter(value: unknown, name: string): unknown {
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw fail('bad-request', { reason: name }, name)
  return readPlainJson(value)
}

/** The parameters of a list: `filter` as JSON, the rest as text; the query checks them. */
export function listParameters(query: Record<string, unknown>): Record<string, unknown> {
  const { filter, ...rest } = query
  const parameters: Record<string, unknown> = { ...rest }
  if (filter !== undefined) parameters.filter = jsonParameter(filter, 'filter')
  return parameters
}
