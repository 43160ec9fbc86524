import { fail } from '@formwork/platform/error/index.ts'
import { Router, type Request, type Response } from 'express'
import { hashToken } from '../../store/sessions/sessions.ts'
import { ask, systemCommand } from '../caller.ts'
import { signInPage } from '../demo.ts'
import { identify, SESSION_COOKIE, sessionToken } from '../identify.ts'
import type { ServedWorkspace } from '../served-workspace.ts'
import { signIn } from '../sign-in.ts'
import type { SignInLimits } from '../sign-in-limits.ts'

/** Signing in and out; who I am. `mayMake`: a workspace of one's own may be made on this server. */
export function sessionRoutes(limits: SignInLimits, mayMake: boolean): Router {
  const router = Router({ mergeParams: true })

  router.get('/session', identify, async (request, response) => {
    response.json(await ask(request, response, 'me', {}))
  })

  router.post('/session', async (request, response) => {
    const workspace = workspaceOf(response)
    const { token, mustChange } = await signIn(workspace, request, limits)
    setSessionCookie(request, response, workspace, token)
    response.status(201).json({ signedIn: true, mustChangePassword: mustChange })
  })

  router.delete('/session', async (request, response) => {
    const workspace = workspaceOf(response)
    const token = sessionToken(request)
    if (token !== undefined) await systemCommand(workspace, 'close-session', { token: hashToken(token) })
    response.clearCookie(SESSION_COOKIE, { path: `/w/${workspace.name}/` })
    response.json({ signedIn: false })
  })

  router.post('/session/language', identify, async (request, response) => {
    const { language } = (request.body ?? {}) as { language?: unknown }
    if (language !== 'zh' && language !== 'en') throw fail('not-an-option', { value: String(language), label: 'language' }, 'language')
    const token = sessionToken(request)
    if (token !== undefined) await systemCommand(workspaceOf(response), 'touch-session', { token: hashToken(token), language })
    response.json({ language })
  })

  /** What the workspace is called; the demo workspace names its logins, every other one answers with an empty list. */
  router.get('/demo', async (_request, response) => {
    response.json({ ...(await signInPage(workspaceOf(response))), mayMake })
  })

  return router
}

function workspaceOf(response: Response): ServedWorkspace {
  return response.locals.workspace as ServedWorkspace
}

function setSessionCookie(request: Request, response: Response, workspace: ServedWorkspace, token: string): void {
  response.cookie(SESSION_COOKIE, token, { path: `/w/${workspace.name}/`, httpOnly: true, sameSite: 'lax', secure: request.secure })
}
