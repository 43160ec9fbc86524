import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { ExportedColumn, ExportedTable } from './exported-table.ts'
import { ZipStream } from './zip-stream.ts'

/** What a spreadsheet keeps exactly in a number: more digits travel as text. */
const EXACT_DIGITS = 15
/** Day 0 of spreadsheets as they count, the leap day that never was included (ECMA-376, 18.17.4). */
const DAY_ZERO = CalendarDate.of(1899, 12, 30)
const MOST_SCALE = 12
const STYLE_HEAD = 1
const STYLE_DATE = 2
const STYLE_NUMBER = 3
const STYLE_PERCENT = STYLE_NUMBER + MOST_SCALE + 1
const USUAL_WIDTH = 16

/** A workbook of one sheet (ECMA-376), written as its pages come: memory holds one page, whatever the size of the table. */
export async function writeWorkbook(
  first: ExportedTable,
  further: AsyncIterable<ExportedTable['rows']>,
  write: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  const zip = new ZipStream(write)
  for (const [name, text] of Object.entries(fixedParts(first.title))) await zip.file(name, [text])
  await zip.file('xl/worksheets/sheet1.xml', sheetParts(first, further))
  await zip.end()
}

async function* sheetParts({ columns, rows }: ExportedTable, further: AsyncIterable<ExportedTable['rows']>): AsyncIterable<string> {
  const widths = columns.map((_column, index) => `<col min="${index + 1}" max="${index + 1}" width="${USUAL_WIDTH}" customWidth="1"/>`)
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widths.length > 0 ? `<cols>${widths.join('')}</cols>` : ''}<sheetData>`
  yield `<row>${columns.map(({ label }) => textCell(label, STYLE_HEAD)).join('')}</row>`
  yield rowsText(rows, columns)
  for await (const page of further) yield rowsText(page, columns)
  yield '</sheetData></worksheet>'
}

const rowsText = (rows: ExportedTable['rows'], columns: readonly ExportedColumn[]): string =>
  rows.map((row) => `<row>${row.map((cell, index) => cellText(cell, columns[index])).join('')}</row>`).join('')

function cellText(cell: string | null, column: ExportedColumn | undefined): string {
  if (cell === null || cell === '') return '<c/>'
  if (column?.kind === 'date') {
    const day = CalendarDate.tryParse(cell)
    return day === undefined ? textCell(cell) : `<c s="${STYLE_DATE}"><v>${DAY_ZERO.daysUntil(day)}</v></c>`
  }
  const isFigure = column?.kind === 'number' || column?.kind === 'percent'
  if (!isFigure || !/^-?\d+(\.\d+)?$/.test(cell) || cell.replace(/[-.]/g, '').replace(/^0+/, '').length > EXACT_DIGITS) {
    return textCell(cell)
  }
  const scale = Math.min(column.scale ?? 0, MOST_SCALE)
  return `<c s="${column.kind === 'percent' ? STYLE_PERCENT : STYLE_NUMBER + scale}"><v>${cell}</v></c>`
}

/** Texts stand inline: they are never formulas, whatever they begin with. */
const textCell = (text: string, style = 0): string =>
  `<c t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${escape(text)}</t></is></c>`

/** Also what XML 1.0 has no character for. */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function fixedParts(title: string): Record<string, string> {
  const name = escape(title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)) || 'Sheet1'
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relation('r1', 'worksheet', 'worksheets/sheet1.xml')}${relation('r2', 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': stylesText(),
  }
}

/** Plain, head, day, figures of 0 to 12 digits after the point, percent. */
function stylesText(): string {
  const scales = Array.from({ length: MOST_SCALE + 1 }, (_, scale) => ({
    id: 170 + scale,
    code: scale === 0 ? '#,##0' : `#,##0.${'0'.repeat(scale)}`,
  }))
  const formats = [{ id: 164, code: 'yyyy-mm-dd' }, { id: 165, code: '0.00%' }, ...scales]
  const style = (format: number, font = 0): string =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${font > 0 ? ' applyFont="1"' : ''}/>`
  const styles = [style(0), style(0, 1), style(164), ...scales.map(({ id }) => style(id)), style(165)]
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`).join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`
}
