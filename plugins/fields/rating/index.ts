import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, orderOperators } from '@formwork/platform/plugin/index.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'
import { checkDecimal, decimalToJson } from '../check-decimal.ts'

const USUAL_STARS = 5

export const starsOf = (field: FieldDefinition): number => field.stars ?? USUAL_STARS

/** A judgement of one to so many stars; nothing is no judgement. */
export const rating = defineFieldType({
  name: 'rating',
  label: { zh: '评分', en: 'Rating' },
  options: { stars: { type: 'integer', minimum: 3, maximum: 10 } },
  feelType: 'number',
  column: () => ({ kind: 'decimal', scale: 0 }),
  check: (value, field) => checkDecimal(value, { ...field, minimum: '1', maximum: String(starsOf(field)) }, 0),
  toJson: (value) => decimalToJson(value, 0),
  readText: (text) => (/^★+☆*$/.test(text) ? String(text.lastIndexOf('★') + 1) : text),
  format: (value, field) => {
    const given = Number((value as Decimal).toString())
    return '★'.repeat(given) + '☆'.repeat(Math.max(0, starsOf(field) - given))
  },
  operators: orderOperators,
})
