import { Router } from 'express'
import { ask } from '../caller.ts'
import { jsonParameter } from '../query-parameters.ts'

/** Settings, modules, alerts, notices and other services beside records; they are written by commands. */
export const serviceRoutes = Router({ mergeParams: true })

for (const name of [
  'settings',
  'modules',
  'proxies',
  'public-links',
  'public-forms',
  'subscriptions',
  'recycle-bin',
  'notices',
  'alerts',
  'automation-runs',
  'webhooks',
] as const) {
  serviceRoutes.get(`/${name}`, async (request, response) => {
    response.json(await ask(request, response, name, request.query))
  })
}

serviceRoutes.get('/records/:entity/:id/comments', async (request, response) => {
  response.json(await ask(request, response, 'comments', { entity: request.params.entity, id: request.params.id }))
})

serviceRoutes.get('/matches/:name', async (request, response) => {
  const parameters = jsonParameter(request.query.parameters, 'parameters') ?? {}
  const values = jsonParameter(request.query.values, 'values')
  response.json(await ask(request, response, 'match', { match: request.params.name, parameters, values, limit: request.query.limit }))
})

serviceRoutes.get('/batches/:name', async (request, response) => {
  const parameters = jsonParameter(request.query.parameters, 'parameters')
  response.json(await ask(request, response, 'batch-rows', { batch: request.params.name, parameters }))
})
