/** A cell as a workbook holds it: what it shows, what it is, and the formula that made it. */
export interface SheetCell {
  readonly text: string
  readonly kind: 'text' | 'number' | 'date' | 'boolean'
  /** Without the leading `=`. */
  readonly formula?: string
}

export interface Sheet {
  readonly name: string
  /** From the first row of the sheet; empty cells are undefined. */
  readonly rows: readonly (readonly (SheetCell | undefined)[])[]
}

/** Rows that are looked at: types and groups show in the first hundreds. */
const MOST_ROWS = 500
const MOST_COLUMNS = 60
/** Bytes of a workbook; people send what they work with, not archives. */
const LARGEST_WORKBOOK = 8_000_000

/** The sheets of a workbook. Throws what the reader throws for a file that is none, `too-large` for one that is too large. */
export async function readSheets(file: File): Promise<Sheet[]> {
  if (file.size > LARGEST_WORKBOOK) throw new Error('too-large')
  const { read, utils } = await import('@e965/xlsx')
  const book = read(await file.arrayBuffer(), { cellDates: true, cellFormula: true, sheetRows: MOST_ROWS, dense: false })
  return book.SheetNames.map((name): Sheet => {
    const sheet = book.Sheets[name]!
    const range = utils.decode_range(sheet['!ref'] ?? 'A1')
    const rows: (SheetCell | undefined)[][] = []
    for (let row = 0; row <= Math.min(range.e.r, MOST_ROWS - 1); row++) {
      const cells: (SheetCell | undefined)[] = []
      for (let column = 0; column <= Math.min(range.e.c, MOST_COLUMNS - 1); column++) {
        cells.push(cellOf(sheet[utils.encode_cell({ r: row, c: column })] as RawCell | undefined))
      }
      rows.push(cells)
    }
    return { name, rows }
  })
}

interface RawCell {
  t?: string
  v?: unknown
  w?: string
  f?: string
}

function cellOf(cell: RawCell | undefined): SheetCell | undefined {
  if (cell === undefined || cell.v === undefined || cell.v === null || cell.v === '') return undefined
  const formula = cell.f === undefined ? {} : { formula: cell.f }
  if (cell.v instanceof Date) return { text: cell.v.toISOString().slice(0, 10), kind: 'date', ...formula }
  if (cell.t === 'b') return { text: String(cell.v), kind: 'boolean', ...formula }
  if (cell.t === 'n') return { text: String(cell.v), kind: 'number', ...formula }
  const text = (typeof cell.v === 'string' ? cell.v : (cell.w ?? '')).trim()
  return text === '' ? undefined : { text, kind: /^\d{4}-\d{2}-\d{2}$/.test(text) ? 'date' : 'text', ...formula }
}
