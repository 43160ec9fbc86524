import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, textOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { checkTextFormat, checkTextLine } from '../check-text.ts'

/** Code 128 carries ASCII; longer codes cannot be read from a label. */
const LINEAR = /^[\x20-\x7e]{1,48}$/
const LONGEST = 500

/** The text of a code on a label: scanned or typed, shown as bars (`code128`, `ean13`) or as a square (`qr`). */
export const barcode = defineFieldType({
  name: 'barcode',
  label: { zh: '条码/二维码', en: 'Barcode' },
  options: { symbology: { enum: ['code128', 'ean13', 'qr'] } },
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: checkCode,
  toJson: (value) => value,
  format: String,
  operators: textOperators,
})

function checkCode(value: unknown, field: FieldDefinition): CheckedValue {
  if (field.symbology === 'qr') return checkTextLine(value, field, LONGEST)
  const code = checkTextFormat(value, field, LINEAR, { zh: '条码（英文、数字）', en: 'barcode (ASCII)' })
  if (code.problem !== undefined || field.symbology !== 'ean13' || isEan13(code.value as string)) return code
  return {
    problem: { code: 'bad-format', parameters: { value: code.value as string, expected: { zh: '13 位 EAN-13 条码', en: 'EAN-13 code' } } },
  }
}

/** ISO/IEC 15420: the digits weighted 1 and 3 in turn, with the check digit, are a multiple of ten. */
function isEan13(code: string): boolean {
  return /^\d{13}$/.test(code) && [...code].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0
}
