import { fail } from '@formwork/platform/error/index.ts'
import { Router, type Request, type Response } from 'express'
import { ask } from '../caller.ts'
import { nameFile } from '../send-file.ts'

/** Paper: records and reports as PDF, or laid out for the preview, under the reader's rights. Before the routes of records, whose ids look alike. */
export const printRoutes = Router({ mergeParams: true })

printRoutes.get('/records/:entity/print', async (request, response) => {
  const { ids = '', template, format } = request.query
  const wanted = String(ids)
    .split(',')
    .filter((id) => id !== '')
  const entity = request.params.entity
  await sendPrint(request, response, 'print-records', { entity, ids: wanted, template, format: formatOf(format) })
})

printRoutes.get('/reports/:name/print', async (request, response) => {
  const { template, format, ...parameters } = request.query
  await sendPrint(request, response, 'print-report', { report: request.params.name, parameters, template, format: formatOf(format) })
})

async function sendPrint(
  request: Request,
  response: Response,
  query: string,
  wish: { format: string } & Record<string, unknown>,
): Promise<void> {
  const answer = await ask(request, response, query, wish)
  if (wish.format === 'layout') return void response.json(answer)
  const { name, bytes } = answer as { name: string; bytes: Uint8Array }
  nameFile(response, name, 'application/pdf')
  response.end(Buffer.from(bytes))
}

function formatOf(format: unknown): 'layout' | 'pdf' {
  if (format === undefined || format === 'pdf') return 'pdf'
  if (format === 'layout') return 'layout'
  throw fail('bad-request', { reason: 'format' }, 'format')
}
