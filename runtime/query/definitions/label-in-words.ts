import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'

/** What people call a definition or an element: its label, else its name. */
export function labelInWords(value: unknown, language: 'zh' | 'en'): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { label, name } = value as { label?: LocalizedText; name?: unknown }
  if (label !== undefined && (typeof label === 'string' || typeof label === 'object')) return localize(label, language)
  return typeof name === 'string' ? name : undefined
}
