import { fail } from '@formwork/platform/error/index.ts'
import type { Request, RequestHandler } from 'express'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * State changes need a same-origin JSON request, or an API key. A form post from elsewhere carries neither
 * the content type nor the fetch metadata; the cookie's SameSite=Lax is the second wall.
 * Errors: csrf-refused, unsupported-media-type.
 */
export const sameOriginOnly: RequestHandler = (request, _response, next) => {
  if (SAFE_METHODS.has(request.method) || request.get('authorization')) return next()
  const site = request.get('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') return next(fail('csrf-refused'))
  const origin = request.get('origin')
  if (origin && !isOwnOrigin(origin, request)) return next(fail('csrf-refused'))
  // Bytes of a file: a type that no form of another site can send without asking first.
  if (request.path.endsWith('/files') && request.is('application/octet-stream')) return next()
  if (hasBody(request) && !request.is('application/json')) {
    return next(fail('unsupported-media-type', { type: String(request.get('content-type') ?? '') }))
  }
  next()
}

function isOwnOrigin(origin: string, request: Request): boolean {
  try {
    return new URL(origin).host === request.get('host')
  } catch {
    return false
  }
}

function hasBody(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0
}
