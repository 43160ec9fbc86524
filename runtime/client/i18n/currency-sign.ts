import { currentLanguage } from './index.ts'

/** The money that figures are in, as it is written beside them: ¥, US$; where it has no sign, its ISO code. */
export function currencySign(code: string): string {
  const parts = new Intl.NumberFormat(currentLanguage() === 'zh' ? 'zh-CN' : 'en', { style: 'currency', currency: code }).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? code
}
