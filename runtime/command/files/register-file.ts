import { formatId } from '@formwork/platform/value/index.ts'
import { insertFile } from '../../store/content/files.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

interface FileBody {
  readonly hash: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly person: number
}

/** The server has stored the content of an upload: its row, owned by who sent it until a record takes it. */
export const registerFile: UseCase = {
  name: 'register-file',
  internal: true,
  help: { zh: '登记已上传的文件', en: 'Notes a file that was uploaded' },
  request: {
    ...objectSchema(
      {
        hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        name: { type: 'string', minLength: 1, maxLength: 200 },
        mediaType: { type: 'string', maxLength: 100 },
        bytes: { type: 'integer', minimum: 0 },
        person: { type: 'integer', minimum: 1 },
      },
      ['hash', 'name', 'mediaType', 'bytes', 'person'],
    ),
  },
  async run(unit: Unit, { hash, name, mediaType, bytes, person }: FileBody) {
    const id = await insertFile(unit.transaction, { hash, name, mediaType, bytes, createdAt: unit.now, createdBy: person })
    unit.audit({ action: 'upload', values: { file: formatId(id), name, hash, person } })
    return { id: formatId(id) }
  },
}
