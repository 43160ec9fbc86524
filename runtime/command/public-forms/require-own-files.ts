import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { tryParseId } from '@formwork/platform/value/index.ts'
import type { Changes } from '../../engine/record/merge-changes.ts'
import { fieldAt, FILE_TYPES, MOST_FILES } from '../../query/services/public-form-files.ts'
import type { Reading } from '../../store/database.ts'
import { findFile } from '../../store/content/files.ts'
import { filesOfVisit } from '../../store/services/public-files.ts'

interface Answering {
  /** Id of the form. */
  readonly form: number
  readonly visit: string | undefined
  readonly entity: EntityDefinition
  readonly changes: Changes
}

/**
 * The files of an answer: it names only those that its own page has sent, each for the field that it stands in, and that lie nowhere else.
 * Errors: `upload-refused`, `too-many-items`.
 */
export async function requireOwnFiles(reading: Reading, { form, visit, entity, changes }: Answering): Promise<number[]> {
  const named = namedFiles(entity, changes)
  if (named.length > MOST_FILES) throw fail('too-many-items', { label: { zh: '附件', en: 'Files' }, limit: MOST_FILES })
  const sent = visit === undefined ? [] : await filesOfVisit(reading, form, visit)
  const own: number[] = []
  for (const { path, id } of named) {
    const isSent = id !== undefined && sent.some((file) => file.id === id && file.field === path)
    const file = isSent ? await findFile(reading, id) : undefined
    if (file?.record === null) own.push(file.id)
    else throw fail('upload-refused', { name: `#${id ?? ''}`, reason: { zh: '没有这个上传的文件', en: 'there is no such upload' } }, path)
  }
  return own
}

/** Every file that a value names, whatever shape it has: the types themselves are judged by the save. */
function namedFiles(entity: EntityDefinition, { values = {}, lines = {} }: Changes): { path: string; id: number | undefined }[] {
  const rows = Object.entries(lines).flatMap(([name, operations]) =>
    operations.flatMap((operation) => ('values' in operation ? [{ prefix: `${name}.`, values: operation.values ?? {} }] : [])),
  )
  return [{ prefix: '', values }, ...rows].flatMap((row) =>
    Object.entries(row.values).flatMap(([name, value]) => {
      const path = row.prefix + name
      if (value === null || !FILE_TYPES.has(fieldAt(entity, path)?.type ?? '')) return []
      return (Array.isArray(value) ? value : [value]).map((each) => ({ path, id: typeof each === 'string' ? tryParseId(each) : undefined }))
    }),
  )
}
