import type { AppError } from '@formwork/platform/error/index.ts'
import { isAppError, fail, type Language } from '@formwork/platform/error/index.ts'
import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Logger } from 'pino'
import { sendErrorPage, wantsPage } from './error-page.ts'

/** The reader's language: the session's, else what the browser prefers, else Chinese. */
export function languageOf(request: Request, response: Response): Language {
  const known = response.locals.language as Language | undefined
  if (known) return known
  const header = request.get('accept-language') ?? ''
  return /^\s*en\b/i.test(header) ? 'en' : 'zh'
}

/** Every refusal leaves in one shape: `{ code, message, path, requestId, errors? }`, in the reader's language; for who opened an address in a browser as a page. */
export function sendError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const requestId = response.locals.requestId as string
    if (response.headersSent) {
      // Half an answer is out: the connection ends, so that nobody takes it for a whole one.
      logger.warn({ requestId, error: String(error) }, 'cut')
      return void response.destroy()
    }
    const known = isAppError(error) ? error : ofTheDoor(error, request)
    if (known.status >= 500) {
      logger.error({ requestId, error: error instanceof Error ? { message: error.message, stack: error.stack } : String(error) }, 'failure')
    }
    if (known.status === 429) response.setHeader('Retry-After', String(known.parameters.seconds ?? 60))
    const language = languageOf(request, response)
    if (wantsPage(request)) return sendErrorPage(request, response, known, language)
    response.status(known.status).json({ ...known.toWire(language), requestId })
  }
}

/** What express and its body readers refuse themselves: an address that cannot be decoded, a body too large or packed. */
function ofTheDoor(error: unknown, request: Request): AppError {
  const status = (error as { status?: unknown } | null)?.status
  if (status === 404) return fail('not-found')
  if (status === 413) return fail('too-large', { limit: '1 MB' })
  if (status === 415) {
    return fail('unsupported-media-type', { type: String(request.get('content-encoding') ?? request.get('content-type') ?? '') })
  }
  if (typeof status === 'number' && status >= 400 && status < 500) return fail('bad-request', { reason: BAD_ADDRESS })
  return fail('internal')
}

const BAD_ADDRESS = { zh: '地址或内容无法解码', en: 'its address or content cannot be decoded' }
