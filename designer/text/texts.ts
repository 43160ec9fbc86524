import { i18n, loadTexts } from '@formwork/runtime/client/i18n/index.ts'
import { textParts } from '@formwork/runtime/client/i18n/text-parts.ts'
import zh from './zh.json'

/** Chinese comes with the page; English is added when it is spoken. */
export async function mergeDesignerTexts(): Promise<void> {
  await loadTexts(textParts)
  i18n.global.mergeLocaleMessage('zh', { design: zh } as never)
  if ((i18n.global.locale.value as string) !== 'en') return
  const en = await import('./en.json')
  i18n.global.mergeLocaleMessage('en' as 'zh', { design: en.default } as never)
}
