import { AppError, fail, isAppError } from '@formwork/platform/error/index.ts'
import { Router } from 'express'
import { command } from '../caller.ts'
import { languageOf } from '../send-error.ts'
import { refuseFailedCases } from '../trial/working-cases.ts'

/** A bulk request carries at most this many bodies; larger work is an import. */
const MAXIMUM_BULK = 1000

/** Commands whose impact can be asked for: those that write ledgers or move their balances. */
const REHEARSED: ReadonlySet<string> = new Set(['submit', 'amend', 'unpost', 'void', 'close', 'reopen', 'approve', 'merge'])

/** Commands: one by name, a dry run of a save, many with a line per failure. */
export const commandRoutes = Router({ mergeParams: true })

commandRoutes.post('/commands/:name', async (request, response) => {
  if (request.params.name === 'publish') await refuseFailedCases(request, response)
  response.json(await command(request, response, request.params.name, request.body))
})

commandRoutes.post('/preview', async (request, response) => {
  response.json(await command(request, response, 'save', request.body, { dryRun: true }))
})

commandRoutes.post('/impact/:name', async (request, response) => {
  if (!REHEARSED.has(request.params.name)) throw fail('not-found')
  response.json(await command(request, response, request.params.name, request.body, { dryRun: true }))
})

commandRoutes.post('/bulk', async (request, response) => {
  const { name, bodies } = readBulk(request.body)
  const language = languageOf(request, response)
  const key = request.get('idempotency-key')
  const requestId = response.locals.requestId as string
  const results = await Promise.all(
    bodies.map((body, index) =>
      command(request, response, name, body, { key: key === undefined ? undefined : `${key}/${index}` }).then(
        (answer) => ({ ok: true, answer }),
        (error: unknown) => ({
          ok: false,
          error: { ...(isAppError(error) ? error : new AppError('internal')).toWire(language), requestId },
        }),
      ),
    ),
  )
  response.json({ results })
})

function readBulk(body: unknown): { name: string; bodies: unknown[] } {
  const { command: name, bodies, ...others } = (body ?? {}) as Record<string, unknown>
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw fail('unknown-field', { field: unknown })
  if (typeof name !== 'string') throw fail('required', { label: 'command' }, 'command')
  if (!Array.isArray(bodies)) throw fail('wrong-type', { expected: 'array', actual: typeof bodies }, 'bodies')
  if (bodies.length > MAXIMUM_BULK) throw fail('too-many-items', { label: 'bodies', limit: MAXIMUM_BULK }, 'bodies')
  return { name, bodies }
}
