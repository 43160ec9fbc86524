import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Reading } from '../../store/database.ts'
import { bytesOfForm, filesOfVisit } from '../../store/services/public-files.ts'
import type { PublicForm } from '../../store/services/public-forms.ts'

/** Types of fields that hold files. */
export const FILE_TYPES: ReadonlySet<string> = new Set(['attachment', 'image', 'signature'])
/** The largest file that somebody without an account may send: a photograph, a scanned contract. A field may say less. */
const MOST_FILE_BYTES = 10 * 1024 * 1024
/** Files of one answer: papers and pictures of one matter; more is sent otherwise. */
export const MOST_FILES = 10
/** What one form may bring in over its whole life, so that a link that leaked fills no disk. */
const MOST_FORM_BYTES = 1024 * 1024 * 1024

/** Bytes of one file of a field. */
export const largestFile = ({ maximumBytes }: FieldDefinition): number => Math.min(maximumBytes ?? MOST_FILE_BYTES, MOST_FILE_BYTES)

/** The field behind a path such as `photo` or `lines.photo`. */
export function fieldAt(entity: EntityDefinition, path: string): FieldDefinition | undefined {
  const [first, second] = path.split('.')
  const field = entity.fields.find(({ name }) => name === first)
  return second === undefined ? field : field?.fields?.find(({ name }) => name === second)
}

/** A field of the form that takes files. Errors: `unknown-field`. */
export function askedFileField(entity: EntityDefinition, asked: ReadonlySet<string>, path: string): FieldDefinition {
  const field = asked.has(path) ? fieldAt(entity, path) : undefined
  if (field === undefined || !FILE_TYPES.has(field.type)) throw fail('unknown-field', { field: path }, 'field')
  return field
}

/** Errors: `too-many-items` for more files than one answer takes, `upload-refused` when the form has brought in enough. */
export async function requireRoomForFile(reading: Reading, form: PublicForm, field: FieldDefinition, visit: string): Promise<void> {
  const label = field.label ?? field.name
  if ((await filesOfVisit(reading, form.id, visit)).length >= MOST_FILES) throw fail('too-many-items', { label, limit: MOST_FILES })
  if ((await bytesOfForm(reading, form.id)) >= MOST_FORM_BYTES) {
    throw fail('upload-refused', { name: label, reason: { zh: '这份表单收到的文件已满', en: 'this form takes no more files' } })
  }
}
