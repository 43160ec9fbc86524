import standaloneModule from 'ajv/dist/standalone/index.js'
import type { Registry } from '../../plugin/index.ts'
import { createAjv } from './create-ajv.ts'
import { buildFieldSchema } from './field-schema.ts'
import { kindSchemas, sharedSchemas } from './index.ts'
import { buildReportSchema } from './report-schema.ts'

const standalone = standaloneModule as unknown as (ajv: unknown, exports: Record<string, string>) => string

/**
 * The validators of every kind as CommonJS source: exports one function a kind. For the browser, where a strict content
 * policy forbids compiling; bundled at build time with the registry of that build. Its errors go through `toFindings`.
 */
export function renderStandaloneValidators(registry: Registry): string {
  const ajv = createAjv({ code: { source: true, esm: false } })
  ajv.addSchema([...sharedSchemas, buildFieldSchema(registry)])
  const exports: Record<string, string> = {}
  for (const [kind, schema] of Object.entries(kindSchemas)) {
    ajv.addSchema(kind === 'report' && registry.reports.size > 0 ? buildReportSchema(registry) : schema)
    exports[kind] = schema.$id
  }
  return standalone(ajv, exports)
}
