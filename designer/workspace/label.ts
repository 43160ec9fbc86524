import type { Label } from '@formwork/platform/definition/types.ts'

/** A label with the text of one language changed. One that is a single text becomes two only for the second language. */
export function withLabelText(label: Label | undefined, text: string, language: 'zh' | 'en'): Label {
  if (typeof label !== 'object') return text
  return { ...label, [language]: text }
}

/** A name for a thing that people call so: letters and digits of any script; numbered where it is taken. */
export function nameFor(text: string, taken: readonly string[], fallback: string): string {
  const letters = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}_]+/gu, '')
    .replace(/^[\p{N}]+/u, '')
    .slice(0, 50)
  const name = letters === '' ? fallback : letters
  if (!taken.includes(name)) return name
  for (let number = 2; ; number++) if (!taken.includes(`${name}${number}`)) return `${name}${number}`
}
