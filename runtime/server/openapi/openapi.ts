import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { RequestSchema } from '../../command/request.ts'
import { useCases } from '../../command/use-cases.ts'
import type { UseCase } from '../../command/unit.ts'
import { answerSchemas } from './answers.ts'
import { FILE_ONLY, type DescribedRoute } from './described-route.ts'
import { describedRoutes } from './described-routes.ts'
import { fromRequestSchema, linesFields, list, object, reference, text, valuesSchema, type JsonSchema } from './json-schema.ts'

/** What the reader may see: the answer of the query `definitions`. */
export interface VisibleDefinitions {
  readonly release: number
  readonly template: { readonly name: string; readonly label?: LocalizedText; readonly version: string }
  readonly entities: readonly EntityDefinition[]
}

/** Commands that people may send. */
const describedCommands: readonly UseCase[] = useCases.filter((useCase) => useCase.internal !== true)

/**
 * OpenAPI 3.1 of a workspace as one reader sees it: every route, every command with its body, every entity with its
 * fields. Generated from what runs, so that it cannot be out of date.
 */
export function describeInterface(definitions: VisibleDefinitions, workspace: string, registry: Registry): JsonSchema {
  const { release, template, entities } = definitions
  return {
    openapi: '3.1.0',
    info: {
      title: `${localize(template.label ?? template.name, 'en')} (${workspace})`,
      version: `${template.version}+${release}`,
      description: 'Decimals and ids are strings, dates ISO text. 小数与编号均为字符串。',
    },
    servers: [{ url: `/w/${workspace}/api` }],
    security: [{ session: [] }, { key: [] }],
    paths: { ...routePaths(), ...commandPaths(entities), ...entityPaths(entities) },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'formwork_session' }, key: { type: 'http', scheme: 'bearer' } },
      schemas: { ...answerSchemas, ...entitySchemas(entities, registry) },
      responses: { Refusal: { description: 'Refused; nothing was done.', content: json(reference('Error')) } },
    },
  }
}

const JSON_TYPE = 'application/json'
const json = (schema: JsonSchema): JsonSchema => ({ [JSON_TYPE]: { schema } })

function routePaths(): Record<string, JsonSchema> {
  const paths: Record<string, JsonSchema> = {}
  for (const route of describedRoutes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: describeRoute(route) }
  }
  return paths
}

function describeRoute(route: DescribedRoute): JsonSchema {
  const { method, path, summary, parameters = [], body, bodyType = JSON_TYPE, answer, files, status, isOpen } = route
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: text }))
  return {
    operationId: `${method}${path.replaceAll(/[^A-Za-z]+/g, '-')}`,
    summary: summary.en,
    description: summary.zh,
    ...(isOpen === true ? { security: [] } : {}),
    ...(inPath.length + parameters.length > 0 ? { parameters: [...inPath, ...parameters] } : {}),
    ...(body === undefined ? {} : { requestBody: { required: true, content: { [bodyType]: { schema: body } } } }),
    responses: responses(typeof answer === 'string' ? reference(answer) : answer, status, files),
  }
}

/** A file is bytes: it has a media type and no schema. An answer without a schema is a file only. */
function responses(answer: JsonSchema, status = 200, files: readonly string[] = []): JsonSchema {
  const content = { ...(answer === FILE_ONLY ? {} : json(answer)), ...Object.fromEntries(files.map((type) => [type, {}])) }
  return { [status]: { description: 'Done.', content }, default: { $ref: '#/components/responses/Refusal' } }
}

const keyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', maxLength: 200 },
  description: 'The same request under the same key is done once.',
}

function commandPaths(entities: readonly EntityDefinition[]): Record<string, JsonSchema> {
  const paths = describedCommands.map((useCase) => {
    const operation = {
      operationId: `command-${useCase.name}`,
      summary: useCase.help.en,
      description: useCase.help.zh,
      tags: ['commands'],
      parameters: [keyHeader],
      requestBody: { required: true, content: json(bodySchema(useCase, entities)) },
      responses: responses(reference('CommandAnswer')),
    }
    return [`/commands/${useCase.name}`, { post: operation }]
  })
  return Object.fromEntries(paths) as Record<string, JsonSchema>
}

/** A body that carries changes names the values of the entities that the reader may see. */
function bodySchema(useCase: UseCase, entities: readonly EntityDefinition[]): JsonSchema {
  const schema = fromRequestSchema(useCase.request as RequestSchema)
  const changes = (schema.properties as Record<string, JsonSchema> | undefined)?.changes
  const properties = changes?.properties as Record<string, JsonSchema> | undefined
  if (properties?.values === undefined || entities.length === 0) return schema
  properties.values = { anyOf: entities.map((entity) => reference(`${entity.name}.values`)) }
  return schema
}

function entitySchemas(entities: readonly EntityDefinition[], registry: Registry): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {}
  for (const entity of entities) {
    schemas[`${entity.name}.values`] = { ...valuesSchema(entity.fields, registry), title: localize(entity.label ?? entity.name, 'en') }
    const lines = linesFields(entity)
    for (const field of lines) schemas[`${entity.name}.${field.name}`] = valuesSchema(field.fields ?? [], registry)
    schemas[`${entity.name}.row`] = { allOf: [reference('Row'), object({ values: reference(`${entity.name}.values`) })] }
    const ofLines = lines.map((field) => [
      field.name,
      list({ allOf: [reference('Line'), object({ values: reference(`${entity.name}.${field.name}`) })] }),
    ])
    schemas[`${entity.name}.record`] = {
      allOf: [
        reference('Record'),
        object({ values: reference(`${entity.name}.values`), lines: object(Object.fromEntries(ofLines) as Record<string, JsonSchema>) }),
      ],
    }
  }
  return schemas
}

/** The lists and records of each entity, with their fields. */
function entityPaths(entities: readonly EntityDefinition[]): Record<string, JsonSchema> {
  const [listed, single] = ['/records/:entity', '/records/:entity/:id'].map((path) => describedRoutes.find((route) => route.path === path)!)
  const paths: Record<string, JsonSchema> = {}
  for (const entity of entities) {
    const label = localize(entity.label ?? entity.name, 'en')
    const page: JsonSchema = { allOf: [reference('Page'), object({ rows: list(reference(`${entity.name}.row`)) })] }
    const own = (verb: string, route: DescribedRoute, path: string, answer: JsonSchema): JsonSchema => ({
      get: {
        ...describeRoute({ ...route, path, answer }),
        operationId: `${verb}-${entity.name}`,
        tags: [label],
        summary: `${label}: ${route.summary.en}`,
      },
    })
    paths[`/records/${entity.name}`] = own('list', listed!, `/records/${entity.name}`, page)
    paths[`/records/${entity.name}/{id}`] = own('read', single!, `/records/${entity.name}/:id`, reference(`${entity.name}.record`))
  }
  return paths
}
