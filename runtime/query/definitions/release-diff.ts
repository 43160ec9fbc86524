import { diffWithDiagrams } from '@formwork/platform/definition/bpmn/diff-with-diagrams.ts'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { readDefinitionFiles } from '../../store/definitions/definitions.ts'
import { layOver, readWorkingFiles } from '../../store/definitions/working-copy.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'
import { changeToJson } from './publish-preview.ts'
import { readAll } from './read-all.ts'

export interface DiffRequest {
  /** Numbers of releases; 0 is the template's untouched base. */
  readonly from: number
  /** Absent: the working copy. */
  readonly to?: number
}

/** What changed between two releases, or from one to the working copy, in business words. Errors: `definition-not-found`. */
export const releaseDiff: Query = {
  name: 'release-diff',
  cost: 'long',
  async run(context: QueryContext, { from, to }: DiffRequest): Promise<unknown> {
    const { model, language } = context
    authorizeDesign(authorityOf(model, context.organisation, context.actor))
    const before = await filesOf(context, from)
    const after = to === undefined ? layOver(model.files, await readWorkingFiles(context.reading)) : await filesOf(context, to)
    return {
      from,
      to: to ?? null,
      changes: (await diffWithDiagrams(readAll(before), readAll(after))).map((change) => changeToJson(change, language)),
    }
  },
}

async function filesOf({ reading }: QueryContext, release: number): Promise<DefinitionFile[]> {
  const files = Number.isInteger(release) && release >= 0 ? await readDefinitionFiles(reading, release) : []
  if (files.length === 0) throw fail('definition-not-found', { kind: { zh: '版本', en: 'release' }, name: String(release) })
  return files
}
