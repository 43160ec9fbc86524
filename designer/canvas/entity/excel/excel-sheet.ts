import { decodeText } from './decode-text.ts'

/** A cell as a workbook holds it: what it says, what it is, and the formula that made it. */
export interface SheetCell {
  readonly text: string
  readonly kind: 'text' | 'number' | 'date' | 'date-time' | 'boolean' | 'error'
  /** Without the leading `=`. */
  readonly formula?: string
  /** What a number is shown as. */
  readonly shown?: 'percent' | 'money'
}

/** Cells that are one, rows and columns counted from 0, both ends included. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface Sheet {
  readonly name: string
  /** From the first row of the sheet; empty cells are undefined. */
  readonly rows: readonly (readonly (SheetCell | undefined)[])[]
  readonly merges?: readonly Merge[]
  /** Rows of the file, where it has more than were read. */
  readonly total?: number
}

/** Rows that are looked at: what a sheet holds shows in the first thousands. */
const MOST_ROWS = 10_000
const MOST_COLUMNS = 100
/** Bytes of a workbook; people send what they work with, not archives. */
const LARGEST_WORKBOOK = 8_000_000

/**
 * The sheets of a workbook, or the one of a text file (commas, tabs or semicolons; UTF-8, UTF-16 or GBK). Throws what the
 * reader throws for a file that is none, `too-large` for one that is too large.
 */
export async function readSheets(file: File): Promise<Sheet[]> {
  if (file.size > LARGEST_WORKBOOK) throw new Error('too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { read, utils, SSF } = await import('@e965/xlsx')
  const isWorkbook = WORKBOOK_MARKS.some((mark) => mark.every((byte, index) => bytes[index] === byte))
  const options = { cellFormula: true, cellNF: true, sheetRows: MOST_ROWS + 1 } as const
  const book = isWorkbook ? read(bytes, options) : read(decodeText(bytes), { ...options, type: 'string', raw: true })
  const since1904 = book.Workbook?.WBProps?.date1904 === true
  const toCell = (cell: RawCell | undefined): SheetCell | undefined =>
    cellOf(cell, (value, format) => dateOf(value, format, SSF, since1904))
  return book.SheetNames.map((name): Sheet => {
    const sheet = book.Sheets[name]!
    const range = utils.decode_range(sheet['!ref'] ?? 'A1')
    const whole = utils.decode_range((sheet['!fullref'] as string | undefined) ?? sheet['!ref'] ?? 'A1')
    const rows: (SheetCell | undefined)[][] = []
    for (let row = 0; row <= Math.min(range.e.r, MOST_ROWS - 1); row++) {
      const cells: (SheetCell | undefined)[] = []
      for (let column = 0; column <= Math.min(range.e.c, MOST_COLUMNS - 1); column++) {
        cells.push(toCell(sheet[utils.encode_cell({ r: row, c: column })] as RawCell | undefined))
      }
      rows.push(cells)
    }
    const merges = (sheet['!merges'] ?? []).map(({ s, e }): Merge => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }))
    return {
      name: isWorkbook ? name : file.name.replace(/\.[^.]*$/, ''),
      rows,
      merges,
      ...(whole.e.r + 1 > rows.length ? { total: whole.e.r + 1 } : {}),
    }
  })
}

/** Beginnings of the kinds of workbooks: zip (xlsx), compound file (xls). */
const WORKBOOK_MARKS: readonly (readonly number[])[] = [
  [0x50, 0x4b],
  [0xd0, 0xcf, 0x11, 0xe0],
]

interface RawCell {
  t?: string
  v?: unknown
  w?: string
  f?: string
  z?: string | number
}

type DateReader = (value: number, format: string | undefined) => { text: string; kind: 'date' | 'date-time' } | undefined

function cellOf(cell: RawCell | undefined, readDate: DateReader): SheetCell | undefined {
  if (cell === undefined) return undefined
  const formula = cell.f === undefined ? {} : { formula: cell.f }
  if (cell.t === 'e') return { text: cell.w ?? '#', kind: 'error', ...formula }
  if (cell.v === undefined || cell.v === null || cell.v === '') return undefined
  if (cell.t === 'b') return { text: String(cell.v), kind: 'boolean', ...formula }
  if (typeof cell.v === 'number') {
    const format = cell.z === undefined ? undefined : String(cell.z)
    const date = readDate(cell.v, format)
    // Fifteen digits are all that a workbook keeps; what is behind them comes from adding in binary.
    return date === undefined
      ? { text: String(Number(cell.v.toPrecision(15))), kind: 'number', ...formula, ...shownAs(format) }
      : { ...date, ...formula }
  }
  const text = String(cell.v).trim()
  return text === '' ? undefined : { text, kind: 'text', ...formula }
}

function shownAs(format: string | undefined): { shown?: 'percent' | 'money' } {
  if (format === undefined) return {}
  if (format.includes('%')) return { shown: 'percent' }
  return /[¥￥$€£]/.test(format.replaceAll(/\[\$-[^\]]*\]/g, '')) ? { shown: 'money' } : {}
}

interface DateFormats {
  is_date(format: string): boolean
  parse_date_code(value: number, options?: { date1904?: boolean }): { y: number; m: number; d: number; H: number; M: number } | null
}

/** A day is a number with the format of a date; read without any time zone. */
function dateOf(value: number, format: string | undefined, formats: DateFormats, date1904: boolean): ReturnType<DateReader> {
  if (format === undefined || !formats.is_date(format)) return undefined
  const parts = formats.parse_date_code(value, { date1904 })
  if (parts === null || parts.y < 1901) return undefined
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${parts.y}-${two(parts.m)}-${two(parts.d)}`
  return Number.isInteger(value) ? { text: day, kind: 'date' } : { text: `${day} ${two(parts.H)}:${two(parts.M)}`, kind: 'date-time' }
}
