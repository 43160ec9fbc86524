import { localize } from '@formwork/platform/error/index.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { RecordContext } from '../../engine/record/record-context.ts'
import type { AskingValues } from '../choosable.ts'
import { readLimit } from '../list-request.ts'
import type { Query, QueryContext } from '../query.ts'
import { runMatch, type Matched } from './run-match.ts'

interface MatchRequest {
  readonly match: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** Instead of parameters: the fields of a row and of its record, by name; what the match does not ask for is left aside. */
  readonly values?: AskingValues
  /** No more findings than these. */
  readonly limit?: string
}

const MOST_FOUND = 200

/** A ranked look-up with its why, among what the reader may see. Errors: those of `runMatch`. */
export const match: Query = {
  name: 'match',
  cost: 'point',
  async run(context: QueryContext, request: MatchRequest): Promise<unknown> {
    const given = request.values === undefined ? request.parameters : parametersFrom(context, request.match, request.values)
    const most = readLimit(request.limit, MOST_FOUND, MOST_FOUND)
    const { taken, found } = await runMatch(context, request.match, given, 'own', most)
    return { taken: taken === null ? null : toJson(context, taken), found: found.map((each) => toJson(context, each)) }
  },
}

/** The row's field goes before the record's of the same name. */
function parametersFrom({ model }: QueryContext, name: string, values: AskingValues): Record<string, unknown> {
  const fields = { ...values.record, ...values.line }
  const wanted = model.matches.get(name)?.parameters ?? []
  return Object.fromEntries(wanted.flatMap((field) => (Object.hasOwn(fields, field.name) ? [[field.name, fields[field.name]]] : [])))
}

function toJson({ language }: QueryContext, { candidate, label, value, why, entity, record }: Matched): Record<string, unknown> {
  return {
    candidate,
    label: localize(label, language),
    value: valueToJson(value),
    why: why?.[language] ?? null,
    entity,
    record: record === null ? null : formatId(record),
  }
}

/** A value on the wire: records by id, decimals and dates as text. */
export function valueToJson(value: FeelValue): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(valueToJson)
  return value instanceof RecordContext ? formatId(RecordContext.idOf(value)) : String(value)
}
