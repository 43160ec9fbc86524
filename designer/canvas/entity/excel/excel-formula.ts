/** FEEL for functions of a workbook that mean the same. */
const FUNCTIONS: Readonly<Record<string, (given: readonly string[]) => string | undefined>> = {
  ROUND: ([value, digits = '0']) => `round half up(${value}, ${digits})`,
  ROUNDUP: ([value, digits = '0']) => `round up(${value}, ${digits})`,
  ROUNDDOWN: ([value, digits = '0']) => `round down(${value}, ${digits})`,
  INT: ([value]) => `floor(${value})`,
  ABS: ([value]) => `abs(${value})`,
  MAX: (values) => `max(${values.join(', ')})`,
  MIN: (values) => `min(${values.join(', ')})`,
  SUM: (values) => `sum(${values.join(', ')})`,
  AVERAGE: (values) => `mean(${values.join(', ')})`,
  AND: (values) => `(${values.join(' and ')})`,
  OR: (values) => `(${values.join(' or ')})`,
  NOT: ([value]) => `not(${value})`,
  IF: ([condition, then, otherwise]) =>
    then === undefined || otherwise === undefined ? undefined : `(if ${condition} then ${then} else ${otherwise})`,
}
const COMPARISONS: Readonly<Record<string, string>> = { '=': '=', '<>': '!=', '<': '<', '>': '>', '<=': '<=', '>=': '>=' }
const SUMS: readonly string[] = ['+', '-']
const PRODUCTS: readonly string[] = ['*', '/']
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?%?)|("(?:[^"]|"")*")|(\$?[A-Z]{1,3}\$?\d+)(?![A-Z\d(])|(TRUE|FALSE)\b(?!\()|([A-Z][A-Z0-9.]*)(?=\()|(<>|<=|>=|[-+*/(),:=<>]))/y

type FieldOf = (column: number) => string | undefined

/**
 * A formula of one row (`C2*D2`) over the fields of its columns (`quantity * price`). Undefined for what reads other rows or
 * uses what has no equal: such a column is proposed with its values only.
 */
export function translateCellFormula(formula: string, row: number, fieldOf: FieldOf): string | undefined {
  const tokens = tokensOf(formula)
  if (tokens === undefined) return undefined
  const reader = new FormulaReader(tokens, row, fieldOf)
  const text = reader.comparison()
  return text === undefined || !reader.isAtEnd
    ? undefined
    : text.replace(/^\((if .*)\)$/s, (whole, inside: string) => (closesEarly(inside) ? whole : inside))
}

interface Token {
  readonly kind: 'number' | 'text' | 'cell' | 'boolean' | 'name' | 'sign'
  readonly text: string
}

function tokensOf(formula: string): Token[] | undefined {
  const kinds = ['number', 'text', 'cell', 'boolean', 'name', 'sign'] as const
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const text = formula.trim()
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (match === null) return undefined
    const index = match.slice(1).findIndex((part) => part !== undefined)
    tokens.push({ kind: kinds[index]!, text: match[index + 1]! })
  }
  return tokens
}

/** Reads by precedence; every method gives FEEL, or undefined for what has no equal. */
class FormulaReader {
  readonly #tokens: readonly Token[]
  readonly #row: number
  readonly #fieldOf: FieldOf
  #at = 0

  constructor(tokens: readonly Token[], row: number, fieldOf: FieldOf) {
    this.#tokens = tokens
    this.#row = row
    this.#fieldOf = fieldOf
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  comparison(): string | undefined {
    const left = this.#chain(SUMS, () => this.#chain(PRODUCTS, () => this.#part()))
    const sign = this.#peek()
    const comparison = sign?.kind === 'sign' ? COMPARISONS[sign.text] : undefined
    if (left === undefined || comparison === undefined) return left
    this.#at++
    const right = this.#chain(SUMS, () => this.#chain(PRODUCTS, () => this.#part()))
    return right === undefined ? undefined : `${left} ${comparison} ${right}`
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #takes(sign: string): boolean {
    const token = this.#peek()
    if (token?.kind !== 'sign' || token.text !== sign) return false
    this.#at++
    return true
  }

  #chain(signs: readonly string[], next: () => string | undefined): string | undefined {
    let text = next()
    for (let token = this.#peek(); text !== undefined && token?.kind === 'sign' && signs.includes(token.text); token = this.#peek()) {
      this.#at++
      const right = next()
      text = right === undefined ? undefined : `${text} ${token.text} ${right}`
    }
    return text
  }

  #part(): string | undefined {
    if (this.#takes('+')) return this.#part()
    if (this.#takes('-')) return prefixed('-', this.#part())
    if (this.#takes('(')) {
      const inside = this.comparison()
      return inside === undefined || !this.#takes(')') ? undefined : `(${inside})`
    }
    const token = this.#peek()
    this.#at++
    if (token?.kind === 'number') return token.text.endsWith('%') ? `(${token.text.slice(0, -1)} / 100)` : token.text
    if (token?.kind === 'text') return JSON.stringify(token.text.slice(1, -1).replaceAll('""', '"'))
    if (token?.kind === 'boolean') return token.text.toLowerCase()
    if (token?.kind === 'cell') return this.#field(token.text)
    return token?.kind === 'name' ? this.#call(token.text) : undefined
  }

  #call(name: string): string | undefined {
    const write = FUNCTIONS[name]
    if (write === undefined || !this.#takes('(')) return undefined
    const given: string[] = []
    do {
      const values = this.#range() ?? [this.comparison()]
      for (const value of values) {
        if (value === undefined) return undefined
        given.push(value)
      }
    } while (this.#takes(','))
    return this.#takes(')') ? write(given) : undefined
  }

  /** `C2:E2`: the fields of one row side by side. */
  #range(): (string | undefined)[] | undefined {
    const [from, colon, to] = this.#tokens.slice(this.#at, this.#at + 3)
    if (from?.kind !== 'cell' || colon?.text !== ':' || to?.kind !== 'cell') return undefined
    this.#at += 3
    const [first, last] = [placeOf(from.text), placeOf(to.text)]
    if (first.row !== this.#row || last.row !== this.#row || last.column < first.column) return [undefined]
    return Array.from({ length: last.column - first.column + 1 }, (_, index) => this.#fieldOf(first.column + index))
  }

  #field(cell: string): string | undefined {
    const { column, row } = placeOf(cell)
    return row === this.#row ? this.#fieldOf(column) : undefined
  }
}

const prefixed = (sign: string, text: string | undefined): string | undefined => (text === undefined ? undefined : `${sign}${text}`)

/** Whether the bracket that was opened before this text closes inside it. */
function closesEarly(text: string): boolean {
  let depth = 0
  for (const letter of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    if (depth < 0) return true
  }
  return false
}

/** Rows from 1, as the workbook counts; column `A` is 0, `AA` is 26. */
function placeOf(cell: string): { column: number; row: number } {
  const [, letters = '', digits] = /^\$?([A-Z]+)\$?(\d+)$/.exec(cell)!
  return { column: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1, row: Number(digits) }
}

/** A formula that reads several rows of one column: what stands under a table. */
export const readsDownward = (formula: string): boolean =>
  [...formula.matchAll(/\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)/g)].some(
    ([, from, first, to, last]) => from === to && first !== last,
  )
