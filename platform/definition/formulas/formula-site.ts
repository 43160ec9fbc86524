import type { Label } from '../types.ts'
import { FORMULA_IN_TEXT } from '../../expression/formulas-in-text.ts'
import type { FeelType, TypeScope } from '../../expression/type.ts'

/** A formula as it stands in a file, with what it may read and what it should give. */
export interface FormulaSite {
  readonly file: string
  readonly pointer: string
  /** With its leading `=`. */
  readonly text: string
  readonly scope: TypeScope
  /** The type of the place that takes the value; absent: anything. */
  readonly expects?: FeelType
  /** `query`: asked of the database, so that only the subset FEEL-Q fits. */
  readonly use: 'formula' | 'query'
  /** Names may come from elsewhere (process variables): unknown ones are no finding. */
  readonly isOpen?: boolean
}

/** Whether a definition's value is a formula and not a literal. */
export function isFormula(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('=')
}

/** The site of a value, when it is a formula. */
export function* siteOf(value: unknown, site: Omit<FormulaSite, 'text' | 'use'> & { use?: FormulaSite['use'] }): Iterable<FormulaSite> {
  if (isFormula(value)) yield { use: 'formula', ...site, text: value }
}

/** Formulas in the braces of a text. */
export function* textFormulas(text: Label | undefined, site: Omit<FormulaSite, 'text' | 'use'>): Iterable<FormulaSite> {
  if (text === undefined) return
  const texts = typeof text === 'string' ? [text] : [text.zh, text.en]
  for (const each of texts) {
    for (const [formula] of each.matchAll(FORMULA_IN_TEXT)) yield { use: 'formula', ...site, text: `=${formula.slice(1, -1)}` }
  }
}
