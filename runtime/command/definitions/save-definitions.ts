import { fail, failAll, type FieldError } from '@formwork/platform/error/index.ts'
import { authorizeDesign } from '../../query/definitions/authorize-design.ts'
import { nameOfPerson } from '../../query/definitions/person-name.ts'
import { listLatestReleases, readDefinitionFiles } from '../../store/definitions/definitions.ts'
import {
  LONGEST_FILE,
  putWorkingFile,
  raiseWorkingRevision,
  readWorkingFiles,
  removeWorkingFile,
  type WorkingFile,
} from '../../store/definitions/working-copy.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { fileInWords } from './file-in-words.ts'
import { checkContent, checkPath } from './check-content.ts'

/** What a request may carry at all, so that a file that is too long is refused by its name. */
const LONGEST_TEXT = 20_000_000
const MOST_FILES = 500
/** Files that may be changed and not published at a time. */
const MOST_CHANGES = 5_000

interface SavedFile {
  readonly path: string
  /** Null: the file goes with the next release. */
  readonly text: string | null
  /** Revision of the working file that was seen; 0: the file was as released. */
  readonly revision: number
}

interface SaveBody {
  /** The release that was seen. */
  readonly release: number
  readonly files: readonly SavedFile[]
  /** The newer released text was seen and is to be replaced. */
  readonly overRelease?: boolean
}

const request = objectSchema(
  {
    release: { type: 'integer', minimum: 1 },
    overRelease: { type: 'boolean' },
    files: {
      type: 'array',
      minItems: 1,
      maxItems: MOST_FILES,
      items: objectSchema(
        {
          path: { type: 'string', minLength: 1, maxLength: 200 },
          text: { type: 'string', maxLength: LONGEST_TEXT, nullable: true },
          revision: { type: 'integer', minimum: 0 },
        },
        ['path', 'text', 'revision'],
      ),
    },
  },
  ['release', 'files'],
)

/**
 * Keeps definition files in the working copy, all or none. A file that somebody else has saved or published since it was
 * seen is refused with who it was; a file that says again what is released is no change any more.
 * Errors: `not-permitted`, `bad-path`, `definition-too-long`, those of `checkContent`, `definition-changed`, `too-many-items`.
 */
export const saveDefinitions: UseCase = {
  name: 'save-definitions',
  help: { zh: '保存定义的修改（未发布）', en: 'Keeps changed definitions in the working copy' },
  request: { ...request },
  async prepare(body: SaveBody) {
    for (const { path, text } of body.files) {
      checkPath(path)
      if (text !== null && text.length > LONGEST_FILE) {
        throw fail('definition-too-long', { file: path, length: text.length, limit: LONGEST_FILE })
      }
      if (text !== null) await checkContent(path, text)
    }
    return body
  },
  async run(unit: Unit, body: SaveBody) {
    authorizeDesign(unit.authority)
    const revision = await raiseWorkingRevision(unit.transaction)
    const working = new Map((await readWorkingFiles(unit.transaction)).map((file) => [file.path, file]))
    if (working.size + body.files.length > MOST_CHANGES) throw fail('too-many-items', { label: 'files', limit: MOST_CHANGES })
    await refuseOverwriting(unit, body, working)
    const released = new Map(unit.model.files.map((file) => [file.path, file.text]))
    const revisions: Record<string, number> = {}
    for (const { path, text } of body.files) {
      const base = released.get(path) ?? null
      const known = working.get(path)
      if (text === base) await removeWorkingFile(unit.transaction, path)
      else {
        await putWorkingFile(
          unit.transaction,
          writtenFile(unit, { path, text, revision }, base, body.overRelease === true ? undefined : known),
        )
      }
      revisions[path] = text === base ? 0 : revision
    }
    unit.audit({ action: 'save-definitions', values: { files: body.files.map((file) => file.path) } })
    return { revision, files: revisions }
  },
}

/** A change goes on from the text that it began with, unless it takes over the newer one. */
function writtenFile(
  unit: Unit,
  file: Pick<WorkingFile, 'path' | 'text' | 'revision'>,
  base: string | null,
  known: WorkingFile | undefined,
): WorkingFile {
  const origin = known === undefined ? { base, baseRelease: unit.model.release } : { base: known.base, baseRelease: known.baseRelease }
  return { ...file, ...origin, person: unit.actor.person, at: unit.now }
}

async function refuseOverwriting(unit: Unit, body: SaveBody, working: ReadonlyMap<string, WorkingFile>): Promise<void> {
  const seen =
    body.release === unit.model.release
      ? undefined
      : new Map((await readDefinitionFiles(unit.transaction, body.release)).map((file) => [file.path, file.text]))
  const findings: FieldError[] = []
  for (const { path, revision } of body.files) {
    const known = working.get(path)
    const released = unit.model.files.find((file) => file.path === path)?.text
    const isReleasedAnew = seen !== undefined && known === undefined && seen.get(path) !== released
    if ((known?.revision ?? 0) === revision && !isReleasedAnew) continue
    findings.push({
      code: 'definition-changed',
      path,
      parameters: { file: fileInWords(unit.model, path, known?.text), ...(await whoChanged(unit, known)) },
    })
  }
  if (findings.length > 0) throw failAll(findings)
}

async function whoChanged(unit: Unit, known: WorkingFile | undefined) {
  if (known !== undefined) {
    return { person: nameOfPerson(unit.organisation, known.person), what: { zh: '保存了修改', en: 'saved a change' } }
  }
  const [latest] = await listLatestReleases(unit.transaction, 1)
  const what = {
    zh: `发布或放弃了修改，当前为第 ${latest?.number ?? 0} 版`,
    en: `published or discarded it; the release is ${latest?.number ?? 0} now`,
  }
  return { person: nameOfPerson(unit.organisation, latest?.person ?? null), what }
}
