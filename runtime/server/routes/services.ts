import { Router } from 'express'
import { ask } from '../caller.ts'

/** Settings, modules, alerts, notices and other services beside records; they are written by commands. */
export const serviceRoutes = Router({ mergeParams: true })

for (const name of ['settings', 'modules'] as const) {
  serviceRoutes.get(`/${name}`, async (request, response) => {
    response.json(await ask(request, response, name, {}))
  })
}
