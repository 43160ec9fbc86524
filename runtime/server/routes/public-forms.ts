import { fail } from '@formwork/platform/error/index.ts'
import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { compileRequest, objectSchema } from '../../command/request.ts'
import { changesSchema } from '../../command/record-use-cases.ts'
import { hashToken } from '../../store/sessions/sessions.ts'
import { outOfSight, TOKEN } from '../public-token.ts'
import { limitAnswers, limitChoices } from '../rate-limit.ts'
import { FORM_BODY, readBody } from '../read-body.ts'
import { sameOriginOnly } from '../same-origin.ts'
import { languageOf } from '../send-error.ts'
import type { ServedWorkspace } from '../served-workspace.ts'

/** `website` is a field that nobody sees: who fills it in is no person. */
const checkAnswer = compileRequest(
  objectSchema(
    { key: { type: 'string', minLength: 8, maxLength: 100 }, changes: changesSchema, website: { type: 'string', maxLength: 500 } },
    ['key', 'changes'],
  ),
)

/** Forms for people outside: nobody is signed in, the token is the door; its fields, what they offer, and one new record. */
export function publicFormRoutes(): Router {
  const router = Router({ mergeParams: true })
  const limitReads = limitChoices()

  router.get('/public-forms/:token', limitReads, outOfSight, async (request, response) => {
    response.json(await read(request, response, 'public-form', {}))
  })

  router.get('/public-forms/:token/lookup', limitReads, outOfSight, async (request, response) => {
    const { field = '', text = '' } = request.query
    response.json(await read(request, response, 'public-form-lookup', { field, text }))
  })

  router.post('/public-forms/:token', sameOriginOnly, limitAnswers(), outOfSight, readBody(FORM_BODY), async (request, response) => {
    const body: unknown = request.body ?? {}
    checkAnswer(body)
    const { key, changes, website } = body as { key: string; changes: unknown; website?: string }
    const token = tokenOf(request)
    if (website !== undefined && website !== '') return void response.json({ thanks: null })
    const workspace = response.locals.workspace as ServedWorkspace
    const language = languageOf(request, response)
    const answer = await workspace.execute({
      do: 'answer-public-form',
      person: null,
      language,
      channel: 'public',
      requestId: (response.locals.requestId as string | undefined) ?? randomUUID(),
      body: { token, key, changes },
    })
    response.json(answer)
  })
  return router
}

function read(request: Request, response: Response, query: string, parameters: object): Promise<unknown> {
  const workspace = response.locals.workspace as ServedWorkspace
  return workspace.read(query, {
    person: null,
    language: languageOf(request, response),
    arguments: { ...parameters, token: tokenOf(request) },
  })
}

/** The hash of the token. Errors: `not-found` for what can be none. */
function tokenOf(request: Request): string {
  const token = String(request.params.token)
  if (!TOKEN.test(token)) throw fail('not-found')
  return hashToken(token)
}
