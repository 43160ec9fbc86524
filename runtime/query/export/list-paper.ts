import type { FieldDefinition, PrintDefinition } from '@formwork/platform/definition/types.ts'
import { fail, localize } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { DateTime, Decimal } from '@formwork/platform/value/index.ts'
import { readListPage } from '../list.ts'
import { alignFractions } from '../print/align-fractions.ts'
import { contentWidth } from '../print/measure.ts'
import { pageSize, type PageSize } from '../print/page-size.ts'
import { paginate } from '../print/paginate.ts'
import { paperFigure } from '../print/paper-figure.ts'
import type { PrintLayout } from '../print/print-layout.ts'
import { printPieces } from '../print/print-pieces.ts'
import type { PrintedFile } from '../print/print-queries.ts'
import type { PrintLines } from '../print/print-source.ts'
import { layoutToPdf } from '../print/to-pdf.ts'
import type { Query, QueryContext } from '../query.ts'
import type { ShownField } from '../row-json.ts'
import { columnWeights, fontFor, isWide, SMALLEST_FONT, USUAL_FONT } from './fit-columns.ts'
import { NUMBERED, ownText, writtenCell } from './written-cell.ts'

/** A PDF is laid out as a whole, so it has an end: about fifty pages. */
const MOST_PAPER_ROWS = 2000
const PAGE = 500
const LONGEST_ABOUT = 400
const WORDS = {
  rows: { zh: '共 {count} 行', en: '{count} rows' },
  filtered: { zh: '已筛选', en: 'filtered' },
}

/** The parameters of a list, and what stands on its paper. */
interface PaperRequest {
  readonly entity: string
  readonly filter?: unknown
  readonly search?: string
  /** Name of the list whose label stands at the head; without it the entity's. */
  readonly list?: string
  /** What the rows were narrowed down by, in the words of whoever asks. */
  readonly about?: string
  /** Names of the columns that are added up, with commas. */
  readonly totals?: string
}

/** A list as it is on the screen, on paper: every row under the rights to view and to export. Errors: as `list`, too-many-rows-for-paper, too-long. */
export const exportListPaper: Query = {
  name: 'export-list-paper',
  cost: 'long',
  async run(context: QueryContext, request: PaperRequest): Promise<PrintedFile> {
    const layout = await layOutList(context, request)
    return { name: `${layout.title}.pdf`, bytes: await layoutToPdf(layout) }
  },
}

/** Errors: as the query. */
export async function layOutList(
  context: QueryContext,
  { list, about = '', ...request }: PaperRequest,
  most = MOST_PAPER_ROWS,
): Promise<PrintLayout> {
  if (about.length > LONGEST_ABOUT) throw fail('too-long', { label: 'about', limit: LONGEST_ABOUT }, 'about')
  const { title, lines } = await readLines(context, request, list, most)
  const size = paperFor(lines)
  const narrowed = about === '' && (request.filter !== undefined || Boolean(request.search)) ? WORDS.filtered[context.language] : about
  const source = {
    title,
    value: (path: string) =>
      path === 'about' ? { label: '', text: headText(context, narrowed, lines.rows.length), isFigure: false, weight: 1 } : undefined,
    lines: () => lines,
  }
  const pages = paginate(printPieces(TEMPLATE, source, size, context.language), size)
  const { width, height, margin, fontSize } = size
  return { title, page: { width, height, margin, fontSize }, pages }
}

const TEMPLATE: PrintDefinition = {
  kind: 'print',
  name: 'list',
  sections: [
    { name: 'heading', type: 'heading', text: '{title}', repeat: true },
    { name: 'about', type: 'text', text: '{about}', repeat: true },
    { name: 'rows', type: 'lines' },
  ],
}

/** Upright where every column has room for what it holds, else lying, in smaller print, at last on a larger sheet: before figures are broken. */
function paperFor(lines: PrintLines): PageSize {
  const weights = lines.columns.map(({ weight }) => weight)
  const lying = pageSize({ orientation: 'landscape' })
  const size = !isWide(weights, contentWidth(pageSize()), USUAL_FONT)
    ? pageSize()
    : isWide(weights, contentWidth(lying), SMALLEST_FONT)
      ? pageSize({ size: 'A3', orientation: 'landscape' })
      : lying
  return { ...size, fontSize: fontFor(weights, contentWidth(size), size.fontSize) }
}

