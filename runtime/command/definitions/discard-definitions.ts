import { fail, failAll } from '@formwork/platform/error/index.ts'
import { authorizeDesign } from '../../query/definitions/authorize-design.ts'
import { nameOfPerson } from '../../query/definitions/person-name.ts'
import { raiseWorkingRevision, readWorkingFiles, removeWorkingFile, type WorkingFile } from '../../store/definitions/working-copy.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { fileInWords } from './file-in-words.ts'

interface DiscardBody {
  readonly files: readonly { readonly path: string; readonly revision: number }[]
}

/** Takes changes back to what is released, all or none. Errors: `not-permitted`, `nothing-to-publish`, `definition-changed`. */
export const discardDefinitions: UseCase = {
  name: 'discard-definitions',
  help: { zh: '放弃未发布的修改', en: 'Drops changes that are not published' },
  request: {
    ...objectSchema(
      {
        files: {
          type: 'array',
          minItems: 1,
          maxItems: 5_000,
          items: objectSchema({ path: { type: 'string', maxLength: 200 }, revision: { type: 'integer', minimum: 1 } }, [
            'path',
            'revision',
          ]),
        },
      },
      ['files'],
    ),
  },
  async run(unit: Unit, body: DiscardBody) {
    authorizeDesign(unit.authority)
    const revision = await raiseWorkingRevision(unit.transaction)
    const working = new Map((await readWorkingFiles(unit.transaction)).map((file) => [file.path, file]))
    const known = body.files.filter(({ path }) => working.has(path))
    if (known.length === 0) throw fail('nothing-to-publish')
    const changed = known
      .map(({ path, revision: seen }) => ({ file: working.get(path)!, seen }))
      .filter(({ file, seen }) => file.revision !== seen)
    if (changed.length > 0) throw failAll(changed.map(({ file }) => conflict(unit, file)))
    for (const { path } of known) await removeWorkingFile(unit.transaction, path)
    unit.audit({ action: 'discard-definitions', values: { files: known.map(({ path }) => path) } })
    return { revision }
  },
}

function conflict(unit: Unit, { path, text, person }: WorkingFile) {
  const parameters = {
    file: fileInWords(unit.model, path, text),
    person: nameOfPerson(unit.organisation, person),
    what: { zh: '保存了修改', en: 'saved a change' },
  }
  return { code: 'definition-changed' as const, path, parameters }
}
