import { once } from 'node:events'
import { fail } from '@formwork/platform/error/index.ts'
import { Router, type Request, type Response } from 'express'
import type { ExportedTable } from '../../query/export/exported-table.ts'
import { ask } from '../caller.ts'
import { csvHead, csvLines, type Encoding } from '../../query/export/csv.ts'
import type { PrintedFile } from '../../query/print/print-queries.ts'
import { writeWorkbook } from '../../query/export/workbook.ts'
import { listParameters } from '../query-parameters.ts'
import { nameFile } from '../send-file.ts'

/** Rows that are fetched and written at once. */
const PAGE = 500

/** Lists and reports as files, written page by page under the reader's rights. Before the routes of records, whose ids look alike. */
export const exportRoutes = Router({ mergeParams: true })

exportRoutes.get('/records/:entity/export', async (request, response) => {
  if (request.query.format === 'pdf') return sendListPaper(request, response)
  const { format: _format, encoding: _encoding, limit: _limit, after: _after, ...rest } = request.query
  const wanted = { ...listParameters(rest), entity: request.params.entity, limit: PAGE }
  const page = (after?: string): Promise<ExportedTable> =>
    ask(request, response, 'export-page', { ...wanted, after }) as Promise<ExportedTable>
  const first = await page()
  await sendTable(response, request, first, pagesAfter(first, page))
})

/** One file that is laid out as a whole: page x of y, and totals that are those of all rows. */
async function sendListPaper(request: Request<{ entity: string }>, response: Response): Promise<void> {
  const { format: _format, encoding: _encoding, limit: _limit, after: _after, ...rest } = request.query
  for (const name of ['list', 'about', 'totals']) {
    if (rest[name] !== undefined && typeof rest[name] !== 'string') throw fail('bad-request', { reason: name }, name)
  }
  const wanted = { ...listParameters(rest), entity: request.params.entity }
  const { name, bytes } = (await ask(request, response, 'export-list-paper', wanted)) as PrintedFile
  nameFile(response, name, 'application/pdf')
  response.end(Buffer.from(bytes))
}

exportRoutes.get('/reports/:name/export', async (request, response) => {
  const { format: _format, encoding: _encoding, ...parameters } = request.query
  const table = (await ask(request, response, 'export-report', { report: request.params.name, parameters })) as ExportedTable
  await sendTable(
    response,
    request,
    table,
    pagesAfter(table, () => Promise.resolve(table)),
  )
})

async function* pagesAfter(first: ExportedTable, page: (after: string) => Promise<ExportedTable>): AsyncIterable<ExportedTable['rows']> {
  for (let next = first.next; next !== undefined;) {
    const table = await page(next)
    yield table.rows
    next = table.next
  }
}

async function sendTable(
  response: Response,
  request: Request,
  first: ExportedTable,
  further: AsyncIterable<ExportedTable['rows']>,
): Promise<void> {
  const { format = 'xlsx', encoding = 'utf-8' } = request.query
  if (format !== 'xlsx' && format !== 'csv') throw fail('bad-request', { reason: 'format' }, 'format')
  if (encoding !== 'utf-8' && encoding !== 'gbk') throw fail('bad-request', { reason: 'encoding' }, 'encoding')
  const write = async (bytes: Buffer): Promise<void> => {
    if (!response.write(bytes)) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  if (format === 'xlsx') {
    nameFile(response, `${first.title}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    await writeWorkbook(first, further, write)
  } else {
    const charset: Encoding = encoding
    nameFile(response, `${first.title}.csv`, `text/csv; charset=${charset}`)
    await write(csvHead(first.columns, charset))
    await write(csvLines(first.rows, first.columns, charset))
    for await (const rows of further) await write(csvLines(rows, first.columns, charset))
  }
  response.end()
}
