import { fail } from '@formwork/platform/error/index.ts'
import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { callerOf } from './caller.ts'

const WINDOW_MILLISECONDS = 60_000
/** One address may be a whole office behind one router: it gets several people's share. */
const PEOPLE_AN_ADDRESS = 10

/** Before anybody is known: what one address may send, signed in or not. Errors: too-many-requests. */
export function limitByAddress(requestsPerMinute: number): RequestHandler {
  return limit(requestsPerMinute * PEOPLE_AN_ADDRESS, (request) => ipKeyGenerator(request.ip ?? ''))
}

/** What one person may send, over all sessions and keys together. Errors: too-many-requests. */
export function limitByCaller(requestsPerMinute: number): RequestHandler {
  return limit(requestsPerMinute, (_request, response) => {
    const { workspace, person } = callerOf(response)
    return `${workspace.name}/${person}`
  })
}

/** Looks at public links that one address may take in a minute: a reader needs a few, a guesser billions. Errors: too-many-requests. */
const LOOKS_A_MINUTE = 60

export function limitLooks(): RequestHandler {
  return limit(LOOKS_A_MINUTE, (request) => ipKeyGenerator(request.ip ?? ''))
}

/** What one address may read of public forms in a minute: their look-ups ask while somebody types. Errors: too-many-requests. */
const CHOICES_A_MINUTE = 120
/** Answers that one address may send in a minute: somebody fills in a form now and then, a machine thousands. */
const ANSWERS_A_MINUTE = 10

export function limitChoices(): RequestHandler {
  return limit(CHOICES_A_MINUTE, (request) => ipKeyGenerator(request.ip ?? ''))
}

export function limitAnswers(): RequestHandler {
  return limit(ANSWERS_A_MINUTE, (request) => ipKeyGenerator(request.ip ?? ''))
}

/** Files for forms that one address may send in a minute: those of a few answers. */
const FILES_A_MINUTE = 30

export function limitFiles(): RequestHandler {
  return limit(FILES_A_MINUTE, (request) => ipKeyGenerator(request.ip ?? ''))
}

/** What one address may ask of the first run in a minute: its page looks every second. Errors: too-many-requests. */
const SETUP_A_MINUTE = 240

export function limitSetup(): RequestHandler {
  return limit(SETUP_A_MINUTE, (request) => ipKeyGenerator(request.ip ?? ''))
}

function limit(requests: number, keyOf: (request: Request, response: Response) => string): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MILLISECONDS,
    limit: requests,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    keyGenerator: keyOf,
    handler: (request, _response, next) => {
      const { resetTime } = (request as Request & { rateLimit: { resetTime?: Date } }).rateLimit
      const seconds = Math.max(1, Math.ceil(((resetTime?.getTime() ?? Date.now() + WINDOW_MILLISECONDS) - Date.now()) / 1000))
      next(fail('too-many-requests', { seconds }))
    },
  })
}
