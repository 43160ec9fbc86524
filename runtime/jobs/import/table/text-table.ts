import { readFile } from 'node:fs/promises'
import { cellOf, refuseFile, trimRow, type Table, type TableOptions, type TableRow } from './table-row.ts'

const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
const SEPARATORS = [',', '\t', ';'] as const

/** A text file (RFC 4180; separated by commas, tabs or semicolons), in UTF-8, UTF-16 or GBK. Errors: `file-refused`. */
export async function textTable(path: string, options: TableOptions): Promise<Table> {
  const bytes = await readFile(path)
  const { encoding, text } = decode(bytes, options.encoding)
  return { format: 'csv', sheets: [], encoding, rows: readRecords(text, separatorOf(text)) }
}

/** By its mark, else UTF-8 where it is without fault, else GBK. */
function decode(bytes: Buffer, wanted: string | undefined): { encoding: string; text: string } {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0]
  for (const encoding of wanted === undefined ? (marked === undefined ? ['utf-8', 'gbk'] : [marked]) : [wanted]) {
    try {
      const text = new TextDecoder(encoding === 'gbk' ? 'gb18030' : encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return { encoding, text }
    } catch {
      // Not in this encoding.
    }
  }
  throw refuseFile('无法识别文件的文字编码', 'its encoding cannot be told')
}

/** The one that the first line has most of, outside quotes. */
function separatorOf(text: string): string {
  const line =
    text
      .slice(0, 100_000)
      .replace(/"[^"]*"/g, '')
      .split(/\r?\n/, 1)[0] ?? ''
  const counts = SEPARATORS.map((separator) => line.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!
}

function* readRecords(text: string, separator: string): Generator<TableRow> {
  let cells: (string | null)[] = []
  let row = 1
  let at = 0
  while (at < text.length) {
    const cell = text[at] === '"' ? readQuoted(text, at, separator, row) : readPlain(text, at, separator)
    cells.push(cellOf(withoutGuard(cell.text), row))
    at = cell.end
    if (text[at] === separator) {
      at++
      if (at < text.length) continue
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    const trimmed = trimRow(cells)
    if (trimmed.length > 0) yield { row, cells: trimmed }
    cells = []
    row++
  }
}

function readPlain(text: string, start: number, separator: string): { text: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return { text: text.slice(start, end), end }
}

function readQuoted(text: string, start: number, separator: string, row: number): { text: string; end: number } {
  for (let end = start + 1; ; end += 2) {
    end = text.indexOf('"', end)
    if (end < 0) throw refuseFile(`第 ${row} 行的引号没有结束`, `a quotation in row ${row} does not end`)
    if (text[end + 1] === '"') continue
    // Whatever follows the quotation belongs to the cell.
    const rest = readPlain(text, end + 1, separator)
    return { text: text.slice(start + 1, end).replaceAll('""', '"') + rest.text.trimEnd(), end: rest.end }
  }
}

/** What export puts before a text that begins like a formula, and what spreadsheets write to keep zeros (`="007"`). */
function withoutGuard(text: string): string {
  if (/^'\s*[=+\-@\t\r]/.test(text)) return text.slice(1)
  return /^="([^"]*)"$/.exec(text)?.[1] ?? text
}
