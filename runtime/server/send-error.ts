import { isAppError, fail, type Language } from '@formwork/platform/error/index.ts'
import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Logger } from 'pino'

/** The reader's language: the session's, else what the browser prefers, else Chinese. */
export function languageOf(request: Request, response: Response): Language {
  const known = response.locals.language as Language | undefined
  if (known) return known
  const header = request.get('accept-language') ?? ''
  return /^\s*en\b/i.test(header) ? 'en' : 'zh'
}

/** Every refusal leaves in one shape: `{ code, message, path, requestId, errors? }`, in the reader's language. */
export function sendError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const known = isAppError(error) ? error : fail('internal')
    const requestId = response.locals.requestId as string
    if (known.status >= 500) {
      logger.error({ requestId, error: error instanceof Error ? { message: error.message, stack: error.stack } : String(error) }, 'failure')
    }
    if (known.status === 429) response.setHeader('Retry-After', String(known.parameters.seconds ?? 60))
    response.status(known.status).json({ ...known.toWire(languageOf(request, response)), requestId })
  }
}
