import { i18n, loadTexts, type Language } from '@formwork/runtime/client/i18n/index.ts'
import { textParts } from '@formwork/runtime/client/i18n/text-parts.ts'
import zh from './zh.json'

/** Chinese comes with the page; English is added before it is spoken: what is drawn already does not look at later texts. */
export async function mergeDesignerTexts(language: Language): Promise<void> {
  await loadTexts(textParts)
  i18n.global.mergeLocaleMessage('zh', { design: zh } as never)
  if (language !== 'en') return
  const en = await import('./en.json')
  i18n.global.mergeLocaleMessage('en' as 'zh', { design: en.default } as never)
}
