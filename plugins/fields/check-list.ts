import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { CheckedValue } from '@formwork/platform/plugin/index.ts'
import { labelOf } from './label-of.ts'
import { wrongType } from './wrong-type.ts'

/** Most items of a field that takes several values; longer lists are lines. */
const MOST_ITEMS = 200

/** Checks each item, drops repetitions. Errors: those of the items, `wrong-type`, `too-many-items`. */
export function checkList(
  value: unknown,
  field: FieldDefinition,
  checkItem: (item: unknown, field: FieldDefinition) => CheckedValue,
): CheckedValue {
  if (!Array.isArray(value)) return wrongType('list', value)
  if (value.length > MOST_ITEMS) return { problem: { code: 'too-many-items', parameters: { label: labelOf(field), limit: MOST_ITEMS } } }
  const items = new Set<unknown>()
  for (const item of value) {
    const checked = checkItem(item, field)
    if (checked.problem) return checked
    items.add(checked.value)
  }
  return { value: [...items] }
}
