import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { Router } from 'express'
import { ask, callerOf } from '../caller.ts'
import { describeInterface, type VisibleDefinitions } from '../openapi/openapi.ts'

/** What the reader may see of the current release, and the description of the whole interface for them. */
export function definitionRoutes(registry: Registry): Router {
  const router = Router({ mergeParams: true })

  router.get('/definitions', async (request, response) => {
    response.json(await ask(request, response, 'definitions', {}))
  })

  router.get('/openapi.json', async (request, response) => {
    const definitions = (await ask(request, response, 'definitions', {})) as VisibleDefinitions
    response.json(describeInterface(definitions, callerOf(response).workspace.name, registry))
  })

  return router
}
