import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import { createI18n } from 'vue-i18n'
import { requestContext } from '../api/index.ts'
import uiZh from '../../ui/text/zh.json'
import zh from './zh.json'

export type Language = 'zh' | 'en'

const REMEMBERED = 'formwork.language'

/** Chinese comes with the page, English when it is asked for. Messages are interpreted, never evaluated as code. */
export const i18n = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', messages: { zh: { ...zh, ui: uiZh } } })

async function loadEnglish(): Promise<void> {
  const [en, uiEn] = await Promise.all([import('./en.json'), import('../../ui/text/en.json')])
  i18n.global.setLocaleMessage('en' as 'zh', { ...en.default, ui: uiEn.default } as never)
}

export function currentLanguage(): Language {
  return i18n.global.locale.value as Language
}

export function rememberedLanguage(): Language | undefined {
  const value = localStorage.getItem(REMEMBERED)
  return value === 'zh' || value === 'en' ? value : undefined
}

export async function setLanguage(language: Language, options: { remember?: boolean } = {}): Promise<void> {
  // First, so that a page that is left at once still remembers the choice.
  if (options.remember) localStorage.setItem(REMEMBERED, language)
  if (language === 'en') await loadEnglish()
  ;(i18n.global.locale as { value: string }).value = language
  requestContext.language = language
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** The text of a definition's label in the reader's language. */
export function labelText(label: LocalizedText | undefined, fallback = ''): string {
  return label === undefined ? fallback : localize(label, currentLanguage())
}
