import { fail } from '@formwork/platform/error/index.ts'
import { randomUUID } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { compileRequest, objectSchema } from '../../command/request.ts'
import { VISIT } from '../../command/public-forms/answer-public-form.ts'
import { changesSchema } from '../../command/record-use-cases.ts'
import { hashToken } from '../../store/sessions/sessions.ts'
import { cleanName, mediaTypeOf } from '../files/media-type.ts'
import { fileStoreOf } from '../files/file-store-of.ts'
import { outOfSight, TOKEN } from '../public-token.ts'
import { limitAnswers, limitChoices, limitFiles } from '../rate-limit.ts'
import { FORM_BODY, readBody } from '../read-body.ts'
import { sameOriginOnly } from '../same-origin.ts'
import { languageOf } from '../send-error.ts'
import type { ServedWorkspace } from '../served-workspace.ts'

/** `website` is a field that nobody sees: who fills it in is no person. */
const checkAnswer = compileRequest(
  objectSchema(
    {
      key: { type: 'string', minLength: 8, maxLength: 100 },
      visit: VISIT,
      changes: changesSchema,
      website: { type: 'string', maxLength: 500 },
    },
    ['key', 'changes'],
  ),
)

const checkAsked = compileRequest(
  objectSchema({ field: { type: 'string', minLength: 1, maxLength: 130 }, visit: VISIT }, ['field', 'visit']),
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
    const { key, visit, changes, website } = body as { key: string; visit?: string; changes: unknown; website?: string }
    const token = tokenOf(request)
    if (website !== undefined && website !== '') return void response.json({ thanks: null })
    response.json(
      await execute(request, response, 'answer-public-form', { token, key, changes, ...(visit === undefined ? {} : { visit }) }),
    )
  })

  router.post('/public-forms/:token/files', sameOriginOnly, limitFiles(), outOfSight, async (request, response) => {
    response.status(201).json(await takeFile(request, response))
  })
  return router
}

interface Taken {
  readonly type: string
  readonly accept?: readonly string[]
  readonly maximumBytes: number
}

/** One file for a field: whether it is wanted is asked before it is read, what it is before it is kept. Errors: also those of `public-form-upload`, `too-large`. */
async function takeFile(request: Request, response: Response): Promise<object> {
  if (!request.is('application/octet-stream')) throw fail('unsupported-media-type', { type: String(request.get('content-type') ?? '') })
  const name = cleanName(request.query.name)
  const asked = { field: request.query.field, visit: request.query.visit }
  checkAsked(asked)
  const { type, accept, maximumBytes } = (await read(request, response, 'public-form-upload', asked)) as Taken
  const { hash, bytes, head } = await fileStoreOf(response.locals.workspace as ServedWorkspace).put(request, maximumBytes, (content) => {
    refuseOther(name, mediaTypeOf(content, name), accept, type)
  })
  const mediaType = mediaTypeOf(head, name)
  const body = { token: tokenOf(request), ...asked, hash, name, mediaType, bytes }
  return { ...(await execute(request, response, 'register-public-file', body)), name, mediaType, bytes }
}

/** Errors: `upload-refused`. */
function refuseOther(name: string, mediaType: string, accept: readonly string[] | undefined, type: string): void {
  const refuse = (reason: { zh: string; en: string }): Error => fail('upload-refused', { name, reason }, 'name')
  if (type !== 'attachment' && !mediaType.startsWith('image/')) throw refuse({ zh: '不是图片', en: 'it is no picture' })
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (accept?.includes(ending) === false) throw refuse({ zh: `只接受 ${accept.join('、')}`, en: `only ${accept.join(', ')} are taken` })
}

function execute(request: Request, response: Response, command: string, body: unknown): Promise<object> {
  return (response.locals.workspace as ServedWorkspace).execute({
    do: command,
    person: null,
    language: languageOf(request, response),
    channel: 'public',
    requestId: (response.locals.requestId as string | undefined) ?? randomUUID(),
    body,
  })
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
