import type { Registry } from '../../plugin/index.ts'
import { buildFieldSchema } from './field-schema.ts'
import { buildReportSchema } from './report-schema.ts'

/** What boot must know: no option of a field type or report shape has the name of a core property. Errors: `plugin-conflict`. */
export function checkPluginOptions(registry: Registry): void {
  buildFieldSchema(registry)
  buildReportSchema(registry)
}
