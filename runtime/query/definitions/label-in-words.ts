import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'

/** What people call a definition or an element: its label, else its name. */
export function labelInWords(value: unknown, language: 'zh' | 'en'): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { label, name, message } = value as { label?: LocalizedText; name?: unknown; message?: LocalizedText }
  if (label !== undefined && (typeof label === 'string' || typeof label === 'object')) return localize(label, language)
  // A rule has no label: what it tells people says which one it is.
  if (label === undefined && (typeof message === 'string' || (typeof message === 'object' && message !== null))) {
    return localize(message, language)
  }
  return typeof name === 'string' ? name : undefined
}
