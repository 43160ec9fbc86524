import { localize } from '@formwork/platform/error/index.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { RecordContext } from '../../engine/record/record-context.ts'
import type { Query, QueryContext } from '../query.ts'
import { runMatch, type Matched } from './run-match.ts'

/** A ranked look-up with its why, among what the reader may see. Errors: those of `runMatch`. */
export const match: Query = {
  name: 'match',
  cost: 'point',
  async run(context: QueryContext, request: { match: string; parameters: Record<string, unknown> }): Promise<unknown> {
    const { taken, found } = await runMatch(context, request.match, request.parameters, 'own')
    return { taken: taken === null ? null : toJson(context, taken), found: found.map((each) => toJson(context, each)) }
  },
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
