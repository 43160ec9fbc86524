import { fail } from '@formwork/platform/error/index.ts'
import { Router } from 'express'
import { hashToken } from '../../store/sessions/sessions.ts'
import { systemCommand } from '../caller.ts'
import { outOfSight, TOKEN } from '../public-token.ts'
import { limitLooks } from '../rate-limit.ts'
import { nameFile } from '../send-file.ts'
import { languageOf } from '../send-error.ts'
import type { ServedWorkspace } from '../served-workspace.ts'

/** Milliseconds in which several looks are one in the audit. */
const ONE_LOOK = 10 * 60_000

interface Shared {
  readonly id: string
  readonly openedAt: number | null
  readonly expiresAt: number
  readonly printed: unknown
}

/** What is shared by a public link: nobody is signed in, the token is the door, and each address has few tries. */
export function publicRoutes(): Router {
  const router = Router({ mergeParams: true })
  router.get('/public/:token', limitLooks(), outOfSight, async (request, response) => {
    const workspace = response.locals.workspace as ServedWorkspace
    const format = request.query.format === 'pdf' ? 'pdf' : 'layout'
    const token = String(request.params.token)
    if (!TOKEN.test(token)) throw fail('not-found')
    const language = languageOf(request, response)
    const shared = (await workspace.read('shared-record', {
      person: null,
      language,
      arguments: { token: hashToken(token), format },
    })) as Shared
    if (shared.openedAt === null || Date.now() - shared.openedAt > ONE_LOOK) {
      await systemCommand(workspace, 'open-public-link', { id: shared.id })
    }
    if (format === 'layout') return void response.json({ layout: shared.printed, expiresAt: shared.expiresAt })
    const { name, bytes } = shared.printed as { name: string; bytes: Uint8Array }
    nameFile(response, name, 'application/pdf')
    response.end(Buffer.from(bytes))
  })
  return router
}
