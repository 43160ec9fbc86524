import { Router } from 'express'
import type { ServedWorkspaces } from '../served-workspace.ts'

/** `live`: the process answers. `ready`: every open workspace takes commands; `degraded`: so do these, but others could not be opened. */
export function healthRoutes(workspaces: ServedWorkspaces): Router {
  const router = Router()
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' })
  })
  router.get('/health/ready', async (_request, response) => {
    const { isReady, refused } = await workspaces.health().catch(() => ({ isReady: false, refused: [] }))
    if (!isReady) return void response.status(503).json({ status: 'not ready' })
    // Names of workspaces are for their people: only how many, and why.
    const reasons = [...new Set(refused)].sort()
    response.json(refused.length === 0 ? { status: 'ready' } : { status: 'degraded', unavailable: refused.length, reasons })
  })
  return router
}
