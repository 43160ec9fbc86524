import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { authorizeDesign } from '../../query/definitions/authorize-design.ts'
import { nameOfPerson } from '../../query/definitions/person-name.ts'
import { BASE_RELEASE, replaceDefinitionFiles } from '../../store/definitions/definitions.ts'
import { raiseWorkingRevision, readWorkingFiles } from '../../store/definitions/working-copy.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { checkPath } from './check-content.ts'
import { makeRelease, requireRelease } from './make-release.ts'
import { commentSchema } from './publish.ts'

/** Files of a template; the largest has some 800. */
const MOST_FILES = 20_000

interface UpgradeBody {
  /** The release that was merged with the new template. */
  readonly release: number
  /** What the merge gave: the files of the next release. */
  readonly files: readonly DefinitionFile[]
  /** The new template, untouched: the base of the next upgrade. */
  readonly base: readonly DefinitionFile[]
  readonly comment: string
}

const filesSchema = {
  type: 'array',
  minItems: 1,
  maxItems: MOST_FILES,
  items: objectSchema({ path: { type: 'string', maxLength: 200 }, text: { type: 'string', maxLength: 4_000_000 } }, ['path', 'text']),
} as const

/**
 * Publishes what a three-way merge with a new template gave, and keeps that template as the base: tables migrated, in one
 * transaction. What is not published would not be in the merge: it has to be published or dropped before.
 * Errors: `not-permitted`, `bad-path`, `release-changed`, `working-copy-changed`, those of `makeRelease`.
 */
export const upgradeTemplate: UseCase = {
  name: 'upgrade-template',
  internal: true,
  help: { zh: '发布模板升级的合并结果', en: 'Publishes the merge with a new version of the template' },
  request: {
    ...objectSchema({ release: { type: 'integer', minimum: 1 }, files: filesSchema, base: filesSchema, comment: commentSchema }, [
      'release',
      'files',
      'base',
      'comment',
    ]),
  },
  prepare(body: UpgradeBody) {
    for (const { path } of [...body.files, ...body.base]) checkPath(path)
    return Promise.resolve(body)
  },
  async run(unit: Unit, body: UpgradeBody) {
    authorizeDesign(unit.authority)
    await raiseWorkingRevision(unit.transaction)
    await requireRelease(unit, body.release)
    const working = await readWorkingFiles(unit.transaction)
    const [first] = working
    if (first !== undefined) {
      throw fail('working-copy-changed', { person: nameOfPerson(unit.organisation, first.person), files: working.map(({ path }) => path) })
    }
    const made = await makeRelease(unit, body.files, body.comment, 'upgrade-template')
    await replaceDefinitionFiles(unit.transaction, BASE_RELEASE, body.base, unit.now)
    return made
  },
}
