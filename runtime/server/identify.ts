import { fail } from '@formwork/platform/error/index.ts'
import type { Request, RequestHandler } from 'express'
import { hashToken } from '../store/sessions/sessions.ts'
import { lookAs } from './look-as.ts'
import { systemCommand, systemQuery, type Caller } from './caller.ts'
import type { ServedWorkspace, ServedWorkspaces } from './served-workspace.ts'

export const SESSION_COOKIE = 'formwork_session'

/** Opens the workspace named in the address; one that is not there answers 404, as everything foreign does. */
export function findWorkspace(workspaces: ServedWorkspaces): RequestHandler {
  return async (request, response, next) => {
    const workspace = await workspaces.get(String(request.params.workspace))
    if (workspace === undefined) return next(fail('not-found'))
    response.locals.workspace = workspace
    next()
  }
}

/** Who sends this request, asked anew. Errors: not-logged-in, session-expired, key-refused. */
export function identifyCaller(workspace: ServedWorkspace, request: Request): Promise<IdentifiedCaller> {
  const authorization = request.get('authorization')
  return authorization === undefined ? identifyBySession(workspace, request) : identifyByKey(workspace, authorization)
}

/** Puts the caller into `response.locals`. Errors: not-logged-in, session-expired, key-refused. */
export const identify: RequestHandler = async (request, response, next) => {
  const workspace = response.locals.workspace as ServedWorkspace
  const caller = await lookAs(await identifyCaller(workspace, request), request)
  response.locals.caller = caller
  if (caller.language) response.locals.language = caller.language
  next()
}

export function sessionToken(request: Request): string | undefined {
  const cookies = request.get('cookie')?.split(';') ?? []
  for (const cookie of cookies) {
    const [name, value] = cookie.trim().split('=')
    if (name === SESSION_COOKIE && value) return value
  }
  return undefined
}

type IdentifiedCaller = Caller & { language?: 'zh' | 'en' }

/** A session that is used is kept alive by a write once in this time. */
const TOUCH_MILLISECONDS = 10 * 60_000

interface KnownSession {
  person: number
  language: 'zh' | 'en'
  seenAt: number
  mustChange: boolean
}

async function identifyBySession(workspace: ServedWorkspace, request: Request): Promise<IdentifiedCaller> {
  const token = sessionToken(request)
  if (token === undefined) throw fail('not-logged-in')
  const session = (await systemQuery(workspace, 'session', { token: hashToken(token) })) as KnownSession | null
  if (session === null) throw fail('session-expired')
  if (session.mustChange && !isAllowedBeforeChange(request)) throw fail('password-change-required')
  // Nobody waits for it, and a failure shows at the next write.
  if (Date.now() - session.seenAt > TOUCH_MILLISECONDS) {
    void systemCommand(workspace, 'touch-session', { token: hashToken(token) }).catch(() => undefined)
  }
  return { workspace, person: session.person, language: session.language, channel: 'form' }
}

/** With a one-time password one may see who one is and set another. */
function isAllowedBeforeChange(request: Request): boolean {
  return (
    request.path === '/session' ||
    request.path === '/session/language' ||
    (request.method === 'POST' && request.path === '/commands/set-password')
  )
}

async function identifyByKey(workspace: ServedWorkspace, authorization: string): Promise<IdentifiedCaller> {
  const [scheme, secret] = authorization.split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !secret) throw fail('key-refused')
  const key = (await systemQuery(workspace, 'api-key', { key: hashToken(secret) })) as { person: number; scopes: string[] } | null
  if (key === null) throw fail('key-refused')
  return { workspace, person: key.person, scopes: key.scopes, channel: 'api' }
}
