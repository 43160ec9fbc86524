import type { PrintDefinition } from '@formwork/platform/definition/types.ts'
import { localize } from '@formwork/platform/error/index.ts'
import { amountInWords } from '@formwork/platform/value/index.ts'
import { barcodeModules, qrRows } from './codes.ts'
import { contentWidth } from './measure.ts'
import type { PageSize } from './page-size.ts'
import type { Flow, Piece } from './paginate.ts'
import type { PrintAlign, PrintBlock } from './print-layout.ts'
import type { PrintLines, PrintSource } from './print-source.ts'

type Section = PrintDefinition['sections'][number]
type Language = 'zh' | 'en'

const HEADING = 1.7
const USUAL_COLUMNS = 3
const CODE_HEIGHT = 12
const QR_HEIGHT = 20
const IMAGE_HEIGHT = 25
const NUMBER_WIDTH = 9
const TEXTS = {
  pageSubtotal: { zh: '本页小计', en: 'Page subtotal' },
  total: { zh: '合计', en: 'Total' },
  number: { zh: '序', en: '#' },
  inWords: { zh: '大写', en: 'In words' },
  signatures: [
    { zh: '制单', en: 'Prepared by' },
    { zh: '审核', en: 'Approved by' },
    { zh: '签收', en: 'Received by' },
  ],
} as const

/** The blocks of a template, filled from a record or report, before they are broken into pages. */
export function printPieces(print: PrintDefinition, source: PrintSource, size: PageSize, language: Language): Piece[] {
  return print.sections.flatMap((section) => {
    const content = contentOf(section, source, size, language)
    return content === undefined ? [] : [{ content, repeat: section.repeat === true }]
  })
}

function contentOf(section: Section, source: PrintSource, size: PageSize, language: Language): PrintBlock | Flow | undefined {
  const align: PrintAlign = section.align ?? 'left'
  switch (section.type) {
    case 'heading':
      return { type: 'heading', text: textOf(section, source, language), align: section.align ?? 'center', size: size.fontSize * HEADING }
    case 'text':
      return { type: 'text', text: textOf(section, source, language), align }
    case 'line':
      return { type: 'line' }
    case 'fields':
    case 'totals':
      return fieldsOf(section, source, language)
    case 'signatures':
      return { type: 'signatures', labels: signaturesOf(section, source, language) }
    case 'lines':
    case 'table':
      return linesOf(section, source, size, language)
    default:
      return drawnOf(section, source, align)
  }
}

/** `{path}` in a text stands for the value there, `{setting.x}` for that of a setting; of what is hidden nothing remains. */
function textOf(section: Section, source: PrintSource, language: Language): string {
  const text = section.text ?? section.label
  if (text === undefined) return source.title
  return localize(text, language)
    .replace(/\{([^{}]+)\}/g, (_all, path: string) =>
      path === 'title' ? source.title : (literalOf(path) ?? source.value(path)?.text ?? ''),
    )
    .trim()
}

/** A setting stands in definitions as its value: a text in quotes, a number, or nothing. */
function literalOf(path: string): string | undefined {
  if (path === 'null') return ''
  if (path.startsWith('"')) return String(JSON.parse(path))
  return /^-?\d+(\.\d+)?$/.test(path) ? path : undefined
}

function fieldsOf(section: Section, source: PrintSource, language: Language): PrintBlock | undefined {
  const cells = (section.fields ?? []).flatMap((field) => {
    const value = source.value(field.name)
    if (value === undefined) return []
    const label = field.label === undefined ? value.label : localize(field.label, language)
    const plain = { label: withColon(label, language), text: value.text }
    if (field.inWords !== true) return [plain]
    const words = { label: withColon(wordsLabel(label, language), language), text: value.figure ? amountInWords(value.figure) : '' }
    return section.type === 'totals' ? [plain, words] : [words]
  })
  return cells.length === 0 ? undefined : { type: 'fields', columns: section.columns ?? USUAL_COLUMNS, cells }
}

/** Chinese sets its own wide colon, Latin a narrow one with a space. */
function withColon(label: string, language: Language): string {
  return `${label.replace(/[:：]\s*$/, '')}${language === 'zh' ? '：' : ': '}`
}

