import { Router } from 'express'
import type { ServedWorkspaces } from '../served-workspace.ts'

/** `live`: the process answers. `ready`: every open workspace takes commands. */
export function healthRoutes(workspaces: ServedWorkspaces): Router {
  const router = Router()
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' })
  })
  router.get('/health/ready', async (_request, response) => {
    const ready = await workspaces.isReady().catch(() => false)
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' })
  })
  return router
}
