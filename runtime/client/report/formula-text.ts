import type { JsonValues, ReportData } from '../api/index.ts'
import { currentLanguage, labelText } from '../i18n/index.ts'
import { cellText } from './report-cell.ts'

/** Words of the expression language as people read them. */
const WORDS: Readonly<Record<string, string>> = {
  if: '如果',
  then: '则',
  else: '否则',
  null: '空',
  and: '且',
  or: '或',
  true: '是',
  false: '否',
}
const SIGNS: Readonly<Record<string, string>> = { '*': '×', '/': '÷', '-': '−', '!=': '≠', '<=': '≤', '>=': '≥' }

/** A formula of a report as it reads: labels for names, and with a row its figures for them. */
export function formulaText(formula: string, data: ReportData, row?: JsonValues): string {
  const columns = new Map(data.columns.map((column) => [column.name, column]))
  const inWords = currentLanguage() === 'zh'
  return formula.replace(/^=/, '').replaceAll(/"[^"]*"|[\p{L}_][\p{L}\p{N}_]*|[<>!]=|[-*/]/gu, (token) => {
    const column = columns.get(token)
    if (column !== undefined) {
      return row === undefined
        ? labelText(column.label, column.name)
        : cellText(data, column, row[column.name]) || labelText(column.label, token)
    }
    return SIGNS[token] ?? (inWords ? (WORDS[token] ?? token) : token)
  })
}
