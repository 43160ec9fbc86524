import { createHash, timingSafeEqual } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import { Router, type RequestHandler } from 'express'
import type { Metrics } from './metrics.ts'

/** Doors that are told apart; anything else is `other`, so that nobody makes series by asking for names. */
const DOORS: ReadonlySet<string> = new Set([
  'commands',
  'definitions',
  'design',
  'events',
  'exports',
  'files',
  'hooks',
  'ledgers',
  'prints',
  'records',
  'reports',
  'session',
  'tasks',
])
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** Counts every answer; a stream of events ends when its listener leaves and says nothing of speed, so it is left out. */
export function countRequests(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const started = performance.now()
    const door = doorOf(request.path)
    response.on('finish', () => {
      if (door === 'events') return
      const method = METHODS.has(request.method) ? request.method : 'other'
      metrics.countRequest(method, door, response.statusCode, (performance.now() - started) / 1000)
    })
    next()
  }
}

function doorOf(path: string): string {
  const door = /^\/w\/[^/]+\/api\/([^/]+)/.exec(path)?.[1]
  return door !== undefined && DOORS.has(door) ? door : 'other'
}

/** `/metrics` for who knows the token (`Authorization: Bearer …`); without a token in the configuration it is not there. */
export function metricsRoutes(metrics: Metrics, token: string | undefined): Router {
  const router = Router()
  router.get('/metrics', (request, response) => {
    const given = /^Bearer (.{1,1000})$/.exec(request.get('authorization') ?? '')?.[1]
    if (token === undefined || given === undefined || !isSame(given, token)) throw fail('not-found')
    response.type('text/plain; version=0.0.4; charset=utf-8').set('Cache-Control', 'no-store').send(metrics.print())
  })
  return router
}

/** Takes the same time whatever differs. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
