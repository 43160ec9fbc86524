import type { FieldDefinition } from '@formwork/platform/definition/types.ts'

/** The largest upload of the server, where a field says nothing. */
const MOST_BYTES = 20 * 1024 * 1024

export type FileRefusal = { reason: 'size'; limit: number } | { reason: 'kind'; accepted: string }

/** What is known to be refused before a byte is sent; the server judges again, pictures by their content. */
export function refuseFile(
  file: { name: string; size: number; type: string },
  field: FieldDefinition,
  pictures: boolean,
): FileRefusal | undefined {
  const limit = field.maximumBytes ?? MOST_BYTES
  if (file.size > limit) return { reason: 'size', limit }
  if (pictures && !file.type.startsWith('image/')) return { reason: 'kind', accepted: 'jpg, png, webp, gif' }
  const accepted = field.accept
  const ending = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  if (accepted !== undefined && !accepted.includes(ending)) return { reason: 'kind', accepted: accepted.join(', ') }
  return undefined
}
