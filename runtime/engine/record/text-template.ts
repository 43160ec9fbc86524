import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import { FORMULA_IN_TEXT } from '@formwork/platform/expression/formulas-in-text.ts'
import { isContext, readEntry, type FeelValue, type Scope } from '@formwork/platform/expression/value.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { FactBook } from './facts.ts'
import { compileFormula, evaluateFormula, type Formula } from './formula.ts'

type Part = string | Formula

/** Text with formulas in braces, compiled once: `{item.name}: {onHand}`. */
export interface TextTemplate {
  readonly zh: readonly Part[]
  readonly en: readonly Part[]
  /** What its formulas read. */
  readonly paths: readonly (readonly string[])[]
}

/** Errors: those of formulas. */
export function compileText(text: LocalizedText, registry: Registry): TextTemplate {
  const parts = (language: 'zh' | 'en'): Part[] =>
    localize(text, language)
      .split(new RegExp(`(${FORMULA_IN_TEXT.source})`))
      .map((part) => (part.startsWith('{') ? compileFormula(`=${part.slice(1, -1)}`, part, registry) : part))
  const zh = parts('zh')
  const en = typeof text === 'string' ? zh : parts('en')
  return { zh, en, paths: [...zh, ...en].flatMap((part) => (typeof part === 'string' ? [] : part.paths)) }
}

/** Both languages at once; what cannot be computed is shown as nothing. */
export function renderText(template: TextTemplate, scope: Scope, facts: FactBook): { zh: string; en: string } {
  const render = (parts: readonly Part[]): string =>
    parts
      .map((part, place) => (typeof part === 'string' ? part : shown(evaluateFormula(part, scope, facts).value, isShare(parts[place + 1]))))
      .join('')
  const zh = render(template.zh)
  return { zh, en: template.en === template.zh ? zh : render(template.en) }
}

/** Followed by the sign of a share: 5 %, never 5.00 %. */
const isShare = (next: Part | undefined): boolean => typeof next === 'string' && /^\s?[%％‰]/.test(next)

/** Zeros at the end say nothing about a quantity or a share; of money and prices the cents are told: 21.50 beside 22.00, never 21.5 beside 22. */
function plainOf(value: Decimal, isShareOf: boolean): string {
  const short = value.strip()
  const isMoney = !isShareOf && (value.scale === CENTS || value.scale > FINEST_QUANTITY)
  return isMoney && short.scale < CENTS ? short.round(CENTS).toString() : short.toString()
}

const CENTS = 2
/** A figure kept to more digits than quantities have is a price. */
const FINEST_QUANTITY = 4

/** 12345.6 is read as 12,345.6. */
function grouped(plain: string): string {
  const [whole = '', ...fraction] = plain.split('.')
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.')
}

/** A record is called by its name, code or number. */
function shown(value: FeelValue, isShareOf = false): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map((one) => shown(one)).join(', ')
  if (value instanceof Decimal) return grouped(plainOf(value, isShareOf))
  if (!isContext(value)) return String(value)
  for (const name of ['name', 'number', 'code']) {
    const called = readEntry(value, name)
    if (typeof called === 'string' && called !== '') return called
  }
  return ''
}