function wordsLabel(label: string, language: Language): string {
  const words = TEXTS.inWords[language]
  return language === 'zh' ? `${label}（${words}）` : `${label} (${words.toLowerCase()})`
}

function signaturesOf(section: Section, source: PrintSource, language: Language): string[] {
  if (section.fields === undefined) return TEXTS.signatures.map((each) => withColon(each[language], language))
  return section.fields.map((field) => {
    const value = source.value(field.name)
    const label = field.label === undefined ? (value?.label ?? field.name) : localize(field.label, language)
    return `${withColon(label, language)}${value?.text ?? ''}`
  })
}

function drawnOf(section: Section, source: PrintSource, align: PrintAlign): PrintBlock | undefined {
  const text = section.value === 'address' ? source.address : source.value(section.value ?? 'number')?.text
  if (text === undefined || text === '') return undefined
  if (section.type === 'qr') return { type: 'squares', rows: qrRows(text), height: section.height ?? QR_HEIGHT, align }
  if (section.type === 'image') {
    return text.startsWith('data:image/') ? { type: 'image', source: text, height: section.height ?? IMAGE_HEIGHT, align } : undefined
  }
  const modules = barcodeModules(text, section.symbology ?? 'code128')
  return modules === undefined
    ? { type: 'text', text, align }
    : { type: 'bars', text, modules, height: section.height ?? CODE_HEIGHT, align }
}

function linesOf(section: Section, source: PrintSource, size: PageSize, language: Language): Flow | undefined {
  const found = source.lines(
    section.from ?? 'lines',
    section.fields?.map(({ name }) => name),
  )
  if (found === undefined || found.columns.length === 0) return undefined
  const numbers = section.lineNumbers !== false && section.type === 'lines' ? 1 : 0
  const wanted = found.columns.map((column) => section.fields?.find(({ name }) => name === column.name))
  const labels = found.columns.map((column, index) => {
    const label = wanted[index]?.label
    return label === undefined ? column.label : localize(label, language)
  })
  const widths = widthsOf(found, wanted, contentWidth(size) - numbers * NUMBER_WIDTH)
  const isSummed = found.columns.map((column, index) => wanted[index]?.total ?? column.isSummed)
  const number = numbers === 1 ? [{ label: TEXTS.number[language] as string, width: NUMBER_WIDTH, align: 'center' as const }] : []
  return {
    type: 'flow',
    columns: [
      ...number,
      ...found.columns.map((column, index) => ({
        label: labels[index]!,
        width: widths[index]!,
        align: column.isFigure ? ('right' as const) : ('left' as const),
      })),
    ],
    rows: found.rows.map((row, index) => ({
      cells: [...(numbers === 1 ? [String(index + 1)] : []), ...row.cells.map(({ text }) => text)],
      figures: [...(numbers === 1 ? [null] : []), ...row.cells.map(({ figure }) => figure)],
      kind: row.isSubtotal === true ? 'subtotal' : undefined,
    })),
    sums: [...(numbers === 1 ? [undefined] : []), ...found.columns.map((column, index) => (isSummed[index] ? column.write : undefined))],
    totals: found.totals && [...(numbers === 1 ? [undefined] : []), ...found.totals],
    pageSubtotal: section.pageSubtotal === true && isSummed.includes(true) ? TEXTS.pageSubtotal[language] : undefined,
    total: isSummed.includes(true) || found.totals?.some((total) => total !== undefined) === true ? TEXTS.total[language] : undefined,
  }
}

/** Widths that were given count as millimetres; the others share what is left by what they hold. */
function widthsOf(found: PrintLines, wanted: readonly (NonNullable<Section['fields']>[number] | undefined)[], room: number): number[] {
  const given = wanted.reduce((sum, field) => sum + (field?.width ?? 0), 0)
  const weights = found.columns.reduce((sum, column, index) => sum + (wanted[index]?.width === undefined ? column.weight : 0), 0)
  const rest = Math.max(room - given, weights === 0 ? 0 : room / 4)
  const widths = found.columns.map((column, index) => wanted[index]?.width ?? (column.weight / weights) * rest)
  const sum = widths.reduce((left, right) => left + right, 0)
  return widths.map((width) => (width * room) / sum)
}
