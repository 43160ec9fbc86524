import { Router } from 'express'
import { compileRequest, objectSchema } from '../../command/request.ts'
import { ask } from '../caller.ts'
import { jsonParameter, listParameters } from '../query-parameters.ts'

const fieldsSchema = { type: 'object', additionalProperties: {} } as const
const checkTexts = compileRequest(
  objectSchema(
    {
      texts: { type: 'array', items: { type: 'string' } },
      for: { type: 'string' },
      values: objectSchema({ record: fieldsSchema, line: fieldsSchema }),
    },
    ['texts'],
  ),
)

/** Records: lists, one record, its timeline, links and look-ups. */
export const recordRoutes = Router({ mergeParams: true })

recordRoutes.get('/records/:entity', async (request, response) => {
  response.json(await ask(request, response, 'list', { entity: request.params.entity, ...listParameters(request.query) }))
})

recordRoutes.get('/records/:entity/groups', async (request, response) => {
  response.json(await ask(request, response, 'list-groups', { entity: request.params.entity, ...listParameters(request.query) }))
})

recordRoutes.get('/list-views/:list', async (request, response) => {
  response.json(await ask(request, response, 'list-views', { list: request.params.list }))
})

recordRoutes.get('/records/:entity/:id', async (request, response) => {
  response.json(await ask(request, response, 'record', { entity: request.params.entity, id: request.params.id }))
})

recordRoutes.get('/records/:entity/:id/timeline', async (request, response) => {
  response.json(await ask(request, response, 'timeline', { entity: request.params.entity, id: request.params.id }))
})

recordRoutes.get('/records/:entity/:id/links', async (request, response) => {
  response.json(await ask(request, response, 'links', { entity: request.params.entity, id: request.params.id }))
})

recordRoutes.get('/records/:entity/:id/referring', async (request, response) => {
  response.json(await ask(request, response, 'referring', { entity: request.params.entity, id: request.params.id }))
})

recordRoutes.get('/scratch/:entity', async (request, response) => {
  response.json(await ask(request, response, 'scratch', { entity: request.params.entity, id: request.query.id }))
})

recordRoutes.get('/conversions/:conversion/sources', async (request, response) => {
  const { source, into, values } = request.query
  const parameters = { conversion: request.params.conversion, source, into, values: jsonParameter(values, 'values') }
  response.json(await ask(request, response, 'open-sources', parameters))
})

recordRoutes.get('/lookup/:entity', async (request, response) => {
  const { values, ...query } = request.query
  const parameters = { ...query, entity: request.params.entity, values: jsonParameter(values, 'values') }
  response.json(await ask(request, response, 'lookup', parameters))
})

recordRoutes.post('/lookup/:entity', async (request, response) => {
  const body: unknown = request.body ?? {}
  checkTexts(body)
  response.json(await ask(request, response, 'lookup-many', { ...(body as object), entity: request.params.entity }))
})

recordRoutes.get('/under-way', async (request, response) => {
  response.json(await ask(request, response, 'under-way', {}))
})

recordRoutes.get('/search', async (request, response) => {
  response.json(await ask(request, response, 'search', { text: request.query.text ?? '' }))
})
