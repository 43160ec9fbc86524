import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { formatJson } from '../../fields/convert.ts'
import { entityOf } from '../../fields/shown-field.ts'
import { labelText } from '../../i18n/index.ts'

export interface ChangeInWords {
  readonly label: string
  /** Undefined where the value is a record that only its id is known of. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** The field behind a path of the audit: `lines/7/price` is the price of a row. */
function fieldAt(fields: readonly FieldDefinition[], path: string): { field: FieldDefinition; outer: FieldDefinition } | undefined {
  const names = path.split('/').filter((segment) => !/^\d+$/.test(segment))
  const outer = fields.find((field) => field.name === names[0])
  const field = names.length > 1 ? outer?.fields?.find((inner) => inner.name === names[1]) : outer
  return field === undefined || outer === undefined ? undefined : { field, outer }
}

/** A change as people say it; undefined for fields that the reader does not know. */
export function describeChange(
  fields: readonly FieldDefinition[],
  change: { readonly field: string; readonly before: unknown; readonly after: unknown },
): ChangeInWords | undefined {
  const found = fieldAt(fields, change.field)
  if (found === undefined || found.field.type === 'lines') return undefined
  const { field, outer } = found
  const own = labelText(field.label, field.name)
  const label = field === outer ? own : `${labelText(outer.label, outer.name)} · ${own}`
  const isRecord = entityOf(field) !== undefined
  const say = (value: unknown): string | undefined => (isRecord && value !== null ? undefined : formatJson(value, field))
  return { label, before: say(change.before), after: say(change.after) }
}
