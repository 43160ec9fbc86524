export type Language = 'zh' | 'en'

/** A text that somebody wrote once for both languages, or only in one. */
export type LocalizedText = string | { readonly zh?: string; readonly en?: string }

/** A parameter: text (in one or both languages), a number, or anything that prints itself (a Decimal, a date). */
export type ErrorParameter =
  LocalizedText | number | bigint | boolean | null | undefined | { toString(): string } | readonly ErrorParameter[]

export type ErrorParameters = Readonly<Record<string, ErrorParameter>>

/** Longest text of one parameter in a message: what somebody sent is quoted, never echoed at length. */
const LONGEST_PARAMETER = 200

/** Puts the parameters into `{placeholders}`; a missing one shows as `?`, so that a message never fails itself. */
export function renderMessage(template: string, parameters: ErrorParameters, language: Language): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    Object.hasOwn(parameters, name) ? renderParameter(parameters[name], language) : '?',
  )
}

/** The text in the wanted language, else in the other one. */
export function localize(text: LocalizedText, language: Language): string {
  if (typeof text === 'string') return text
  return (language === 'zh' ? (text.zh ?? text.en) : (text.en ?? text.zh)) ?? ''
}

function renderParameter(value: ErrorParameter, language: Language): string {
  const text = renderWhole(value, language)
  return text.length <= LONGEST_PARAMETER ? text : `${text.slice(0, LONGEST_PARAMETER)}…`
}

function renderWhole(value: ErrorParameter, language: Language): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((item: ErrorParameter) => renderWhole(item, language)).join(language === 'zh' ? '、' : ', ')
  if (isLocalized(value)) return localize(value, language)
  return String(value)
}

function isLocalized(value: object | string | number | bigint | boolean): value is { zh?: string; en?: string } {
  return (
    typeof value === 'object' && (typeof (value as { zh?: unknown }).zh === 'string' || typeof (value as { en?: unknown }).en === 'string')
  )
}
