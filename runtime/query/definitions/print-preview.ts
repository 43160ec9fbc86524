import { checkDefinitions } from '@formwork/platform/definition/index.ts'
import type { PrintDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { parseJsonObject } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { list } from '../list.ts'
import { printQueries } from '../print/print-queries.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'
import { problemsToJson } from './problem-json.ts'

export interface PrintPreviewRequest {
  /** The text of a print template that need not be saved. */
  readonly text: string
  /** The record that is printed; without it the latest that may be seen. */
  readonly id?: string
}

const PATH = 'preview/print.json'

/**
 * A print template that is being designed, on a record as it is and under the rights of its designer. Problems instead
 * of paper while it names what is not there. Errors: those of the JSON reader and of printing.
 */
export const printPreview: Query = {
  name: 'print-preview',
  cost: 'long',
  async run(context: QueryContext, { text, id }: PrintPreviewRequest): Promise<unknown> {
    const { model, organisation, actor, registry, language } = context
    authorizeDesign(authorityOf(model, organisation, actor))
    const print = parseJsonObject(text, { numbers: 'integer' }) as unknown as PrintDefinition
    const others = model.files.filter(({ definition }) => definition?.kind !== 'print' || definition.name !== print.name)
    const files = [...others, { path: PATH, text }]
    const checked = await checkDefinitions(files, registry, { release: model.release })
    const problems = checked.problems.filter((problem) => problem.file === PATH && problem.severity === 'error')
    if (problems.length > 0 || checked.model === undefined) return { problems: problemsToJson(problems, files, language) }
    // The template that is designed, over everything that is released.
    const known = [...model.others].filter(([, each]) => each.kind !== 'print' || each.name !== print.name)
    const drawn = { ...context, model: { ...model, others: new Map([...known, [`print/${print.name}`, print as never]]) } }
    if (print.entity === undefined) return run(drawn, 'print-report', { report: print.report ?? '', parameters: {}, template: print.name })
    const chosen = id ?? (await latestRecord(context, print.entity))
    if (chosen === undefined) return { pages: [], isEmpty: true }
    return run(drawn, 'print-records', { entity: print.entity, ids: [chosen], template: print.name })
  },
}

function run(context: QueryContext, name: string, request: object): Promise<unknown> {
  const query = printQueries.find((each) => each.name === name)
  if (query === undefined) throw fail('not-found')
  return query.run(context, { ...request, format: 'layout' } as never)
}

async function latestRecord(context: QueryContext, entity: string): Promise<string | undefined> {
  const page = (await list.run(context, { entity, limit: 1 } as never)) as { rows: { id: string }[] }
  return page.rows[0]?.id
}
