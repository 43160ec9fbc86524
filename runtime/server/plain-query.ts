import { fail } from '@formwork/platform/error/index.ts'
import type { RequestHandler } from 'express'

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Parameters of an address are single texts: said twice, named like something of every object, or with a NUL in them they
 * are refused before any route reads them. Errors: bad-request, forbidden-key, bad-format.
 */
export const plainQuery: RequestHandler = (request, _response, next) => {
  for (const [name, value] of Object.entries(request.query)) {
    if (FORBIDDEN.has(name)) return next(fail('forbidden-key', { key: name }))
    if (typeof value !== 'string') {
      return next(fail('bad-request', { reason: { zh: `参数“${name}”重复`, en: `"${name}" is said twice` } }, name))
    }
    if (name.includes('\0') || value.includes('\0')) return next(fail('bad-format', { value: '\\u0000', expected: TEXT }, name))
  }
  next()
}

const TEXT = { zh: '文本', en: 'text' }
