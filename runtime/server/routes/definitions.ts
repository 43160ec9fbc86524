import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { Router } from 'express'
import { localize } from '@formwork/platform/error/index.ts'
import { ask, callerOf } from '../caller.ts'
import type { ManualSource } from '../manual/manual-source.ts'
import { manualWords } from '../manual/manual-words.ts'
import { writeManual } from '../manual/write-manual.ts'
import { describeInterface, type VisibleDefinitions } from '../openapi/openapi.ts'
import { languageOf } from '../send-error.ts'
import { nameFile } from '../send-file.ts'

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

  router.get('/manual', async (request, response) => {
    const source = (await ask(request, response, 'definitions', {})) as ManualSource
    const language = languageOf(request, response)
    const { label, name } = source.template
    nameFile(response, `${localize(label ?? name, language)} ${manualWords[language].manual}.html`, 'text/html; charset=utf-8')
    response.send(writeManual(source, language))
  })

  return router
}
