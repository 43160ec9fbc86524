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

/** People know a figure that is typed in a unit of its own by the name of the column that it stands in. */
function entryOf(field: FieldDefinition, siblings: readonly FieldDefinition[]): FieldDefinition {
  return siblings.find(({ enteredAs }) => enteredAs?.field === field.name) ?? field
}

/** What was typed in a unit and the figure that follows from it are one change to people: the typed one stays, unless it was never typed before. */
export function withoutTwins<Change extends { readonly field: string; readonly before: unknown }>(
  fields: readonly FieldDefinition[],
  changes: readonly Change[],
): Change[] {
  const twins = new Map<Change, Change>()
  for (const change of changes) {
    const typed = fieldAt(fields, change.field)?.field.enteredAs?.field
    const twin = typed === undefined ? undefined : changes.find(({ field }) => field === change.field.replace(/[^/]+$/, typed))
    if (twin !== undefined) twins.set(change, twin)
  }
  const dropped = new Set([...twins].map(([kept, typed]) => (typed.before === null ? typed : kept)))
  return changes.filter((change) => !dropped.has(change))
}

/** A change as people say it; undefined for fields that the reader does not know. */
export function describeChange(
  fields: readonly FieldDefinition[],
  change: { readonly field: string; readonly before: unknown; readonly after: unknown },
): ChangeInWords | undefined {
  const found = fieldAt(fields, change.field)
  if (found === undefined || found.field.type === 'lines' || found.field.hidden === true) return undefined
  const { field, outer } = found
  const shown = entryOf(field, outer.fields ?? fields)
  const own = labelText(shown.label, shown.name)
  const label = field === outer ? own : `${labelText(outer.label, outer.name)} · ${own}`
  const isRecord = entityOf(field) !== undefined
  const say = (value: unknown): string | undefined => (isRecord && value !== null ? undefined : formatJson(value, field))
  return { label, before: say(change.before), after: say(change.after) }
}
