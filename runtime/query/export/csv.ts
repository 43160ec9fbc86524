import type { ExportedColumn } from './exported-table.ts'
import { toGbk } from './gbk.ts'

export type Encoding = 'utf-8' | 'gbk'

/** Spreadsheets read UTF-8 as such only with this mark. */
const MARK = '\uFEFF'

/** Lines of a CSV file (RFC 4180), encoded. */
export function csvLines(rows: readonly (readonly (string | null)[])[], columns: readonly ExportedColumn[], encoding: Encoding): Buffer {
  const text = rows.map((row) => `${row.map((cell, index) => quote(cell, columns[index]?.kind)).join(',')}\r\n`).join('')
  return encode(text, encoding)
}

export function csvHead(columns: readonly ExportedColumn[], encoding: Encoding): Buffer {
  const text = `${columns.map(({ label }) => quote(label, 'text')).join(',')}\r\n`
  return encode(encoding === 'utf-8' ? MARK + text : text, encoding)
}

const encode = (text: string, encoding: Encoding): Buffer => (encoding === 'gbk' ? toGbk(text) : Buffer.from(text))

/** What spreadsheets begin a formula with; full-width forms are signs too where people write Chinese or Japanese. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/

/** Text that begins like a formula is kept from being run as one. */
function quote(cell: string | null, kind: ExportedColumn['kind'] = 'text'): string {
  if (cell === null) return ''
  const isFigure = kind !== 'text' && /^-?\d+(\.\d+)?$/.test(cell)
  const safe = !isFigure && FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
