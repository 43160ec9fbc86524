import { fail } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { openPublicForm } from '../../query/services/public-form-access.ts'
import { askedFileField, requireRoomForFile } from '../../query/services/public-form-files.ts'
import { insertFile } from '../../store/content/files.ts'
import { insertPublicFile } from '../../store/services/public-files.ts'
import { findPublicForm } from '../../store/services/public-forms.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { VISIT } from './answer-public-form.ts'

interface PublicFileBody {
  /** sha256 of the token. */
  readonly token: string
  readonly field: string
  readonly visit: string
  readonly hash: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
}

/**
 * The server has stored what somebody sent for a form: its row, owned by whoever made the form, and which visit of which page may name it.
 * Nobody outside can read it again. Errors: those of `public-form-upload`.
 */
export const registerPublicFile: UseCase = {
  name: 'register-public-file',
  internal: true,
  isSecret: true,
  help: { zh: '登记公开表单收到的文件', en: 'Notes a file that came in by a public form' },
  request: {
    ...objectSchema(
      {
        token: { type: 'string', maxLength: 100 },
        field: { type: 'string', minLength: 1, maxLength: 130 },
        visit: VISIT,
        hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        name: { type: 'string', minLength: 1, maxLength: 200 },
        mediaType: { type: 'string', maxLength: 100 },
        bytes: { type: 'integer', minimum: 0 },
      },
      ['token', 'field', 'visit', 'hash', 'name', 'mediaType', 'bytes'],
    ),
  },
  async run(unit: Unit, { token, field: path, visit, hash, name, mediaType, bytes }: PublicFileBody) {
    const { transaction, model, organisation, now, command } = unit
    const form = await findPublicForm(transaction, token)
    if (form === undefined) throw fail('not-found')
    const { entity, fields } = openPublicForm({ model, organisation, now, language: command.language }, form)
    const field = askedFileField(entity, fields, path)
    await requireRoomForFile(transaction, form, field, visit)
    const id = await insertFile(transaction, { hash, name, mediaType, bytes, createdAt: now, createdBy: form.person })
    await insertPublicFile(transaction, { id, form: form.id, visit, field: path, bytes, at: now })
    unit.audit({ action: 'upload', values: { file: formatId(id), name, hash, form: String(form.id) } })
    return { id: formatId(id) }
  },
}
