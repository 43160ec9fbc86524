import { fail, failAll } from '@formwork/platform/error/index.ts'
import { authorizeDesign } from '../../query/definitions/authorize-design.ts'
import { nameOfPerson } from '../../query/definitions/person-name.ts'
import {
  layOver,
  raiseWorkingRevision,
  readWorkingFiles,
  readWorkingRevision,
  removeWorkingFile,
  type WorkingFile,
} from '../../store/definitions/working-copy.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { fileInWords } from './file-in-words.ts'
import { makeRelease, requireRelease } from './make-release.ts'

interface PublishBody {
  /** The release and the revision of the working copy that were checked. */
  readonly release: number
  readonly revision: number
  readonly comment: string
}

export const commentSchema = { type: 'string', minLength: 1, maxLength: 500 } as const

/**
 * The working copy becomes the next release: checked, tables migrated, in one transaction.
 * Errors: `not-permitted`, `release-changed`, `working-copy-changed`, `nothing-to-publish`, `definition-changed` (a change
 * began with a text that is no longer the released one), `definition-invalid`, `migration-refused`.
 */
export const publish: UseCase = {
  name: 'publish',
  help: { zh: '发布定义的修改', en: 'Publishes the working copy as the next release' },
  request: {
    ...objectSchema({ release: { type: 'integer', minimum: 1 }, revision: { type: 'integer', minimum: 0 }, comment: commentSchema }, [
      'release',
      'revision',
      'comment',
    ]),
  },
  async run(unit: Unit, body: PublishBody) {
    authorizeDesign(unit.authority)
    await requireRelease(unit, body.release)
    const working = await readWorkingFiles(unit.transaction)
    if ((await readWorkingRevision(unit.transaction)) !== body.revision) throw changedMeanwhile(unit, working, body.revision)
    if (working.length === 0) throw fail('nothing-to-publish')
    refuseStale(unit, working)
    const made = await makeRelease(unit, layOver(unit.model.files, working), body.comment, 'publish')
    for (const { path } of working) await removeWorkingFile(unit.transaction, path)
    return { ...made, revision: await raiseWorkingRevision(unit.transaction) }
  },
}

function changedMeanwhile(unit: Unit, working: readonly WorkingFile[], seen: number): Error {
  const newer = working.filter((file) => file.revision > seen)
  const person = newer.at(-1)?.person
  const files =
    newer.length === 0
      ? { zh: '未发布的修改', en: 'what is not published' }
      : newer.map((file) => fileInWords(unit.model, file.path, file.text))
  return fail('working-copy-changed', {
    person: person === undefined ? { zh: '其他人', en: 'somebody' } : nameOfPerson(unit.organisation, person),
    files,
  })
}

function refuseStale(unit: Unit, working: readonly WorkingFile[]): void {
  const released = new Map(unit.model.files.map((file) => [file.path, file.text]))
  const stale = working.filter((file) => file.base !== (released.get(file.path) ?? null))
  if (stale.length === 0) return
  const what = {
    zh: `修改始于较早的版本，当前为第 ${unit.model.release} 版`,
    en: `the change began with an earlier release; it is ${unit.model.release} now`,
  }
  throw failAll(
    stale.map(({ path, text, person }) => ({
      code: 'definition-changed',
      path,
      parameters: { file: fileInWords(unit.model, path, text), person: nameOfPerson(unit.organisation, person), what },
    })),
  )
}
