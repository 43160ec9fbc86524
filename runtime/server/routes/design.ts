import { fail } from '@formwork/platform/error/index.ts'
import { Router } from 'express'
import { compileRequest, objectSchema } from '../../command/request.ts'
import type { PrintedFile } from '../../query/print/print-queries.ts'
import { ask, command } from '../caller.ts'
import { meetDesigners, type PresenceBody } from '../live/designers-present.ts'
import { nameFile } from '../send-file.ts'

const checkBody = compileRequest(
  objectSchema({
    files: {
      type: 'array',
      maxItems: 500,
      items: objectSchema({ path: { type: 'string', maxLength: 200 }, text: { type: 'string', maxLength: 20_000_000, nullable: true } }, [
        'path',
        'text',
      ]),
    },
  }),
)

const reportBody = compileRequest(
  objectSchema({ text: { type: 'string', maxLength: 1_000_000 }, parameters: { type: 'object' } }, ['text']),
)

const printBody = compileRequest(
  objectSchema({ text: { type: 'string', maxLength: 1_000_000 }, id: { type: 'string', maxLength: 40 } }, ['text']),
)

const presenceBody = compileRequest(
  objectSchema(
    { window: { type: 'string', minLength: 8, maxLength: 40 }, path: { type: 'string', maxLength: 200 }, leaves: { type: 'boolean' } },
    ['window'],
  ),
)

/** What the designer reads; it writes through the commands save-definitions, discard-definitions, publish, restore-release. */
export const designRoutes = Router({ mergeParams: true })

designRoutes.get('/design', async (request, response) => {
  response.json(await ask(request, response, 'working-copy', {}))
})

/** Problems of the working copy, with texts laid over it that are only being typed. */
designRoutes.post('/design/check', async (request, response) => {
  const body: unknown = request.body ?? {}
  checkBody(body)
  response.json(await ask(request, response, 'definition-problems', body))
})

designRoutes.get('/design/preview', async (request, response) => {
  response.json(await ask(request, response, 'publish-preview', { restore: numberIn(request.query.restore) }))
})

designRoutes.get('/design/releases', async (request, response) => {
  response.json(await ask(request, response, 'releases', {}))
})

designRoutes.get('/design/diff', async (request, response) => {
  response.json(await ask(request, response, 'release-diff', { from: numberIn(request.query.from), to: numberIn(request.query.to) }))
})

designRoutes.get('/design/rehearsal', async (request, response) => {
  const { process, against, instance, limit } = request.query
  response.json(await ask(request, response, 'rehearse', { process: textIn(process), against, instance, limit }))
})

designRoutes.get('/design/uses', async (request, response) => {
  const { kind, name, field } = request.query
  response.json(
    await ask(request, response, 'where-used', {
      kind: textIn(kind),
      name: textIn(name),
      field: field === undefined ? undefined : textIn(field),
    }),
  )
})

designRoutes.get('/design/people', async (request, response) => {
  response.json(await ask(request, response, 'design-people', {}))
})

/** The working copy as somebody would see a form of it, where in a process he sits included. */
designRoutes.get('/design/form', async (request, response) => {
  const { entity, person, process, node } = request.query
  const step = process === undefined ? {} : { process: textIn(process), node: textIn(node) }
  response.json(await ask(request, response, 'form-preview', { entity: textIn(entity), person: textIn(person), ...step }))
})

/** A report that is being designed, on real data. */
designRoutes.post('/design/report', async (request, response) => {
  const body: unknown = request.body ?? {}
  reportBody(body)
  response.json(await ask(request, response, 'report-preview', body))
})

/** A print template that is being designed, on a real record. */
designRoutes.post('/design/print', async (request, response) => {
  const body: unknown = request.body ?? {}
  printBody(body)
  response.json(await ask(request, response, 'print-preview', body))
})

/** The sheet to calibrate a printer by, as the template would move it. */
designRoutes.post('/design/print-test', async (request, response) => {
  const body: unknown = request.body ?? {}
  printBody(body)
  const { name, bytes } = (await ask(request, response, 'print-test-page', body)) as PrintedFile
  nameFile(response, name, 'application/pdf')
  response.end(Buffer.from(bytes))
})

/** Who else has the designer open, and which file: told and asked at once, every few seconds. */
designRoutes.post('/design/presence', async (request, response) => {
  const body: unknown = request.body ?? {}
  presenceBody(body)
  response.json(await meetDesigners(request, response, body as PresenceBody))
})

/** The entries that a posting rule would write for a record; nothing is written. */
designRoutes.post('/design/posting', async (request, response) => {
  response.json(await command(request, response, 'preview-posting', request.body, { dryRun: true }))
})

/** What a formula gives on a record. */
designRoutes.post('/design/formula', async (request, response) => {
  response.json(await command(request, response, 'preview-formula', request.body, { dryRun: true }))
})

/** What the working copy opens and closes for whom. */
designRoutes.get('/design/rights', async (request, response) => {
  response.json(await ask(request, response, 'rights-impact', {}))
})

function textIn(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : ''
}

/** Errors: `bad-number`. */
function numberIn(value: unknown): number | undefined {
  if (value === undefined || value === '') return undefined
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw fail('bad-number', { text: textIn(value) })
  return number
}
