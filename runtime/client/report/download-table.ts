import type { ReportData } from '../api/index.ts'
import { labelText } from '../i18n/index.ts'
import { cellText, isFigure } from './report-cell.ts'

/** What is on the screen as a file that spreadsheets open: UTF-8 with a mark, so that Chinese text is read rightly. */
export function downloadTable(title: string, data: ReportData): void {
  const head = data.columns.map((column) => labelText(column.label, column.name))
  const rows = data.rows.map((row) =>
    data.columns.map((column) => (isFigure(column) ? String(row[column.name] ?? '') : cellText(data, column, row[column.name]))),
  )
  const text = [head, ...rows].map((cells) => cells.map(quote).join(',')).join('\r\n')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }))
  link.download = `${title}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

/** A leading `=`, `+`, `-` or `@` in text would be run as a formula by a spreadsheet. */
function quote(cell: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(cell)
  const safe = !isNumber && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
