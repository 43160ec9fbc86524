import { Decimal } from '@formwork/platform/value/index.ts'
import { readSerial } from '../../../query/import/read-day.ts'
import { plainNumber } from '../../../query/import/read-number.ts'
import { cellOf, MOST_COLUMNS, refuseFile, trimRow, type Table, type TableOptions, type TableRow } from './table-row.ts'
import { readWorkbook, type WorkbookParts } from './workbook-parts.ts'
import { xmlElements } from './xml-elements.ts'
import { attribute, decodeXml, textsOf } from './xml-text.ts'
import type { ZipArchive } from './zip-archive.ts'

/** A sheet of 100,000 rows of 50 columns has less. */
const MOST_SHEET_BYTES = 1024 * 1024 * 1024
/** Days between the two ways of counting. */
const DAYS_1904 = 1462
const LETTER_A = 64
const LETTERS = 26

/** A sheet of a workbook (ECMA-376), row by row; figures keep every digit that the file has. Errors: `file-refused`. */
export async function workbookTable(archive: ZipArchive, options: TableOptions): Promise<Table> {
  const parts = await readWorkbook(archive)
  const sheet = parts.sheets[options.sheet ?? 0]
  if (sheet === undefined) throw refuseFile('没有这个工作表', 'there is no such sheet')
  return { format: 'xlsx', sheets: parts.sheets.map(({ name }) => name), rows: readRows(archive, sheet.part, parts) }
}

async function* readRows(archive: ZipArchive, part: string, parts: WorkbookParts): AsyncGenerator<TableRow> {
  let row = 0
  for await (const element of xmlElements(archive.text(part, MOST_SHEET_BYTES), 'row')) {
    const head = element.slice(0, element.indexOf('>'))
    const given = Number(attribute(head, 'r'))
    row = Number.isSafeInteger(given) && given > row ? given : row + 1
    const cells = trimRow(readCells(element, row, parts))
    if (cells.length > 0) yield { row, cells }
  }
}

function readCells(element: string, row: number, parts: WorkbookParts): (string | null)[] {
  const cells: (string | null)[] = []
  for (const match of element.matchAll(/<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g)) {
    const [, tag = '', content = ''] = match
    const column = columnOf(attribute(tag, 'r')) ?? cells.length
    if (column < MOST_COLUMNS) cells[column] = cellOf(readValue(tag, content, parts), row)
  }
  return cells
}

function readValue(tag: string, content: string, parts: WorkbookParts): string {
  const type = attribute(tag, 't') ?? 'n'
  if (type === 'inlineStr') return textsOf(content)
  const value = decodeXml(/<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(content)?.[1] ?? '')
  if (type === 's') return parts.strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n') return value
  return readFigure(value, parts.styles[Number(attribute(tag, 's') ?? 0)], parts.is1904)
}

/** Days as ISO text, shares with a percent sign, everything else in plain notation. */
function readFigure(value: string, kind: 'date' | 'percent' | undefined, is1904: boolean): string {
  const plain = plainNumber(value)
  if (plain === undefined) return value
  if (kind === 'percent') return `${Decimal.of(plain).multiply(Decimal.of(100)).strip().toString()}%`
  if (kind !== 'date') return plain
  const moment = readSerial(is1904 ? Decimal.of(plain).add(Decimal.of(DAYS_1904)).toString() : plain)
  if (moment === undefined) return plain
  return moment.endsWith('T00:00:00') ? moment.slice(0, 10) : moment.replace('T', ' ')
}

/** `AB12` stands in column 27, counted from 0. */
function columnOf(place: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place ?? '')?.[1]
  if (letters === undefined) return undefined
  return [...letters].reduce((column, letter) => column * LETTERS + letter.charCodeAt(0) - LETTER_A, 0) - 1
}
