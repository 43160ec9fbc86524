import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType } from '@formwork/platform/plugin/index.ts'
import { decimalToJson, formatDecimal, formatShort, scaleOption } from '../check-decimal.ts'
import { wrongType } from '../wrong-type.ts'

/** Amounts keep their two digits; what is counted finer (a quantity) shows the digits that it has. */
const MONEY_SCALE = 2
const scaleOf = (field: FieldDefinition): number => field.scale ?? 2

/** A figure of a ledger at the coordinates in `where`, read live. Absent coordinates are summed over. */
export const balance = defineFieldType({
  name: 'balance',
  label: { zh: '台账余额', en: 'Balance' },
  options: {
    ledger: { $ref: 'vocabulary.schema.json#/$defs/ledgerName' },
    measure: { $ref: 'vocabulary.schema.json#/$defs/fieldName' },
    where: { $ref: 'vocabulary.schema.json#/$defs/coordinates' },
    ...scaleOption,
  },
  requiredOptions: ['ledger', 'measure', 'where'],
  feelType: 'number',
  column: () => ({ kind: 'none' }),
  check: (value) => wrongType('nothing', value),
  toJson: (value, field) => decimalToJson(value, scaleOf(field)),
  format: (value, field) => (scaleOf(field) > MONEY_SCALE ? formatShort(value) : formatDecimal(value, scaleOf(field))),
  operators: [],
  live: true,
})
