import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { CheckedValue, FieldType } from '@formwork/platform/plugin/index.ts'
import { equalityOperators } from '@formwork/platform/plugin/index.ts'
import { formatId, tryParseId } from '@formwork/platform/value/index.ts'
import { checkList } from './check-list.ts'
import { wrongType } from './wrong-type.ts'

/** An id as text. That the record exists and may be seen is the server's business. Errors: `wrong-type`, `bad-id`. */
function checkId(value: unknown): CheckedValue {
  if (typeof value !== 'string') return wrongType('id', value)
  const id = tryParseId(value)
  return id === undefined ? { problem: { code: 'bad-id', parameters: { text: value } } } : { value: id }
}

/** What every field that points to records has in common; lists of ids are kept as JSON. */
export function referenceBehaviour(
  entityOf: (field: FieldDefinition) => string | undefined,
): Pick<FieldType, 'feelType' | 'column' | 'check' | 'toJson' | 'format' | 'operators'> {
  return {
    feelType: 'context',
    column: (field) => (field.multiple ? { kind: 'json' } : { kind: 'integer', reference: entityOf(field) }),
    check: (value, field) => (field.multiple ? checkList(value, field, checkId) : checkId(value)),
    toJson: (value) => (Array.isArray(value) ? value.map((id: number) => formatId(id)) : formatId(value as number)),
    format: (value) => [value].flat().map(String).join(', '),
    operators: [...equalityOperators, 'contains'],
  }
}
