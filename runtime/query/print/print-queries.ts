import type { EntityDefinition, PrintDefinition } from '@formwork/platform/definition/types.ts'
import { fail, localize } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { authorizeRead } from '../authorize.ts'
import { pivotReport } from '../pivot-report.ts'
import type { Query, QueryContext } from '../query.ts'
import { readReportWish } from '../report-request.ts'
import { runReport } from '../run-report.ts'
import { pageSize } from './page-size.ts'
import { paginate } from './paginate.ts'
import type { PrintLayout, PrintPage } from './print-layout.ts'
import { printPieces } from './print-pieces.ts'
import type { PrintSource } from './print-source.ts'
import { printsOf } from './prints-of.ts'
import { recordPrintSource } from './record-source.ts'
import { reportPrintSource } from './report-source.ts'
import { layoutToPdf } from './to-pdf.ts'
import { usualPrint, usualReportPrint } from './usual-print.ts'
import { notPermitted } from '../not-permitted.ts'

/** A stack of paper that somebody still carries. */
const MOST_RECORDS = 200

interface PrintWish {
  /** Name of a print definition; without it the only or usual one. */
  readonly template?: string
  readonly format: 'layout' | 'pdf'
}

export interface PrintedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Prints records, one after the other, under the reader's rights. Errors: unknown-entity, unknown-record, not-permitted, definition-not-found, too-many-items. */
const printRecords: Query = {
  name: 'print-records',
  cost: 'long',
  run: printRecordsOf,
}

/** Errors: as of the query. */
export async function printRecordsOf(
  context: QueryContext,
  request: PrintWish & { entity: string; ids: readonly string[] },
): Promise<PrintLayout | PrintedFile> {
  const entity = context.model.entities.get(request.entity)
  if (entity === undefined) throw fail('unknown-entity', { entity: request.entity })
  if (!authorityOf(context.model, context.organisation, context.actor).may('print', entity.name)) {
    throw notPermitted('print', entity.label ?? entity.name)
  }
  if (request.ids.length === 0) throw fail('required', { label: 'ids' }, 'ids')
  if (request.ids.length > MOST_RECORDS) throw fail('too-many-items', { label: 'ids', limit: MOST_RECORDS }, 'ids')
  const plan = authorizeRead(context, entity.name)
  const print = recordTemplate(context, entity, request.template)
  const sources: PrintSource[] = []
  for (const id of request.ids) sources.push(await recordPrintSource(context, entity, plan, print, parseId(id, 'ids')))
  const [only] = sources.length === 1 ? sources : []
  const label = localize(print.label ?? entity.label ?? entity.name, context.language)
  return finish(layOut(context, print, sources, only === undefined ? label : `${label} ${only.title}`), request.format)
}

/** Prints a report as its reader sees it. Errors: those of the report. */
const printReport: Query = {
  name: 'print-report',
  cost: 'long',
  async run(
    context: QueryContext,
    request: PrintWish & { report: string; parameters: Record<string, unknown> },
  ): Promise<PrintLayout | PrintedFile> {
    const wish = readReportWish(request.report, request.parameters)
    const run = await pivotReport(context, await runReport(context, wish, 'print'), wish)
    const templates = printsOf(context.model).filter((each) => each.report === run.definition.name)
    const print = chosen(templates, request.template) ?? usualReportPrint(run.definition, run.columns.length)
    const source = await reportPrintSource(context, run)
    return finish(layOut(context, print, [source], source.title), request.format)
  },
}

export const printQueries: readonly Query[] = [printRecords, printReport]

function recordTemplate(context: QueryContext, entity: EntityDefinition, name: string | undefined): PrintDefinition {
  const templates = printsOf(context.model).filter((each) => each.entity === entity.name)
  const form = [...context.model.forms.values()].find((each) => each.entity === entity.name)
  return chosen(templates, name) ?? usualPrint(entity, form)
}

/** Errors: definition-not-found. */
function chosen(templates: readonly PrintDefinition[], name: string | undefined): PrintDefinition | undefined {
  if (name === undefined || name === '') return templates[0]
  const found = templates.find((each) => each.name === name)
  if (found === undefined) throw fail('definition-not-found', { kind: { zh: '打印模板', en: 'print template' }, name })
  return found
}

function layOut(context: QueryContext, print: PrintDefinition, sources: readonly PrintSource[], title: string): PrintLayout {
  const size = pageSize(print.page)
  const pages = sources.flatMap((source): PrintPage[] =>
    paginate(printPieces(print, source, size, context.language), size, print.page?.rows),
  )
  const { width, height, margin, fontSize, shift } = size
  return { title, page: { width, height, margin, fontSize, ...(shift === undefined ? {} : { shift }) }, pages }
}

async function finish(layout: PrintLayout, format: PrintWish['format']): Promise<PrintLayout | PrintedFile> {
  return format === 'layout' ? layout : { name: `${layout.title}.pdf`, bytes: await layoutToPdf(layout) }
}
