import type { FieldDefinition } from '@formwork/platform/definition/types.ts'

/** Characters that stay readable at each end of a value that is masked in its middle, at most. */
const HEAD = 3
const TAIL = 4
const DOT = '•'

/** How a value that not everybody has to read over a shoulder is shown: in lists, prints and exports too; who edits it sees it whole. */
export const maskOption = {
  mask: { description: 'Shown in part (`middle`) or not at all (`all`).', enum: ['middle', 'all'] },
}

/** `13800138000` as `138••••8000`; short values keep one character at each end. */
export function maskText(text: string, field: FieldDefinition): string {
  const letters = [...text]
  if (field.mask === undefined) return text
  if (field.mask === 'all') return DOT.repeat(Math.min(8, letters.length))
  const head = Math.min(HEAD, Math.max(1, Math.floor(letters.length * 0.3)))
  const tail = Math.min(TAIL, Math.floor(letters.length * 0.4))
  if (letters.length <= head + tail) return DOT.repeat(letters.length)
  return letters.slice(0, head).join('') + DOT.repeat(letters.length - head - tail) + letters.slice(letters.length - tail).join('')
}
