import { randomBytes } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import { Router, type Request, type Response } from 'express'
import { verifyPassword } from '../../store/sessions/password.ts'
import { hashToken } from '../../store/sessions/sessions.ts'
import { ask, systemCommand, systemQuery } from '../caller.ts'
import { demoLogins } from '../demo.ts'
import { identify, SESSION_COOKIE, sessionToken } from '../identify.ts'
import type { ServedWorkspace } from '../served-workspace.ts'
import { SignInLimits } from '../sign-in-limits.ts'

/** Signing in and out; who I am. */
export const sessionRoutes = Router({ mergeParams: true })

const limits = new SignInLimits()

sessionRoutes.get('/session', identify, async (request, response) => {
  response.json(await ask(request, response, 'me', {}))
})

sessionRoutes.post('/session', async (request, response) => {
  const workspace = response.locals.workspace as ServedWorkspace
  const { login, password } = readCredentials(request.body)
  const account = `${workspace.name}/${login}`
  const address = `${workspace.name}@${request.ip}`
  limits.check(account, address)
  const known = (await systemQuery(workspace, 'credential', { login })) as { person: number; hash: string } | null
  const matches = await verifyPassword(password, known?.hash)
  if (!matches || known === null) {
    limits.fail(account, address)
    throw fail('login-refused')
  }
  limits.succeed(account)
  const token = randomBytes(32).toString('base64url')
  await systemCommand(workspace, 'open-session', { person: known.person, token: hashToken(token), device: (request.get('user-agent') ?? '').slice(0, 200), address: request.ip ?? '' })
  setSessionCookie(request, response, workspace, token)
  response.status(201).json({ signedIn: true })
})

sessionRoutes.delete('/session', async (request, response) => {
  const workspace = response.locals.workspace as ServedWorkspace
  const token = sessionToken(request)
  if (token !== undefined) await systemCommand(workspace, 'close-session', { token: hashToken(token) })
  response.clearCookie(SESSION_COOKIE, { path: `/w/${workspace.name}/` })
  response.json({ signedIn: false })
})

/** The demo workspace names its logins; every other workspace answers with an empty list. */
sessionRoutes.get('/demo', async (_request, response) => {
  response.json({ logins: await demoLogins(response.locals.workspace as ServedWorkspace) })
})

function setSessionCookie(request: Request, response: Response, workspace: ServedWorkspace, token: string): void {
  response.cookie(SESSION_COOKIE, token, { path: `/w/${workspace.name}/`, httpOnly: true, sameSite: 'lax', secure: request.secure })
}

function readCredentials(body: unknown): { login: string; password: string } {
  const { login, password } = (body ?? {}) as Record<string, unknown>
  if (typeof login !== 'string' || login === '') throw fail('required', { label: { zh: '账号', en: 'Account' } }, 'login')
  if (typeof password !== 'string' || password === '') throw fail('required', { label: { zh: '密码', en: 'Password' } }, 'password')
  if (login.length > 200 || password.length > 500) throw fail('login-refused')
  return { login, password }
}
