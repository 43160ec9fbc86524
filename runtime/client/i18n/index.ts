import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import { createI18n } from 'vue-i18n'
import { requestContext } from '../api/index.ts'
import { compileText } from './compile-text.ts'
import { FIRST_PART, readTexts, type TextPart } from './text-parts.ts'
import zh from './zh/shell.json'

export type Language = 'zh' | 'en'

const REMEMBERED = 'formwork.language'

/** The Chinese of the entry comes with the page; other parts and English when they are asked for. Texts are interpreted, never evaluated as code. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  messages: { zh } as Record<string, typeof zh>,
  messageCompiler: ((text: string) => compileText(text)) as never,
})

requestContext.offlineText = () => i18n.global.t('problem.offline')

const wanted = new Set<TextPart>([FIRST_PART])
const loaded = new Map<string, Promise<void>>([[`zh ${FIRST_PART}`, Promise.resolve()]])

/** Waits for texts in the language of the page; each is fetched once. */
export async function loadTexts(parts: Iterable<TextPart>): Promise<void> {
  for (const part of parts) wanted.add(part)
  await Promise.all([...wanted].map((part) => load(currentLanguage(), part)))
}

function load(language: Language, part: TextPart): Promise<void> {
  const key = `${language} ${part}`
  const loading = loaded.get(key) ?? readTexts(language, part).then((texts) => i18n.global.mergeLocaleMessage(language, texts as never))
  loaded.set(key, loading)
  loading.catch(() => loaded.delete(key))
  return loading
}

export function currentLanguage(): Language {
  return i18n.global.locale.value as Language
}

export function rememberedLanguage(): Language | undefined {
  const value = localStorage.getItem(REMEMBERED)
  return value === 'zh' || value === 'en' ? value : undefined
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language)
}

export async function setLanguage(language: Language): Promise<void> {
  await Promise.all([...wanted].map((part) => load(language, part)))
  ;(i18n.global.locale as { value: string }).value = language
  requestContext.language = language
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** The text of a definition's label in the reader's language. */
export function labelText(label: LocalizedText | undefined, fallback = ''): string {
  return label === undefined ? fallback : localize(label, currentLanguage())
}

/** What stands between the things of a list. */
export const listSeparator = (): string => (currentLanguage() === 'zh' ? '、' : ', ')
