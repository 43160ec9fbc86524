import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'

/** A definition's text in the language of the page (`zh`, `en`). */
export function labelIn(label: LocalizedText | undefined, language: string): string {
  return label === undefined ? '' : localize(label, language === 'en' ? 'en' : 'zh')
}
