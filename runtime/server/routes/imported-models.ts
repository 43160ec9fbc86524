import { importModel } from '@formwork/platform/definition/import/import-model.ts'
import { failAll } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { Router } from 'express'
import { compileRequest, nameSchema, objectSchema } from '../../command/request.ts'
import { ask, command } from '../caller.ts'

/** Characters: what one file of the working copy may have. */
const LONGEST_FILE = 1_000_000
const checkBody = compileRequest(
  objectSchema(
    { text: { type: 'string', minLength: 1, maxLength: LONGEST_FILE }, name: nameSchema, label: nameSchema, entity: nameSchema },
    ['text', 'name'],
  ),
)

interface WorkingCopy {
  readonly release: number
  readonly files: readonly { readonly path: string }[]
  readonly changes: readonly { readonly path: string; readonly revision: number }[]
}

/** BPMN and DMN files of other tools, taken into the working copy. */
export function importedModelRoutes(registry: Registry): Router {
  const routes = Router({ mergeParams: true })
  routes.post('/design/import', async (request, response) => {
    checkBody(request.body)
    const { text, name, label, entity } = request.body as { text: string; name: string; label?: string; entity?: string }
    const copy = (await ask(request, response, 'working-copy', {})) as WorkingCopy
    const { kind, files, findings, obstacle } = await importModel(text, { registry, name, label: label ?? name, entity })
    const errors = findings.filter((finding) => finding.severity === 'error')
    if (errors.length > 0) {
      throw failAll(
        errors.map(({ element, name: called, reason }) => ({
          code: 'bpmn-invalid',
          path: element,
          parameters: { element: called === null || called === '' ? element : `${element} ${called}`, reason },
        })),
      )
    }
    const revisions = new Map(copy.changes.map(({ path, revision }) => [path, revision]))
    const saved = files.map((file) => ({ ...file, revision: revisions.get(file.path) ?? 0 }))
    await command(request, response, 'save-definitions', { release: copy.release, files: saved })
    response.json({ kind, files: files.map(({ path }) => path), obstacle, findings })
  })
  return routes
}
