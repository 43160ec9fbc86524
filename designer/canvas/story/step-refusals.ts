import type { catalogue } from '@formwork/platform/error/index.ts'

/** How a step is refused in business, most frequent first; others stay what they are. */
export const REFUSALS = [
  'rule-refused',
  'assertion-refused',
  'over-open-quantity',
  'required',
  'not-permitted',
  'illegal-transition',
  'period-closed',
  'field-not-writable',
  'not-selectable',
  'has-downstream',
  'not-unique',
  'module-off',
  'not-your-seat',
  'opinion-required',
] as const

/** What a refusal says, with dots where it names something; one that says what a rule says is called by `ownRule`. */
export function saysOf(code: string, entries: typeof catalogue, language: 'zh' | 'en', ownRule: string): string {
  const entry = (entries as Readonly<Record<string, { zh: string; en: string }>>)[code]
  if (entry === undefined) return code
  const text = entry[language].replaceAll(/[“"]?\{\w+\}[”"]?/g, '…')
  return text === '…' ? ownRule : text
}
