import type { Ajv, ValidateFunction } from 'ajv'
import type { Registry } from '../../plugin/index.ts'
import { suggestion } from '../suggestion.ts'
import type { DefinitionKind } from '../types.ts'
import { createAjv } from './create-ajv.ts'
import { buildFieldSchema } from './field-schema.ts'
import { kindSchemas, sharedSchemas } from './index.ts'
import { buildReportSchema } from './report-schema.ts'
import { toFindings, type SchemaFinding } from './schema-findings.ts'

const compilers = new WeakMap<Registry, Ajv>()

/**
 * Checks a definition against the schema of its kind, with the field types and report shapes of the registry.
 * Schemas are compiled at the first use of a kind and kept with the registry. Boot errors: `plugin-conflict`.
 */
export function validateDefinition(definition: unknown, registry: Registry): SchemaFinding[] {
  const kind = (definition as { kind?: unknown }).kind
  const validate = typeof kind === 'string' && Object.hasOwn(kindSchemas, kind) ? validatorOf(kind as DefinitionKind, registry) : undefined
  if (validate === undefined) return [unknownKind(kind)]
  return validate(definition) ? [] : toFindings(validate.errors ?? [])
}

/** The schemas of a registry, compiled at the first use of each kind. */
function prepareSchemas(registry: Registry): Ajv {
  const known = compilers.get(registry)
  if (known !== undefined) return known
  const ajv = createAjv()
  ajv.addSchema([...sharedSchemas, buildFieldSchema(registry)])
  for (const schema of Object.values(kindSchemas)) ajv.addSchema(schema.$id === kindSchemas.report.$id ? reportSchema(registry) : schema)
  compilers.set(registry, ajv)
  return ajv
}

/** Without any shape (a neutral registry) the core properties are all that is checked. */
function reportSchema(registry: Registry): object {
  return registry.reports.size === 0 ? kindSchemas.report : buildReportSchema(registry)
}

function validatorOf(kind: DefinitionKind, registry: Registry): ValidateFunction {
  const validate = prepareSchemas(registry).getSchema(kindSchemas[kind].$id)
  if (validate === undefined) throw new Error(`No schema of ${kind}`)
  return validate
}

function unknownKind(kind: unknown): SchemaFinding {
  if (kind === undefined) {
    const kinds = Object.keys(kindSchemas).join(', ')
    const message = { zh: `缺少属性“kind”，应为 ${kinds} 之一`, en: `the property "kind" is missing: one of ${kinds}` }
    return { pointer: '', code: 'schema/kind', message }
  }
  const near = suggestion(String(kind), Object.keys(kindSchemas))
  const shown = typeof kind === 'string' ? kind : ''
  const message = { zh: `没有名为“${shown}”的定义种类${near.zh}`, en: `there is no kind of definition named "${shown}"${near.en}` }
  return { pointer: typeof kind === 'string' ? '/kind' : '', code: 'schema/kind', message }
}
