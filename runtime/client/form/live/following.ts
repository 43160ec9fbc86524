import { Decimal, tryParseId } from '@formwork/platform/value/index.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { FeelValue } from '@formwork/platform/expression/index.ts'
import { fieldType } from '../../fields/faces.ts'
import type { RecordDraft } from '../draft/record-draft.ts'
import { evaluate } from './evaluate.ts'
import { holdsRecord, type FieldStep } from './field-steps.ts'
import { LiveScope, type PlainScope } from './live-scope.ts'

/**
 * Places (`lines/price/17`, `/rate/`) whose default goes on following: the stored draft holds there what the default gives of
 * everything as it is stored, so nobody wrote another value.
 */
export function followingDefaults(draft: RecordDraft, steps: readonly FieldStep[], user: PlainScope): ReadonlySet<string> {
  const following = new Set<string>()
  const followers = steps.filter(({ kind, field, formula }) => kind === 'default' && field.defaultFollows === true && formula !== undefined)
  if (draft.base?.status !== 'draft' || followers.length === 0) return following
  const stored = draft.asStored()
  const scope = new LiveScope(stored, user)
  scope.refresh()
  for (const { lines, field, formula, key } of followers) {
    for (const row of lines === undefined ? [stored.header] : stored.tables.get(lines)!.rows) {
      const seen = lines === undefined ? scope.header : scope.row(lines, row)
      if (isEqual(row.values[field.name] ?? null, computed(evaluate(formula!, seen), field))) following.add(`${key}/${row.id ?? ''}`)
    }
  }
  return following
}

/** As a draft keeps it: records by their id (`user.id` is one as text, a reference one with fields), figures rounded. */
export function computed(value: FeelValue, field: FieldDefinition): unknown {
  if (!holdsRecord(field) || field.multiple === true) return rounded(value, field)
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value
  return tryParseId(id) ?? null
}

/** Stored figures are rounded HALF_UP to the field's scale. */
function rounded(value: FeelValue, field: FieldDefinition): unknown {
  return value instanceof Decimal ? value.round(fieldType(field.type).column(field).scale ?? 0, 'half-up') : value
}

export function isEqual(left: unknown, right: unknown): boolean {
  if (left instanceof Decimal && right instanceof Decimal) return left.equals(right) && left.scale === right.scale
  return left === right || (left !== null && right !== null && String(left) === String(right) && typeof left === typeof right)
}
