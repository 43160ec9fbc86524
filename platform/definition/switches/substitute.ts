import { FORMULA_IN_TEXT } from '../../expression/formulas-in-text.ts'
import { CalendarDate, DateTime, Decimal } from '../../value/index.ts'

/** Finds `setting.x` and `module.x` where they are names of the scope; texts in quotes are passed over. */
const READS = /"(?:[^"\\]|\\.)*"|(?<![\p{L}\p{N}_.])(setting|module)\s*\.\s*([\p{L}_][\p{L}\p{N}_（）]*)/gu
/** The same in a diagram, where a quotation mark may belong to XML. */
const READS_IN_XML = /(?<![\p{L}\p{N}_.])(setting|module)\s*\.\s*([\p{L}_][\p{L}\p{N}_（）]*)/gu

/** Values of `setting` and `module` as FEEL literals. */
export interface Literals {
  readonly setting: ReadonlyMap<string, string>
  readonly module: ReadonlyMap<string, string>
}

/**
 * Puts values in the place of names, so that formulas, filters asked of a database, conditions of diagrams and what the
 * browser computes all read the same without knowing of settings. A name that does not exist reads null.
 */
function substitute(expression: string, literals: Literals): string {
  return expression.replace(READS, (whole: string, scope?: keyof Literals, name?: string) =>
    scope === undefined || name === undefined ? whole : (literals[scope].get(name) ?? 'null'),
  )
}

export function substituteInXml(text: string, literals: Literals): string {
  return text.replace(READS_IN_XML, (_whole, scope: keyof Literals, name: string) => escapeXml(literals[scope].get(name) ?? 'null'))
}

const mentions = (text: string): boolean => text.includes('setting') || text.includes('module')

/** Every formula of a definition (texts with `=`, and what stands in braces); the same object where nothing changes. */
export function substituteAll<T>(value: T, literals: Literals, isTable = false): T {
  if (typeof value === 'string') return substituteText(value, literals, isTable) as T
  if (typeof value !== 'object' || value === null) return value
  let changed = false
  const entries = Object.entries(value).map(([key, item]) => {
    const next: unknown = substituteAll<unknown>(item, literals, isTable)
    changed ||= next !== item
    return [key, next] as const
  })
  if (!changed) return value
  return (Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)) as T
}

function substituteText(text: string, literals: Literals, isTable: boolean): string {
  if (!mentions(text)) return text
  if (isTable || text.startsWith('=')) return substitute(text, literals)
  return text.replaceAll(FORMULA_IN_TEXT, (formula) => substitute(formula, literals))
}

/** A value in inside form as FEEL text. Records have no literal: they read null. */
export function toLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Decimal) return value.toString().replace(/^-.*/, '($&)')
  if (value instanceof CalendarDate) return `@"${value.toString()}"`
  if (value instanceof DateTime) return `date and time("${value.toString()}")`
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(', ')}]`
  return typeof value === 'string' ? JSON.stringify(value) : 'null'
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
