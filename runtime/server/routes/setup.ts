import { isAppError } from '@formwork/platform/error/index.ts'
import { Router, type RequestHandler } from 'express'
import { limitSetup } from '../rate-limit.ts'
import { readBody, SMALL_BODY } from '../read-body.ts'
import { sameOriginOnly } from '../same-origin.ts'
import { languageOf } from '../send-error.ts'
import type { SetupDoor } from '../setup/setup-door.ts'

/** The first run, where no workspace is yet or a demo offers a new one; absent door: absent routes. */
export function setupRoutes(door: SetupDoor): Router {
  const router = Router()
  router.use(limitSetup())
  router.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  /** Whether a new workspace may be made here, and whether a token is asked for: for everybody who opens the page. */
  router.get('/', (_request, response) => {
    response.json({ asksToken: door.asksToken, state: door.state.state })
  })
  router.get('/choices', admitted(door), async (_request, response) => {
    response.json({ templates: await door.choices() })
  })
  router.get('/progress', admitted(door), (request, response) => {
    const { problem, ...state } = door.state
    const message = problem && (isAppError(problem) ? problem.describe(languageOf(request, response)) : problem.message)
    response.json({ ...state, ...(message !== undefined && { problem: message }) })
  })
  router.post('/', sameOriginOnly, admitted(door), readBody(SMALL_BODY), async (request, response) => {
    await door.begin(request.body, languageOf(request, response))
    response.status(202).json({ state: door.state.state })
  })
  return router
}

function admitted(door: SetupDoor): RequestHandler {
  return (request, _response, next) => {
    door.admit(request.get('formwork-setup'))
    next()
  }
}
