import { checkDefinitions } from '@formwork/platform/definition/index.ts'
import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import type { Query, QueryContext } from '../query.ts'
import { report } from '../report.ts'
import { authorizeDesign } from './authorize-design.ts'
import { problemsToJson } from './problem-json.ts'

export interface ReportPreviewRequest {
  /** The text of a report that need not be saved. */
  readonly text: string
  readonly parameters?: Record<string, unknown>
}

const PATH = 'preview/report.json'

/**
 * What a report that is being designed shows: on the data as they are, so over what is released, and under the rights
 * of its designer. Problems instead of figures while it names what is not there (yet). Errors: those of a report.
 */
export const reportPreview: Query = {
  name: 'report-preview',
  cost: 'long',
  async run(context: QueryContext, { text, parameters }: ReportPreviewRequest): Promise<unknown> {
    const { model, organisation, actor, registry, language } = context
    authorizeDesign(authorityOf(model, organisation, actor))
    const name = nameIn(text)
    const others = model.files.filter((file) => file.definition?.kind !== 'report' || file.definition.name !== name)
    const files = [...others, { path: PATH, text }]
    const checked = await checkDefinitions(files, registry, { release: model.release })
    const problems = checked.problems.filter((problem) => problem.file === PATH && problem.severity === 'error')
    const preview = checked.model?.reports.get(name)
    if (problems.length > 0 || preview === undefined) return { problems: problemsToJson(problems, files, language) }
    const reports = new Map([...model.reports, [name, preview]])
    return report.run({ ...context, model: { ...model, reports } }, { report: name, parameters: parameters ?? {} } as never)
  },
}

/** Errors: `definition-invalid`. */
function nameIn(text: string): string {
  let name: unknown
  try {
    name = (JSON.parse(text) as Partial<ReportDefinition>).name
  } catch {
    name = undefined
  }
  if (typeof name === 'string') return name
  throw fail('definition-invalid', { file: PATH, reason: { zh: '没有可用的名称（name）', en: 'it has no usable name (name)' } })
}
