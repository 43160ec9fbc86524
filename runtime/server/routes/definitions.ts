import { Router } from 'express'
import { ask } from '../caller.ts'

/** What the reader may see of the current release, and the description of the whole interface. */
export const definitionRoutes = Router({ mergeParams: true })

definitionRoutes.get('/definitions', async (request, response) => {
  response.json(await ask(request, response, 'definitions', {}))
})

definitionRoutes.get('/openapi.json', async (request, response) => {
  response.json(await ask(request, response, 'openapi', {}))
})
