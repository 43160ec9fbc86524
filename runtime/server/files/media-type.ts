import { fail } from '@formwork/platform/error/index.ts'

/** Beginnings of files whose type the content tells. */
const SIGNATURES: readonly { readonly type: string; readonly is: (head: Buffer) => boolean }[] = [
  { type: 'image/png', is: (head) => head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) },
  { type: 'image/jpeg', is: (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  { type: 'image/gif', is: (head) => /^GIF8[79]a/.test(head.toString('latin1', 0, 6)) },
  { type: 'image/webp', is: (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP' },
  { type: 'application/pdf', is: (head) => head.toString('latin1', 0, 5) === '%PDF-' },
]

/** What names promise. */
const ENDINGS: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
}

/** Shown in the page; everything else is offered for download only. */
export const SHOWN_INLINE: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** The type by content. Errors: `upload-refused` for a name that promises another content. */
export function mediaTypeOf(head: Buffer, name: string): string {
  const type = SIGNATURES.find((signature) => signature.is(head))?.type ?? 'application/octet-stream'
  const promised = ENDINGS[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
  if (promised !== undefined && promised !== type) {
    throw fail('upload-refused', { name, reason: { zh: '内容与扩展名不符', en: 'its content is not what its name says' } }, 'name')
  }
  return type
}

const LONGEST_NAME = 200

/** A name as people see it: no folders, no control characters. Errors: `required`. */
export function cleanName(given: unknown): string {
  const name = (typeof given === 'string' ? given : '')
    .replace(/^.*[/\\]/, '')
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
  if (name === '' || name === '.' || name === '..') throw fail('required', { label: 'name' }, 'name')
  return name.slice(-LONGEST_NAME)
}
