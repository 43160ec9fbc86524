import { fail } from '@formwork/platform/error/index.ts'
import { authorizeDesign } from '../../query/definitions/authorize-design.ts'
import { readDefinitionFiles } from '../../store/definitions/definitions.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { makeRelease, requireRelease } from './make-release.ts'
import { commentSchema } from './publish.ts'

interface RestoreBody {
  /** The release whose content comes back. */
  readonly restore: number
  /** The release that was current when this was decided. */
  readonly release: number
  readonly comment: string
}

/**
 * A new release with the content of an old one; data are never rolled back, and what is not published stays in the working copy.
 * Errors: `not-permitted`, `release-changed`, `definition-not-found`, `nothing-to-publish`, those of `makeRelease`.
 */
export const restoreRelease: UseCase = {
  name: 'restore-release',
  help: { zh: '恢复到较早的版本', en: 'Publishes the content of an earlier release again' },
  request: {
    ...objectSchema({ restore: { type: 'integer', minimum: 1 }, release: { type: 'integer', minimum: 1 }, comment: commentSchema }, [
      'restore',
      'release',
      'comment',
    ]),
  },
  async run(unit: Unit, body: RestoreBody) {
    authorizeDesign(unit.authority)
    await requireRelease(unit, body.release)
    const files = await readDefinitionFiles(unit.transaction, body.restore)
    if (files.length === 0) throw fail('definition-not-found', { kind: { zh: '版本', en: 'release' }, name: String(body.restore) })
    return makeRelease(unit, files, body.comment, 'restore-release')
  },
}
