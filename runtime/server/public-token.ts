import type { RequestHandler } from 'express'

/** 32 random bytes as base64url; whatever looks otherwise is asked of no database. */
export const TOKEN = /^[\w-]{43}$/

/** No search engine keeps it, no other site learns the address. */
export const outOfSight: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Robots-Tag', 'noindex, nofollow, noarchive')
  response.setHeader('Referrer-Policy', 'no-referrer')
  next()
}
