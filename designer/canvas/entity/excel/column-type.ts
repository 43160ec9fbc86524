import { readWrittenDate, readWrittenNumber, saysNothing, type WrittenNumber } from './written-value.ts'
import type { SheetCell } from './excel-sheet.ts'

/** Types that are proposed, in the order of the choice. */
export const proposedTypes = ['text', 'long-text', 'number', 'money', 'percent', 'date', 'date-time', 'switch', 'select'] as const
export type ProposedType = (typeof proposedTypes)[number]

/** What is odd about a column, to be said in words. */
export type ColumnNote =
  | { readonly kind: 'unnamed' | 'duplicate' | 'empty' | 'counter' | 'serialDates' }
  | { readonly kind: 'asText'; readonly count: number }
  | { readonly kind: 'others'; readonly count: number; readonly samples: readonly string[] }
  | { readonly kind: 'units'; readonly samples: readonly string[] }
  | { readonly kind: 'formula'; readonly samples: readonly string[] }

export interface ColumnType {
  readonly type: ProposedType
  /** Digits after the point. */
  readonly scale?: number
  readonly unit?: string
  readonly options?: readonly string[]
  readonly notes: readonly ColumnNote[]
}

const MOST_OPTIONS = 12
/** A value has to come back so often before it is a choice and not a text. */
const ROWS_AN_OPTION = 3
const LONGEST_OPTION = 20
const LONGEST_TEXT = 100
const MOST_SCALE = 6
/** Of the filled cells, how many must be of a type for the column to be. */
const LEAST_OF_TYPE = 0.9
const MONEY = /金额|合计|总额|费用|税额|单价|价格|价税|[(（]元[)）]|amount|total|sum|fee|price/i
const CODE = /编号|编码|代码|单号|号码|货号|电话|手机|条码|邮编|身份证|税号|账号|code|phone|barcode|\bno\.?$|\bid$/i
const DATE = /日期|时间|日$|年月日|date|time|day/i
const YES_NO = /^(是|否|√|✓|×|✗|y|n|yes|no|true|false)$/i
/** Days of the years 1954 to 2119, as workbooks count them. */
const FIRST_SERIAL = 20_000
const LAST_SERIAL = 80_000

/** What a column holds, by its cells first and its heading second. */
export function columnType(label: string, cells: readonly SheetCell[]): ColumnType {
  const filled = cells.filter(({ kind, text }) => kind !== 'error' && !(kind === 'text' && saysNothing(text)))
  if (filled.length === 0) return { type: 'text', notes: cells.length === 0 ? [{ kind: 'empty' }] : [] }
  return dateType(label, filled) ?? numberType(label, filled) ?? wordType(filled, cells)
}

function dateType(label: string, filled: readonly SheetCell[]): ColumnType | undefined {
  const isExpected = DATE.test(label)
  const kinds = filled.map((cell) => dateKind(cell, isExpected))
  if (!isMost(kinds)) return undefined
  const isSerial = filled.some(({ kind }) => kind === 'number')
  const asText = filled.filter(({ kind }, index) => kind === 'text' && kinds[index] !== undefined).length
  return {
    type: kinds.includes('date-time') ? 'date-time' : 'date',
    notes: [...(isSerial ? [{ kind: 'serialDates' } as const] : []), ...written(asText), ...others(filled, kinds)],
  }
}

function dateKind({ kind, text }: SheetCell, isExpected: boolean): 'date' | 'date-time' | undefined {
  if (kind === 'date' || kind === 'date-time') return kind
  if (kind === 'text') return readWrittenDate(text, isExpected)
  if (kind !== 'number' || !isExpected) return undefined
  const value = Number(text)
  if (value >= FIRST_SERIAL && value <= LAST_SERIAL) return Number.isInteger(value) ? 'date' : 'date-time'
  return readWrittenDate(text, true)
}

function numberType(label: string, filled: readonly SheetCell[]): ColumnType | undefined {
  const numbers = filled.map(numberOf)
  if (!isMost(numbers)) return undefined
  const known = numbers.filter((number) => number !== undefined)
  const scale = known.reduce((most, { digits }) => Math.max(most, /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0), 0)
  if (scale === 0 && CODE.test(label)) return undefined
  const units = [...new Set(known.flatMap(({ unit }) => (unit === undefined ? [] : [unit])))]
  if (units.length > 1) return { type: 'text', notes: [{ kind: 'units', samples: units.slice(0, 3) }] }
  const asText = filled.filter(({ kind }, index) => kind === 'text' && numbers[index] !== undefined).length
  const notes = [...written(asText), ...others(filled, numbers)]
  if (known.every(({ sign }) => sign === 'percent')) {
    return { type: 'percent', scale: Math.min(MOST_SCALE, shareScale(filled, known, scale)), notes }
  }
  const isMoney = units.length === 0 && (known.some(({ sign }) => sign === 'money') || MONEY.test(label))
  if (isMoney) return { type: 'money', scale: Math.min(MOST_SCALE, Math.max(2, scale)), notes }
  return { type: 'number', scale: Math.min(MOST_SCALE, scale), ...(units.length === 1 ? { unit: units[0]! } : {}), notes }
}

function numberOf({ kind, text, shown }: SheetCell): WrittenNumber | undefined {
  if (kind === 'text') return readWrittenNumber(text)
  if (kind !== 'number' || /^\d{12,}$/.test(text)) return undefined
  return { digits: text, ...(shown === undefined ? {} : { sign: shown }) }
}

/** A percentage is stored as a share of one: `15%` written is 0.15, a cell shown so holds it already. */
function shareScale(filled: readonly SheetCell[], known: readonly WrittenNumber[], scale: number): number {
  return Math.max(2, filled.some(({ kind }) => kind === 'text') && known.length > 0 ? scale + 2 : scale)
}

function wordType(filled: readonly SheetCell[], cells: readonly SheetCell[]): ColumnType {
  if (filled.every(({ kind }) => kind === 'boolean')) return { type: 'switch', notes: [] }
  if (filled.every(({ kind, text }) => kind === 'boolean' || YES_NO.test(text))) return { type: 'switch', notes: [] }
  const words = cells.filter(({ kind }) => kind !== 'error')
  const distinct = [...new Set(words.map(({ text }) => text))]
  const isShort = words.every(({ kind, text }) => kind === 'text' && text.length <= LONGEST_OPTION)
  if (isShort && distinct.length >= 2 && distinct.length <= MOST_OPTIONS && words.length >= distinct.length * ROWS_AN_OPTION) {
    return { type: 'select', options: distinct, notes: [] }
  }
  return { type: words.some(({ text }) => text.length > LONGEST_TEXT || text.includes('\n')) ? 'long-text' : 'text', notes: [] }
}

const isMost = (read: readonly unknown[]): boolean => read.filter((each) => each !== undefined).length >= read.length * LEAST_OF_TYPE

const written = (count: number): ColumnNote[] => (count === 0 ? [] : [{ kind: 'asText', count }])

function others(filled: readonly SheetCell[], read: readonly unknown[]): ColumnNote[] {
  const odd = filled.filter((_, index) => read[index] === undefined)
  return odd.length === 0 ? [] : [{ kind: 'others', count: odd.length, samples: [...new Set(odd.map(({ text }) => text))].slice(0, 3) }]
}
