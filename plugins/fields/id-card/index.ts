import { defineFieldType, textOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { maskOption, maskText } from '../mask-text.ts'
import { wrongType } from '../wrong-type.ts'

/** GB 11643: weights of the first 17 digits, and the check characters by the remainder of their sum divided by 11. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
const EXPECTED = { zh: '身份证号', en: 'identity card number' }

/** A citizen identity number: 6 digits of a place, a day of birth, 3 digits, a check character. Shown in part unless the field says otherwise. */
export const idCard = defineFieldType({
  name: 'id-card',
  label: { zh: '身份证', en: 'Identity card' },
  options: { ...maskOption },
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: checkNumber,
  toJson: (value) => value,
  format: (value, field) => maskText(value as string, { ...field, mask: field.mask ?? 'middle' }),
  operators: textOperators,
})

function checkNumber(value: unknown): CheckedValue {
  if (typeof value !== 'string') return wrongType('text', value)
  const number = value.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  const match = /^[1-9]\d{5}(\d{4})(\d\d)(\d\d)\d{3}[\dX]$/.exec(number)
  const born = match === null ? undefined : CalendarDate.tryParse(`${match[1]}-${match[2]}-${match[3]}`)
  const isNumber = born !== undefined && born.year >= 1880 && checkCharacter(number) === number[17]
  return isNumber ? { value: number } : { problem: { code: 'bad-format', parameters: { value: value.slice(0, 30), expected: EXPECTED } } }
}

function checkCharacter(number: string): string | undefined {
  return CHECKS[WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(number[index]), 0) % 11]
}
