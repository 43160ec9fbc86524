import { fail } from '@formwork/platform/error/index.ts'
import type { RequestHandler } from 'express'
import { hostOf, isLoopback } from './loopback.ts'

/**
 * A server that listens on loopback without a proxy in front answers only to names of this machine: a page from
 * elsewhere whose own name was made to point here (DNS rebinding) is refused. Errors: csrf-refused.
 */
export const ownHostOnly: RequestHandler = (request, _response, next) => {
  next(isLoopback(hostOf(request.get('host') ?? '')) ? undefined : fail('csrf-refused'))
}
