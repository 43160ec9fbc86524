import { checkDefinitions } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import type { Problem } from '@formwork/platform/definition/problem.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { layOver, readWorkingFiles } from '../../store/definitions/working-copy.ts'
import type { Query, QueryContext } from '../query.ts'
import { authorizeDesign } from './authorize-design.ts'
import { goneFields } from './gone-fields.ts'
import { problemsToJson } from './problem-json.ts'
import { readAll } from './read-all.ts'
import { removeElement, type Removal, type UsesRequest } from './remove-element.ts'

/**
 * Everything that reads a definition or a field: what the checks of a publish would find if it were gone. So the answer
 * is exact for whatever a rule, a formula, a form or a diagram can name. Errors: `definition-not-found`.
 */
export const whereUsed: Query = {
  name: 'where-used',
  cost: 'long',
  async run(context: QueryContext, request: UsesRequest): Promise<unknown> {
    const { model, registry, language } = context
    authorizeDesign(authorityOf(model, context.organisation, context.actor))
    const { files, problems } = await soundFiles(context)
    const removal = removeElement(files, request)
    if (removal === undefined) {
      throw fail('definition-not-found', { kind: request.kind, name: [request.name, request.field].filter(Boolean).join('.') })
    }
    const after = await checkDefinitions(removal.files, registry)
    const known = new Set(problems.map((problem) => keyOf(problem)))
    const uses = after.problems.map((problem) => moveBack(problem, removal)).filter((problem) => !known.has(keyOf(problem)))
    return { uses: problemsToJson(uses, files, language, () => goneFields(files, removal.files)) }
  },
}

/** The working copy, with what its check finds; the release while the working copy cannot be read as a whole. */
async function soundFiles({ reading, model, registry }: QueryContext): Promise<{ files: DefinitionFile[]; problems: readonly Problem[] }> {
  const working = readAll(layOver(model.files, await readWorkingFiles(reading)))
  const { model: sound, problems } = await checkDefinitions(working, registry)
  if (sound !== undefined) return { files: working, problems }
  const files = [...model.files]
  return { files, problems: (await checkDefinitions(files, registry)).problems }
}

/** Positions after the removed element are one less than in the file as it is. */
function moveBack(problem: Problem, { file, list, index }: Removal): Problem {
  if (problem.file !== file || list === undefined || !problem.pointer.startsWith(`${list}/`)) return problem
  const [position = '', ...rest] = problem.pointer.slice(list.length + 1).split('/')
  if (Number(position) < index!) return problem
  return { ...problem, pointer: [list, Number(position) + 1, ...rest].join('/') }
}

function keyOf({ file, pointer, code }: Problem): string {
  return `${file}#${pointer} ${code}`
}
