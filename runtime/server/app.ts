import { fail } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import express, { Router, type Express, type RequestHandler } from 'express'
import type { Logger } from 'pino'
import { callerOf } from './caller.ts'
import { clientFiles } from './client-files.ts'
import type { EventHub } from './live/event-hub.ts'
import { findWorkspace, identify } from './identify.ts'
import { ownHostOnly } from './own-host.ts'
import type { Metrics } from './metrics/metrics.ts'
import { countRequests, metricsRoutes } from './metrics/metrics-routes.ts'
import { plainQuery } from './plain-query.ts'
import { limitByAddress, limitByCaller } from './rate-limit.ts'
import { LARGEST_BODY, readBody, SMALL_BODY } from './read-body.ts'
import { requestLog } from './request-log.ts'
import { healthRoutes } from './routes/health.ts'
import { hookRoutes } from './routes/hooks.ts'
import { identifiedRoutes } from './routes/index.ts'
import { publicFormRoutes } from './routes/public-forms.ts'
import { publicRoutes } from './routes/public.ts'
import { setupRoutes } from './routes/setup.ts'
import { sessionRoutes } from './routes/session.ts'
import { sameOriginOnly } from './same-origin.ts'
import { securityHeaders } from './security-headers.ts'
import { sendError } from './send-error.ts'
import type { ServedWorkspaces } from './served-workspace.ts'
import type { SetupDoor } from './setup/setup-door.ts'
import { SignInLimits } from './sign-in-limits.ts'

export interface AppOptions {
  workspaces: ServedWorkspaces
  registry: Registry
  logger: Logger
  /** Folder of the built client. */
  clientFolder: string
  /** Where `/` leads, when there is one obvious workspace. */
  home?: () => Promise<string | undefined>
  /** Behind this many trusted proxies; 0 when clients connect directly. */
  trustedProxies?: number
  /** Listens on loopback: without a proxy only names of this machine are answered. */
  isLocal?: boolean
  /** Requests a minute that one person or key may send. */
  requestsPerMinute: number
  /** Who listens for events; closed by whoever made it. */
  hub: EventHub
  metrics: Metrics
  /** Where a workspace is made at the first run; absent: nowhere. */
  setup?: SetupDoor
  /** Who knows it may read `/metrics`; absent: nobody. */
  metricsToken?: string
}

/** The whole HTTP surface: every door of the product is a line here. */
export function createApp(options: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', options.trustedProxies ?? 0)
  app.set('query parser', 'simple')
  app.use(requestLog(options.logger))
  app.use(countRequests(options.metrics))
  app.use(securityHeaders)
  app.use(healthRoutes(options.workspaces))
  app.use(metricsRoutes(options.metrics, options.metricsToken))
  if (options.isLocal === true && !options.trustedProxies) app.use(ownHostOnly)
  if (options.setup !== undefined) app.use('/setup/api', setupRoutes(options.setup))
  app.use('/w/:workspace/api', workspaceInterface(options))
  app.use(clientFiles(options))
  app.use((_request, _response, next) => next(fail('not-found')))
  app.use(sendError(options.logger))
  return app
}

function workspaceInterface({ workspaces, registry, requestsPerMinute, hub, setup }: AppOptions): Router {
  const router = Router({ mergeParams: true })
  router.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  router.use(limitByAddress(requestsPerMinute), plainQuery, findWorkspace(workspaces))
  router.use(hookRoutes)
  router.use(publicRoutes())
  router.use(publicFormRoutes())
  router.use(sameOriginOnly)
  // What somebody unknown sends is read only as far as a login goes.
  router.use('/session', readBody(SMALL_BODY))
  router.use(sessionRoutes(new SignInLimits(), setup !== undefined))
  router.use(identify, limitByCaller(requestsPerMinute), readBody(LARGEST_BODY))
  router.use(wakeListeners(hub))
  for (const routes of identifiedRoutes(registry, hub)) router.use(routes)
  return router
}

/** What was written through this server is told at once, not at the next look. */
function wakeListeners(hub: EventHub): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET') response.on('finish', () => hub.wake(callerOf(response).workspace.name))
    next()
  }
}
