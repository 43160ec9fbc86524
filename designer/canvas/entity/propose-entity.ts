import { nameFor } from '../../workspace/label.ts'
import { translateCellFormula } from './excel-formula.ts'
import type { Sheet, SheetCell } from './excel-sheet.ts'

export interface ProposedField {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'number' | 'money' | 'date' | 'switch' | 'select'
  readonly scale?: number
  readonly options?: readonly string[]
  /** `=quantity * price` */
  readonly formula?: string
  /** The first values, to recognise the column by. */
  readonly samples: readonly string[]
  /** One value for a whole document, or one in each line. */
  readonly place: 'header' | 'lines'
  readonly isRequired: boolean
}

export interface Proposal {
  readonly label: string
  readonly fields: readonly ProposedField[]
  /** Rows that were looked at, and documents that they make. */
  readonly rows: number
  readonly documents: number
}

const MOST_OPTIONS = 12
/** A value has to come back so often before it is a choice and not a text. */
const ROWS_AN_OPTION = 3
const LONGEST_OPTION = 20
const TOTAL_ROW = /^(合计|总计|小计|total|sum)/i
const MONEY = /金额|合计|总额|费用|税额|amount|total|sum|fee/i

interface Column {
  readonly index: number
  readonly label: string
  readonly cells: readonly (SheetCell | undefined)[]
}

/** What a sheet would be as an object: fields with types, choices and formulas; lines where values of a head repeat. Undefined for an empty sheet. */
export function proposeEntity(sheet: Sheet): Proposal | undefined {
  const head = sheet.rows.findIndex((row, index) => isHead(row) && (sheet.rows[index + 1]?.some((cell) => cell !== undefined) ?? false))
  if (head < 0) return undefined
  const body = sheet.rows
    .map((cells, index) => ({ cells, number: index + 1 }))
    .slice(head + 1)
    .filter(
      ({ cells }) => cells.some((cell) => cell !== undefined) && !TOTAL_ROW.test(cells.find((cell) => cell !== undefined)?.text ?? ''),
    )
  const columns = sheet.rows[head]!.flatMap((cell, index): Column[] =>
    cell === undefined ? [] : [{ index, label: cell.text.slice(0, 60), cells: body.map(({ cells }) => cells[index]) }],
  )
  const groups = groupsOf(columns, body.length)
  const names = new Map<number, string>()
  for (const column of columns) names.set(column.index, nameFor(column.label, [...names.values()], `field${column.index + 1}`))
  const numbers = body.map(({ number }) => number)
  const fields = columns.map((column) => fieldOf(column, names, numbers, groups?.header.has(column.index) === true || groups === undefined))
  return { label: sheet.name, fields, rows: body.length, documents: groups?.count ?? body.length }
}

function isHead(row: readonly (SheetCell | undefined)[]): boolean {
  const filled = row.filter((cell) => cell !== undefined)
  return filled.length >= 2 && filled.every((cell) => cell.kind === 'text' && cell.formula === undefined)
}

/** Columns that say the same in every row of a document; undefined where each row stands for itself. */
function groupsOf(columns: readonly Column[], rows: number): { header: ReadonlySet<number>; count: number } | undefined {
  for (const key of columns.slice(0, 3)) {
    const starts = startsOf(key, rows)
    if (starts.length === rows || starts.length < 1 || key.cells[0] === undefined || rows < 3) continue
    if (new Set(starts.map((row) => key.cells[row]?.text)).size < starts.length) continue
    const header = columns
      .filter((column) => column === key || (!isComputed(column) && isConstant(column, starts, rows)))
      .map(({ index }) => index)
    if (header.length >= 2 && header.length < columns.length) return { header: new Set(header), count: starts.length }
  }
  return undefined
}

/** What is worked out in each row belongs to the row. */
function isComputed({ cells }: Column): boolean {
  return cells.some((cell) => cell?.formula !== undefined)
}

/** Rows where a document begins: another value of its key; an empty cell goes on with the one above. */
function startsOf({ cells }: Column, rows: number): number[] {
  const starts: number[] = []
  let current: string | undefined
  for (let row = 0; row < rows; row++) {
    const text = cells[row]?.text
    if (text === undefined || text === current) continue
    current = text
    starts.push(row)
  }
  return starts
}

function isConstant({ cells }: Column, starts: readonly number[], rows: number): boolean {
  return starts.every((start, index) => {
    const end = starts[index + 1] ?? rows
    return cells.slice(start + 1, end).every((cell) => cell === undefined || cell.text === cells[start]?.text)
  })
}

function fieldOf(column: Column, names: ReadonlyMap<number, string>, numbers: readonly number[], isHeader: boolean): ProposedField {
  const filled = column.cells.filter((cell) => cell !== undefined)
  const texts = filled.map((cell) => cell.text)
  const formula = formulaOf(column, names, numbers)
  const options = formula === undefined ? optionsOf(filled) : undefined
  const type = options === undefined ? typeOf(column.label, filled) : 'select'
  const scale =
    type === 'number' || type === 'money' ? { scale: type === 'money' ? 2 : Math.min(6, Math.max(0, ...texts.map(decimalsOf))) } : {}
  return {
    name: names.get(column.index)!,
    label: column.label,
    type,
    ...scale,
    ...(options === undefined ? {} : { options }),
    ...(formula === undefined ? {} : { formula }),
    samples: [...new Set(texts)].slice(0, 3),
    place: isHeader ? 'header' : 'lines',
    isRequired: formula === undefined && filled.length === column.cells.length && type !== 'switch',
  }
}

/** The formula that every computed row of the column has, in names of fields. */
function formulaOf({ cells }: Column, names: ReadonlyMap<number, string>, numbers: readonly number[]): string | undefined {
  const found = cells.flatMap((cell, index) => {
    const formula = cell?.formula
    return formula === undefined ? [] : [translateCellFormula(formula, numbers[index]!, (at) => names.get(at))]
  })
  const [first] = found
  return first !== undefined && found.every((each) => each === first) && found.length * 2 > cells.length ? `=${first}` : undefined
}

function optionsOf(filled: readonly SheetCell[]): string[] | undefined {
  if (!filled.every((cell) => cell.kind === 'text' && cell.text.length <= LONGEST_OPTION)) return undefined
  const distinct = [...new Set(filled.map((cell) => cell.text))]
  const isChoice = distinct.length >= 2 && distinct.length <= MOST_OPTIONS && filled.length >= distinct.length * ROWS_AN_OPTION
  return isChoice ? distinct : undefined
}

function typeOf(label: string, filled: readonly SheetCell[]): ProposedField['type'] {
  const is = (kind: SheetCell['kind']): boolean => filled.length > 0 && filled.every((cell) => cell.kind === kind)
  if (is('date')) return 'date'
  if (is('boolean')) return 'switch'
  // Numbers that begin with 0 or are very long are codes.
  if (is('number') && filled.every((cell) => !/^\d{12,}$/.test(cell.text))) return MONEY.test(label) ? 'money' : 'number'
  return 'text'
}

function decimalsOf(text: string): number {
  return /\.(\d+)$/.exec(text)?.[1]?.length ?? 0
}
