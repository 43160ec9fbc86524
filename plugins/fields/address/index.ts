import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, textOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { checkTextLine } from '../check-text.ts'

/** Between province, city, district and the rest. */
export const BETWEEN_LEVELS = '/'
const LEVELS = ['province', 'city', 'district', 'detail'] as const
const LONGEST = 200
const EXPECTED = { zh: '地址（省/市/区/详细地址）', en: 'address (province/city/district/details)' }

/** How many parts an address of the field may have. */
export const levelsOf = (field: FieldDefinition): number => LEVELS.indexOf(field.levels ?? 'detail') + 1

/**
 * 省市区: `浙江省/杭州市/西湖区/文三路 1 号`, by name, so that it stays what was meant when divisions are reorganised. What starts with
 * `浙江省` is in that province.
 */
export const address = defineFieldType({
  name: 'address',
  label: { zh: '地址', en: 'Address' },
  options: { levels: { description: 'What is asked for, from the province down.', enum: [...LEVELS] } },
  feelType: 'string',
  column: () => ({ kind: 'text' }),
  check: checkAddress,
  toJson: (value) => value,
  readText: (text, field) =>
    text.split(/\s*[/\s]\s*/, levelsOf(field) === 4 ? 3 : undefined).length > 1 ? readParts(text, levelsOf(field)) : text,
  format: (value, _field, language) => formatAddress(value as string, language),
  operators: textOperators,
})

function checkAddress(value: unknown, field: FieldDefinition): CheckedValue {
  const line = checkTextLine(value, field, LONGEST)
  if (line.problem !== undefined) return line
  const parts = (line.value as string).split(BETWEEN_LEVELS).map((part) => part.trim())
  const isAddress = parts.length <= levelsOf(field) && parts.every((part, index) => part !== '' || index === 3) && parts[0] !== ''
  if (isAddress) return { value: parts.join(BETWEEN_LEVELS).replace(/\/+$/, '') }
  return { problem: { code: 'bad-format', parameters: { value: (line.value as string).slice(0, 60), expected: EXPECTED } } }
}

/** Chinese addresses run on; a city that is a province of its own is said once. */
function formatAddress(value: string, language: 'zh' | 'en'): string {
  const parts = value.split(BETWEEN_LEVELS)
  const said = parts.filter((part, index) => index === 0 || part !== parts[index - 1])
  return language === 'zh' ? said.join('') : said.reverse().join(', ')
}

/** Written with spaces or strokes between the levels; what is behind the district keeps its spaces. */
function readParts(text: string, levels: number): string {
  const words = text.trim().split(/[/\s]+/)
  const head = words.slice(0, Math.min(3, levels))
  const rest = words.slice(head.length).join(' ')
  return [...head, ...(rest === '' ? [] : [rest])].join(BETWEEN_LEVELS)
}
