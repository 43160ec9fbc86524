import { accessErrors } from '@formwork/platform/error/catalogue-access.ts'
import { businessErrors } from '@formwork/platform/error/catalogue-business.ts'
import { ledgerErrors } from '@formwork/platform/error/catalogue-ledger.ts'
import { processErrors } from '@formwork/platform/error/catalogue-process.ts'
import { inputErrors } from '@formwork/platform/error/catalogue-input.ts'

/** What business can answer. By their parts: most of them are told by the server alone and no part of the workbench. */
const entries: Readonly<Record<string, { zh: string; en: string }>> = {
  ...inputErrors,
  ...businessErrors,
  ...ledgerErrors,
  ...processErrors,
  ...accessErrors,
}

/** How a step is refused in business, most frequent first; others stay what they are. */
export const REFUSALS = [
  'rule-refused',
  'assertion-refused',
  'over-open-quantity',
  'required',
  'not-permitted',
  'illegal-transition',
  'period-closed',
  'too-far-back',
  'taken-back-too-late',
  'field-not-writable',
  'not-selectable',
  'has-downstream',
  'not-unique',
  'module-off',
  'not-your-seat',
  'opinion-required',
] as const

/** What a refusal says, with dots where it names something; one that says what a rule says is called by `ownRule`. */
export function saysOf(code: string, language: 'zh' | 'en', ownRule: string): string {
  const entry = entries[code]
  if (entry === undefined) return code
  const text = entry[language].replaceAll(/[“"]?\{\w+\}[”"]?/g, '…')
  return text === '…' ? ownRule : text
}
