import { checkDefinitions } from '@formwork/platform/definition/index.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { LONGEST_FILE, layOver, readWorkingFiles, readWorkingRevision } from '../../store/definitions/working-copy.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'
import { goneFields } from './gone-fields.ts'
import { problemsToJson } from './problem-json.ts'

export interface ProblemsRequest {
  /** Texts to lay over the working copy for this check alone: what somebody is typing. Null: the file is gone. */
  readonly files?: readonly { readonly path: string; readonly text: string | null }[]
}

/** Everything that a publish of the working copy would refuse or warn of. Errors: `not-permitted`, `definition-too-long`. */
export const definitionProblems: Query = {
  name: 'definition-problems',
  cost: 'long',
  async run(context: QueryContext, request: ProblemsRequest): Promise<unknown> {
    const { reading, model, registry, language } = context
    authorizeDesign(authorityOf(model, context.organisation, context.actor))
    for (const { path, text } of request.files ?? []) {
      const length = text?.length ?? 0
      if (length > LONGEST_FILE) throw fail('definition-too-long', { file: path, length, limit: LONGEST_FILE })
    }
    const working = layOver(model.files, await readWorkingFiles(reading))
    const files = layOver(working, request.files ?? [])
    const { problems } = await checkDefinitions(files, registry, { release: model.release + 1 })
    return {
      release: model.release,
      revision: await readWorkingRevision(reading),
      problems: problemsToJson(problems, files, language, () => goneFields(model.files, files)),
    }
  },
}
