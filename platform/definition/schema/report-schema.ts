import { fail } from '../../error/index.ts'
import type { Registry } from '../../plugin/index.ts'
import { allowAll } from './field-schema.ts'
import { kindSchemas, type JsonSchema } from './index.ts'

/** The schema of a report for a registry: for each shape the core properties and the options of its plugin, closed. */
export function buildReportSchema(registry: Registry): JsonSchema {
  const { properties, required, $id } = kindSchemas.report
  const branches = [...registry.reports.values()].map((shape) => {
    const options: JsonSchema = shape.options ?? {}
    const taken = Object.keys(options).find((name) => Object.hasOwn(properties, name))
    if (taken !== undefined) throw fail('plugin-conflict', { kind: `report ${shape.name}`, name: taken })
    const own = { ...allowAll(properties), ...options, shape: { const: shape.name } }
    return { type: 'object', properties: own, required: [...required, ...(shape.requiredOptions ?? [])], additionalProperties: false }
  })
  return { $id, type: 'object', properties, discriminator: { propertyName: 'shape' }, required: ['shape'], oneOf: branches }
}
