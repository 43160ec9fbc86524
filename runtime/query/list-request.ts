import { fail } from '@formwork/platform/error/index.ts'

export interface ListRequest {
  readonly entity: string
  readonly filter: unknown
  readonly search: string
  readonly sort: { name: string; descending: boolean }[]
  readonly limit: number
  readonly after?: string
  readonly fields: string[]
  readonly totals: string[]
  readonly count: boolean
  readonly deleted: boolean
}

const DEFAULT_LIMIT = 50
const LARGEST_LIMIT = 500
const LONGEST_SEARCH = 100
const MOST_SORTS = 5
const KNOWN = new Set(['entity', 'filter', 'search', 'sort', 'limit', 'after', 'fields', 'totals', 'count', 'deleted'])

/** Reads the parameters of a list; unknown ones are refused. Errors: unknown-field, bad-request, too-long. */
export function listRequest(request: unknown): ListRequest {
  const given = request as Record<string, unknown>
  for (const name of Object.keys(given)) if (!KNOWN.has(name)) throw fail('unknown-field', { field: name }, name)
  const search = textOf(given, 'search').trim()
  if (search.length > LONGEST_SEARCH) throw fail('too-long', { label: 'search', limit: LONGEST_SEARCH }, 'search')
  const sort = namesOf(given, 'sort').map(readSort)
  if (sort.length > MOST_SORTS) throw fail('too-many-items', { label: 'sort', limit: MOST_SORTS }, 'sort')
  return {
    entity: textOf(given, 'entity'),
    filter: given.filter,
    search,
    sort,
    limit: readLimit(given.limit),
    after: given.after === undefined || given.after === '' ? undefined : textOf(given, 'after'),
    fields: namesOf(given, 'fields'),
    totals: namesOf(given, 'totals'),
    count: flagOf(given, 'count'),
    deleted: flagOf(given, 'deleted'),
  }
}

function readSort(text: string): { name: string; descending: boolean } {
  const [name = '', direction = 'ascending'] = text.split(':')
  if (direction !== 'ascending' && direction !== 'descending') throw fail('bad-request', { reason: text }, 'sort')
  return { name, descending: direction === 'descending' }
}

/** A page size: 1 to 500, else 50. Errors: out-of-range. */
export function readLimit(value: unknown, largest = LARGEST_LIMIT, usual = DEFAULT_LIMIT): number {
  if (value === undefined || value === '') return usual
  const limit = Number(value)
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > largest) {
    throw fail('out-of-range', { label: 'limit', minimum: 1, maximum: largest }, 'limit')
  }
  return limit
}

function textOf(given: Record<string, unknown>, name: string): string {
  const value = given[name] ?? ''
  if (typeof value !== 'string') throw fail('wrong-type', { expected: { zh: '文本', en: 'text' }, actual: typeof value }, name)
  return value
}

function namesOf(given: Record<string, unknown>, name: string): string[] {
  return textOf(given, name)
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

function flagOf(given: Record<string, unknown>, name: string): boolean {
  const value = given[name]
  if (value === undefined || value === '' || value === 'false' || value === '0' || value === false) return false
  if (value === 'true' || value === '1' || value === true) return true
  throw fail('bad-request', { reason: name }, name)
}
