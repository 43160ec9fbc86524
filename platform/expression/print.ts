import { Decimal } from '../value/index.ts'
import { isWord } from './grammar.ts'
import { entryNames, FeelFunction, FeelRange, isContext, isList, readEntry, type FeelValue } from './value.ts'

/** The text of a value as `string()` gives it: texts bare at the top, quoted inside lists and contexts. */
export function printFeel(value: FeelValue): string {
  return typeof value === 'string' ? value : printInner(value)
}

function printInner(value: FeelValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`
  if (value instanceof Decimal) return value.strip().toString()
  if (isList(value)) return `[${value.map(printInner).join(', ')}]`
  if (value instanceof FeelRange) return printRange(value)
  if (value instanceof FeelFunction) return `function(${value.parameters.join(', ')})`
  if (isContext(value)) {
    return `{${entryNames(value)
      .map((name) => `${printName(name)}: ${printInner(readEntry(value, name) ?? null)}`)
      .join(', ')}}`
  }
  return String(value)
}

function printName(name: string): string {
  return isWord(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`
}

function printRange(range: FeelRange): string {
  if (range.unary !== undefined) return `${range.unary} ${printInner(range.low ?? range.high ?? null)}`
  const open = range.lowIncluded ? '[' : '('
  const close = range.highIncluded ? ']' : ')'
  return `${open}${printInner(range.low ?? null)}..${printInner(range.high ?? null)}${close}`
}
