import { localize, type FieldError } from '@formwork/platform/error/index.ts'
import type { FieldPlan } from '../../engine/record/field-plan.ts'
import { readDay, readMoment } from './read-day.ts'
import { readNumber, readShare } from './read-number.ts'

export type CellReading = { readonly value: unknown } | { readonly problem: FieldError }

/** Words for yes and no, as files have them. */
const YES = new Set(['是', '有', '对', '启用', '√', '✓', 'y', 'yes', 'true', '1', 'on'])
const NO = new Set(['否', '无', '错', '停用', '×', 'x', 'n', 'no', 'false', '0', 'off'])
/** Between several values of one cell. */
const BETWEEN = /\s*[、,，;；|\n]\s*/

/**
 * The text of a cell in the JSON form of the field that it goes to; empty is null. References are found by `resolve`.
 * Problems: `bad-number`, `bad-date`, `not-an-option`, `bad-format`, and what `resolve` says.
 */
export function readCell(text: string | null, field: FieldPlan, resolve: (text: string) => CellReading): CellReading {
  const plain = text?.trim() ?? ''
  if (plain === '') return { value: null }
  if (!field.multiple) return readOne(plain, field, resolve)
  const readings = plain
    .split(BETWEEN)
    .filter((each) => each !== '')
    .map((each) => readOne(each, field, resolve))
  const wrong = readings.find((each) => 'problem' in each)
  return wrong ?? { value: readings.map((each) => ('value' in each ? each.value : null)) }
}

function readOne(text: string, field: FieldPlan, resolve: (text: string) => CellReading): CellReading {
  if (field.target !== undefined) return resolve(text)
  if (field.type.readText !== undefined) return { value: field.type.readText(text, field.definition) }
  if (field.definition.options !== undefined) return readOption(text, field)
  switch (field.type.feelType) {
    case 'number':
      return valueOr(field.definition.type === 'percent' ? readShare(text) : readNumber(text), 'bad-number', { text })
    case 'date':
      return valueOr(readDay(text), 'bad-date', { text })
    case 'date and time':
      return valueOr(readMoment(text), 'bad-date', { text })
    case 'boolean':
      return readSwitch(text)
    default:
      return { value: text }
  }
}

function valueOr(value: string | undefined, code: 'bad-number' | 'bad-date', parameters: { text: string }): CellReading {
  return value === undefined ? { problem: { code, parameters: { text: parameters.text.slice(0, 100) } } } : { value }
}

function readSwitch(text: string): CellReading {
  const word = text.normalize('NFKC').toLowerCase()
  if (YES.has(word)) return { value: true }
  if (NO.has(word)) return { value: false }
  return { problem: { code: 'bad-format', parameters: { value: text.slice(0, 100), expected: { zh: '是/否', en: 'yes or no' } } } }
}

/** By its label in either language, by its name, or by what files of others call it. */
function readOption(text: string, field: FieldPlan): CellReading {
  const word = text.normalize('NFKC').toLowerCase()
  const option = field.definition.options?.find(({ name, label, words = [] }) =>
    [name, localize(label, 'zh'), localize(label, 'en'), ...words].some((each) => each.normalize('NFKC').toLowerCase() === word),
  )
  if (option !== undefined) return { value: option.name }
  return { problem: { code: 'not-an-option', parameters: { value: text.slice(0, 100), label: field.label } } }
}