function headText({ now, store, actor, organisation, language }: QueryContext, about: string, count: number): string {
  const at = DateTime.fromEpochMilliseconds(now, store.timeZone).toString().replace('T', ' ').slice(0, 16)
  const person = actor.person === null ? undefined : organisation.people.get(actor.person)?.name
  const rows = WORDS.rows[language].replace('{count}', count.toLocaleString('en-US'))
  return [about, rows, [person, at].filter(Boolean).join(' ')].filter(Boolean).join('    ')
}

async function readLines(
  context: QueryContext,
  { totals = '', ...request }: Omit<PaperRequest, 'list' | 'about'>,
  list: string | undefined,
  most: number,
): Promise<{ title: string; lines: PrintLines }> {
  const { language, model } = context
  let page = await readListPage(context, { ...request, limit: PAGE }, 'export')
  const { entity, shown } = page
  const own = entity.nature === 'document' ? NUMBERED : []
  const rows: PrintLines['rows'][number][] = []
  for (;;) {
    const { titles } = page
    rows.push(...page.rows.map((row, index) => ({ cells: cellsOf(context, own, shown, row, titles[index] ?? {}) })))
    if (rows.length > most || (rows.length === most && page.next !== undefined)) {
      throw fail('too-many-rows-for-paper', { limit: most })
    }
    if (page.next === undefined) break
    page = await readListPage(context, { ...request, limit: PAGE, after: page.next }, 'export')
  }
  const summed = new Set(totals.split(','))
  const heads = [
    ...own.map(({ name, label }) => ({ name, label: label[language], isFigure: false, isSummed: false, write: String })),
    ...shown.map(({ name, field }) => columnOf(context, name, field, summed)),
  ]
  const isNumber = [...own.map(() => false), ...shown.map(({ field }) => field.type === 'number')]
  const aligned = alignFractions(rows, isNumber)
  const weights = columnWeights(
    heads.map(({ label }) => label),
    aligned.map(({ cells }) => cells.map(({ text }) => text)),
  )
  const named = list === undefined ? undefined : model.lists.get(list)
  const title = localize((named?.entity === entity.name ? named.label : undefined) ?? entity.label ?? entity.name, language)
  return { title, lines: { columns: heads.map((head, index) => ({ ...head, weight: weights[index]! })), rows: aligned } }
}

function cellsOf(
  context: QueryContext,
  own: typeof NUMBERED | readonly never[],
  shown: readonly ShownField[],
  row: Readonly<Record<string, unknown>>,
  titles: Readonly<Record<string, string>>,
): PrintLines['rows'][number]['cells'] {
  return [
    ...own.map(({ name }) => ({ text: ownText(name, row[`system.${name}`], context.language) ?? '', figure: null })),
    ...shown.map(({ name, field }) => {
      const value = row[name] ?? null
      const text = writtenCell(context, field, value, titles[name], 'formatted') ?? ''
      return { text: paperFigure(text, field), figure: value instanceof Decimal ? value : null }
    }),
  ]
}

function columnOf(context: QueryContext, name: string, field: FieldDefinition, summed: ReadonlySet<string>) {
  const isFigure = !['record', 'status'].includes(field.type) && feelTypeOf(context, field) === 'number'
  return {
    name,
    label: localize(field.label ?? field.name, context.language),
    isFigure,
    // Ratios have no sum, whatever somebody asks for.
    isSummed: isFigure && summed.has(name) && ['number', 'money'].includes(field.type),
    write: (sum: Decimal): string => paperFigure(writtenCell(context, field, sum, undefined, 'formatted') ?? '', field),
  }
}

const feelTypeOf = ({ registry }: QueryContext, field: FieldDefinition): string | undefined =>
  requireContribution(registry, 'fields', field.type).feelType
