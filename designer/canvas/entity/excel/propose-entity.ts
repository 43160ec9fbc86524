import { nameFor } from '../../../workspace/label.ts'
import { columnType, type ColumnNote, type ProposedType } from './column-type.ts'
import { translateCellFormula } from './excel-formula.ts'
import type { Cell, SheetTable, TableColumn, TableNotes } from './sheet-table.ts'
import { saysNothing } from './written-value.ts'

export interface ProposedField {
  readonly name: string
  readonly label: string
  readonly type: ProposedType
  readonly scale?: number
  readonly unit?: string
  readonly options?: readonly string[]
  /** `=quantity * price` */
  readonly formula?: string
  /** The first values, to recognise the column by. */
  readonly samples: readonly string[]
  /** One value for a whole document, or one in each line. */
  readonly place: 'header' | 'lines'
  readonly isRequired: boolean
  readonly notes: readonly ColumnNote[]
  /** Proposed to be left out: nothing is in it, or it only counts the rows. */
  readonly isLeft: boolean
}

export interface Proposal {
  readonly label: string
  readonly fields: readonly ProposedField[]
  /** Rows that were looked at, and documents that they make. */
  readonly rows: number
  readonly documents: number
  readonly notes: TableNotes
}

/** A key that others repeat says so in its name; else more than one column has to change with it. */
const DOCUMENT_KEY = /单号|编号|号码|单据|no\.?$|number|code/i
const COUNTER = /^(序号?|行号|no\.?|#|项次?)$/i

interface Column extends TableColumn {
  readonly cells: readonly Cell[]
}

/** What a table would be as an object: fields with types, choices and formulas; lines where values of a head repeat. */
export function proposeEntity(table: SheetTable): Proposal {
  const { rows, notes, label } = table
  const columns = table.columns.map((column): Column => ({ ...column, cells: rows.map(({ cells }) => cells[column.index]) }))
  const groups = groupsOf(columns, rows.length)
  const names = new Map<number, string>()
  for (const column of columns) names.set(column.index, nameFor(column.label, [...names.values()], `field${column.index + 1}`))
  const numbers = rows.map(({ number }) => number)
  const fields = columns.map((column) => fieldOf(column, names, numbers, groups?.header.has(column.index) === true || groups === undefined))
  return { label, fields, rows: rows.length, documents: groups?.count ?? rows.length, notes }
}

/** Columns that say the same in every row of a document; undefined where each row stands for itself. */
function groupsOf(columns: readonly Column[], rows: number): { header: ReadonlySet<number>; count: number } | undefined {
  for (const key of columns.filter((column) => !isCounter(column)).slice(0, 3)) {
    const starts = startsOf(key, rows)
    if (starts.length === rows || starts.length < 1 || key.cells[0] === undefined || rows < 3) continue
    if (new Set(starts.map((row) => key.cells[row]?.text)).size < starts.length) continue
    const header = columns
      .filter((column) => column === key || (!isComputed(column) && isConstant(column, starts, rows)))
      .map(({ index }) => index)
    const isKey =
      DOCUMENT_KEY.test(key.label) || columns.some((column) => column !== key && header.includes(column.index) && !saysOneThing(column))
    if (isKey && header.length >= 2 && header.length < columns.length) return { header: new Set(header), count: starts.length }
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

const saysOneThing = ({ cells }: Column): boolean => new Set(cells.flatMap((cell) => (cell === undefined ? [] : [cell.text]))).size <= 1

/** A column that counts the rows, from 1. */
function isCounter({ label, cells }: Column): boolean {
  return COUNTER.test(label.trim()) && cells.every((cell) => cell === undefined || /^\d+$/.test(cell.text))
}

function fieldOf(column: Column, names: ReadonlyMap<number, string>, numbers: readonly number[], isHeader: boolean): ProposedField {
  const filled = column.cells.filter((cell) => cell !== undefined)
  const formula = formulaOf(column, names, numbers)
  const { notes: typeNotes, ...type } = columnType(column.label, filled)
  const counts = isCounter(column)
  const notes: ColumnNote[] = [
    ...(column.isUnnamed === true ? [{ kind: 'unnamed' } as const] : []),
    ...(column.isDuplicate === true ? [{ kind: 'duplicate' } as const] : []),
    ...(counts ? [{ kind: 'counter' } as const] : []),
    ...(formula === undefined ? lostFormula(filled) : []),
    ...typeNotes,
  ]
  return {
    name: names.get(column.index)!,
    label: column.label,
    ...type,
    ...(formula === undefined ? {} : { formula }),
    samples: [...new Set(filled.map(({ text }) => text))].slice(0, 3),
    place: isHeader ? 'header' : 'lines',
    isRequired: formula === undefined && isWhole(column.cells, notes) && type.type !== 'switch',
    notes,
    isLeft: filled.length === 0 || counts,
  }
}

/** Every row says something, and something that the type can hold. */
function isWhole(cells: readonly Cell[], notes: readonly ColumnNote[]): boolean {
  return (
    cells.length > 0 && cells.every((cell) => cell !== undefined && !saysNothing(cell.text)) && !notes.some(({ kind }) => kind === 'others')
  )
}

/** A formula that could not be kept is shown, so that somebody can write it. */
function lostFormula(filled: readonly NonNullable<Cell>[]): ColumnNote[] {
  const found = filled.flatMap(({ formula }) => (formula === undefined ? [] : [`=${formula}`]))
  return found.length === 0 ? [] : [{ kind: 'formula', samples: found.slice(0, 1) }]
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
