import type { EntityDefinition, FieldDefinition, PrintDefinition } from '@formwork/platform/definition/types.ts'
import { fail, localize } from '@formwork/platform/error/index.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { DateTime, Decimal, formatId } from '@formwork/platform/value/index.ts'
import { sameValue } from '../../engine/record/same-value.ts'
import type { AuthorizedPlan } from '../../store/reading/authorized-plan.ts'
import { selectRecords } from '../../store/reading/select-records.ts'
import type { QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import { referenceTitles } from '../row-json.ts'
import { titlesOf } from '../titles.ts'
import { alignFractions } from './align-fractions.ts'
import { fieldWeight } from './field-weight.ts'
import type { PrintLines, PrintSource, PrintValue } from './print-source.ts'
import { readablePath, type ReadablePath } from './readable-path.ts'
import { paperFigure } from './paper-figure.ts'
import { statusWord } from './status-word.ts'

const MOST_LINES = 10_000

/** One record as something to be printed, under the reader's rights. Errors: unknown-record, also for what may not be seen. */
export async function recordPrintSource(
  context: QueryContext,
  entity: EntityDefinition,
  plan: AuthorizedPlan,
  print: PrintDefinition,
  id: number,
): Promise<PrintSource> {
  const paths = headerPaths(context, entity, print)
  const [header] = await readRows(context, plan, paths, id)
  if (header === undefined) throw fail('unknown-record', { entity: entity.label ?? entity.name, id: formatId(id) })
  const lines = new Map<string, PrintLines>()
  for (const section of print.sections) {
    const name = section.from ?? 'lines'
    const field = entity.fields.find((each) => each.name === name && each.type === 'lines')
    if ((section.type !== 'lines' && section.type !== 'table') || field === undefined || plan.hidden.has(name) || lines.has(name)) continue
    const columns = (section.fields ?? field.fields ?? []).flatMap((each) => readablePath(context, entity, each.name, name) ?? [])
    const entered = columns.map((column) => enteredPath(context, entity, field, column))
    lines.set(name, await readLines(context, plan, name, { columns, entered }, id))
  }
  const title = (await titlesOf(context, entity.name, [id])).get(id) ?? ''
  const values = new Map(paths.map((path, index) => [path.name, header[index]!]))
  return {
    title,
    address: `/record/${entity.name}/${formatId(id)}`,
    value: (path) => values.get(path),
    lines: (name, wanted) => pick(lines.get(name), wanted),
  }
}

/** Every path that a template names, in texts too. */
function headerPaths(context: QueryContext, entity: EntityDefinition, print: PrintDefinition): ReadablePath[] {
  const names = new Set<string>(['number'])
  for (const section of print.sections) {
    if (section.value !== undefined && section.value !== 'address') names.add(section.value)
    if (section.type !== 'lines' && section.type !== 'table') for (const field of section.fields ?? []) names.add(field.name)
    for (const text of typeof section.text === 'object' ? [section.text.zh, section.text.en] : [section.text ?? '']) {
      for (const [, name = ''] of text.matchAll(/\{([^{}]+)\}/g)) if (name !== 'title') names.add(name)
    }
  }
  return [...names].flatMap((name) => readablePath(context, entity, name) ?? [])
}

/** Through which other field of the row a figure is entered, where the reader may see that one. */
function enteredPath(
  context: QueryContext,
  entity: EntityDefinition,
  lines: FieldDefinition,
  { name }: ReadablePath,
): ReadablePath | undefined {
  const entered = lines.fields?.find((field) => field.name === name)?.enteredAs?.field
  return entered === undefined ? undefined : readablePath(context, entity, entered, lines.name)
}

interface ReadColumns {
  readonly columns: readonly ReadablePath[]
  /** What stands in place of the column of the same position where it is filled. */
  readonly entered: readonly (ReadablePath | undefined)[]
}

/** Figures are printed as they were entered; where one is in a measure of its own, they are not added up. */
async function readLines(
  context: QueryContext,
  plan: AuthorizedPlan,
  lines: string,
  { columns, entered }: ReadColumns,
  id: number,
): Promise<PrintLines> {
  const further = entered.filter((path) => path !== undefined)
  const rows = columns.length === 0 ? [] : await readRows(context, plan, [...columns, ...further], id, lines)
  const placeOf = (column: number): number => {
    const path = entered[column]
    return path === undefined ? -1 : columns.length + further.indexOf(path)
  }
  const isEntered = (cells: PrintValue[], column: number): boolean => (cells[placeOf(column)]?.text ?? '') !== ''
  const cellOf = (cells: PrintValue[], column: number): PrintValue => cells[isEntered(cells, column) ? placeOf(column) : column]!
  const isOther = (cells: PrintValue[], column: number): boolean => !sameValue(cellOf(cells, column).figure, cells[column]!.figure)
  return {
    columns: columns.map(({ name, field }, column) => ({
      name,
      label: localize(field.label ?? name, context.language),
      isFigure: requireContribution(context.registry, 'fields', field.type).feelType === 'number',
      weight: fieldWeight(field.type),
      isSummed:
        field.type === 'money' || (field.type === 'number' && /quantity|数量/i.test(name) && !rows.some((cells) => isOther(cells, column))),
      write: (sum) => requireContribution(context.registry, 'fields', field.type).format(sum, field, context.language),
    })),
    rows: alignFractions(
      rows.map((cells) => ({
        cells: columns.map((_, column) => {
          const { text, figure } = cellOf(cells, column)
          return { text, figure: figure ?? null }
        }),
      })),
      columns.map(({ field }) => field.type === 'number'),
    ),
  }
}

function pick(lines: PrintLines | undefined, wanted: readonly string[] | undefined): PrintLines | undefined {
  if (lines === undefined || wanted === undefined) return lines
  const places = wanted.map((name) => lines.columns.findIndex((column) => column.name === name)).filter((place) => place >= 0)
  return {
    columns: places.map((place) => lines.columns[place]!),
    rows: lines.rows.map((row) => ({ cells: places.map((place) => row.cells[place]!) })),
  }
}

async function readRows(
  context: QueryContext,
  plan: AuthorizedPlan,
  paths: readonly ReadablePath[],
  id: number,
  lines?: string,
): Promise<PrintValue[][]> {
  const columns = paths.map(({ name, path }) => ({ name, path }))
  const where = [{ compare: '=' as const, left: { path: ['id'] }, right: { constant: formatId(id) } }]
  const sort = lines === undefined ? [] : [{ path: [lines, 'position'], descending: false }]
  const page = await selectRecords(readingSource(context), { plan, lines, columns, where, sort, limit: MOST_LINES, asWritten: true })
  const titles = await referenceTitles(context, paths, page.rows)
  return page.rows.map((row, index) => paths.map((path) => valueOf(context, path, row[path.name] ?? null, titles[index]?.[path.name])))
}

function valueOf(context: QueryContext, { name, field }: ReadablePath, value: unknown, title: string | undefined): PrintValue {
  const type = requireContribution(context.registry, 'fields', field.type)
  return {
    label: localize(field.label ?? name, context.language),
    text: textOf(context, name, value, title) ?? paperFigure(type.format(value, field, context.language), field),
    isFigure: type.feelType === 'number',
    weight: fieldWeight(field.type),
    figure: value instanceof Decimal ? value : null,
  }
}

/** What no field type writes: the status, a moment, the name of a person. */
function textOf(context: QueryContext, name: string, value: unknown, title: string | undefined): string | undefined {
  if (value === null || value === undefined) return ''
  if (title !== undefined) return title
  if (name === 'status') return statusWord(String(value), context.language)
  if (typeof value !== 'number') {
    return value instanceof DateTime && name.endsWith('At') ? value.toString().slice(0, 16).replace('T', ' ') : undefined
  }
  if (name.endsWith('At')) return DateTime.fromEpochMilliseconds(value, context.store.timeZone).toString().slice(0, 16).replace('T', ' ')
  return context.organisation.people.get(value)?.name
}
