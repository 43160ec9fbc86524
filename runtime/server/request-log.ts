import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'

/** One line in this many successful requests is logged; every refusal and every failure is. */
const SAMPLE_OF_SUCCESSES = 20

let successes = 0

/** Gives each request an id (its own or a new one) and logs it when it ends; never bodies, never secrets. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id')
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    response.locals.requestId = requestId
    response.setHeader('X-Request-Id', requestId)
    const started = performance.now()
    response.on('finish', () => {
      if (response.statusCode < 400 && successes++ % SAMPLE_OF_SUCCESSES !== 0) return
      const line = {
        requestId,
        method: request.method,
        path: request.originalUrl.split('?')[0],
        status: response.statusCode,
        milliseconds: Math.round(performance.now() - started),
      }
      if (response.statusCode >= 500) logger.error(line, 'request')
      else logger.info(line, 'request')
    })
    next()
  }
}
