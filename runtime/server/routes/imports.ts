import { Router, type Request, type Response } from 'express'
import { fail } from '@formwork/platform/error/index.ts'
import { compileRequest, idSchema, nameSchema, objectSchema } from '../../command/request.ts'
import { contentPath } from '../../host/stored-content.ts'
import { readTable } from '../../jobs/import/table/read-table.ts'
import type { TableRow } from '../../jobs/import/table/table-row.ts'
import { ask, callerOf } from '../caller.ts'
import { writeWorkbook } from '../../query/export/workbook.ts'
import { errorTables, type ErrorPage } from '../error-table.ts'
import { nameFile } from '../send-file.ts'

/** Rows that are shown of a file before it is imported. */
const SAMPLE = 60
const ERROR_PAGE = 500

interface ReadBody {
  readonly entity: string
  readonly file: string
  readonly sheet?: number
  readonly heading?: number
  readonly encoding?: string
}

const readBody = compileRequest(
  objectSchema(
    {
      entity: nameSchema,
      file: idSchema,
      sheet: { type: 'integer', minimum: 0, maximum: 1000 },
      heading: { type: 'integer', minimum: 1, maximum: SAMPLE },
      encoding: { type: 'string', enum: ['utf-8', 'gbk', 'utf-16le', 'utf-16be'] },
    },
    ['entity', 'file'],
  ),
)

/** Files that are brought in: what stands in them, how far it has come, what was refused. Commands do the work. */
export const importRoutes = Router({ mergeParams: true })

/** The beginning of an uploaded file, and where its columns probably go. */
importRoutes.post('/imports/read', async (request, response) => {
  readBody(request.body ?? {})
  const body = request.body as ReadBody
  const { head, rows } = await sampleOf(request, response, body)
  const heading = body.heading ?? headingOf(rows)
  const headings = rows.find(({ row }) => row === heading)?.cells ?? []
  const mapping = (await ask(request, response, 'import-mapping', { entity: body.entity, headings })) as object
  response.json({ ...head, sheet: body.sheet ?? 0, heading, headings, rows: rows.filter(({ row }) => row > heading), ...mapping })
})

importRoutes.get('/imports', async (request, response) => {
  response.json(await ask(request, response, 'imports', { entity: request.query.entity }))
})

importRoutes.get('/imports/:id', async (request, response) => {
  response.json(await ask(request, response, 'import', { id: request.params.id }))
})

/** What was refused, with a column that says why: mended, it can be imported again. */
importRoutes.get('/imports/:id/errors', async (request, response) => {
  const page = (after?: number): Promise<ErrorPage> =>
    ask(request, response, 'import-errors', { id: request.params.id, after, limit: ERROR_PAGE }) as Promise<ErrorPage>
  const { first, further, name } = await errorTables(page)
  nameFile(response, name, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  await writeWorkbook(first, further, async (bytes) => void response.write(bytes))
  response.end()
})

/** An empty file with the columns that can be filled. */
importRoutes.get('/import-template/:entity', async (request, response) => {
  const mapping = await ask(request, response, 'import-mapping', { entity: request.params.entity, headings: [] })
  const { targets } = mapping as { targets: { label: string; required: boolean }[] }
  const columns = targets.map(({ label }) => ({ label, kind: 'text' as const }))
  nameFile(response, `${request.params.entity}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  await writeWorkbook({ title: request.params.entity, columns, rows: [] }, nothing(), async (bytes) => void response.write(bytes))
  response.end()
})

async function* nothing(): AsyncGenerator<never> {}

/** Errors: `not-found` for a file that is not the caller's, `file-refused`. */
async function sampleOf(request: Request, response: Response, { file, sheet, encoding }: ReadBody) {
  const found = (await ask(request, response, 'file', { id: file })) as { hash: string; name: string }
  const { files } = callerOf(response).workspace
  if (files === undefined) throw fail('service-unavailable', { reason: 'files' })
  const table = await readTable({ path: contentPath(files, found.hash), name: found.name, sheet, encoding, most: SAMPLE })
  const rows: TableRow[] = []
  for await (const piece of table.rows) rows.push(...piece)
  return { head: table.head, rows }
}

/** The first row with the most cells among the first few: titles above a table have one or two. */
function headingOf(rows: readonly TableRow[]): number {
  const filled = ({ cells }: TableRow): number => cells.filter((cell) => cell !== null).length
  const first = rows.slice(0, 10)
  const most = Math.max(0, ...first.map(filled))
  return (first.find((row) => filled(row) * 2 > most) ?? first[0])?.row ?? 1
}
