import { fail } from '../../error/index.ts'
import { isEmptyFeel, translateCall, translateMethod } from './translate-call.ts'

/**
 * Brings a condition or value written for another tool (`${amount > 1000 && !urgent}`) into FEEL.
 * Understood: literals, paths, comparison, and/or/not, arithmetic, `empty`, `?:`, and the calls that FEEL can say as well
 * (`list.size()`, `execution.getVariable('x')`). Other calls of host objects are refused.
 *
 * Errors: `expression-syntax` with the position in the foreign text.
 *
 * @example
 * translateFormula("amount >= 1000 && state != 'new'") // amount >= 1000 and state != "new"
 */
export function translateFormula(text: string): string {
  const parser = new Parser(text)
  const feel = parser.readChoice()
  parser.expectEnd()
  return feel
}

/** The formula inside `${…}` or `#{…}` when the whole text is one, else undefined. */
export function insideBraces(text: string): string | undefined {
  const match = /^[$#]\{([\s\S]*)\}$/.exec(text.trim())
  return match === null || /[$#]\{/.test(match[1]!) ? undefined : match[1]!
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([\p{L}_$][\p{L}\p{N}_$]*)|(&&|\|\||===|!==|==|!=|<=|>=|[-+*/%<>=!?:().,[\]]))/uy

const COMPARISONS: Readonly<Record<string, string>> = {
  '==': '=',
  '===': '=',
  '=': '=',
  eq: '=',
  '!=': '!=',
  '!==': '!=',
  ne: '!=',
  '<': '<',
  lt: '<',
  '>': '>',
  gt: '>',
  '<=': '<=',
  le: '<=',
  '>=': '>=',
  ge: '>=',
}

/** What other tools call the variables of the instance. */
const HOLDERS = new Set([
  'environment.variables',
  'environment.output',
  'execution.variables',
  'variables',
  'this.context',
  'this.variables',
])

/** Prefixes under which functions over variables stand: `variables:get(x)`. */
const CONTEXTS = new Set(['variables', 'vars', 'var'])

/** Other tools compare a text with a number or a boolean by what it says: `approved == 'true'`. */
const LITERAL_OF_ANOTHER_TYPE = /^"(true|false|-?\d+(\.\d+)?)"$/

function compareTerms(left: string, operator: string, right: string): string {
  if (operator !== '=' && operator !== '!=') return `${left} ${operator} ${right}`
  const [first, second] = [LITERAL_OF_ANOTHER_TYPE.test(left), LITERAL_OF_ANOTHER_TYPE.test(right)]
  const text = (term: string): string => (term.startsWith('"') || term === 'null' ? term : `string(${term})`)
  return second ? `${text(left)} ${operator} ${right}` : first ? `${left} ${operator} ${text(right)}` : `${left} ${operator} ${right}`
}

/** Deeper nesting is no condition that a person wrote. */
const DEEPEST = 60

class Parser {
  readonly #text: string
  #position = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  readChoice(): string {
    if (++this.#depth > DEEPEST) throw this.#refuse()
    const condition = this.#readOr()
    this.#depth--
    if (!this.#accept('?')) return condition
    const yes = this.readChoice()
    this.#expect(':')
    return `if ${condition} then ${yes} else ${this.readChoice()}`
  }

  expectEnd(): void {
    if (this.#text.slice(this.#position).trim() !== '') throw this.#refuse()
  }

  #readOr(): string {
    const parts = [this.#readAnd()]
    while (this.#accept('||', 'or')) parts.push(this.#readAnd())
    return parts.join(' or ')
  }

  #readAnd(): string {
    const parts = [this.#readComparison()]
    while (this.#accept('&&', 'and')) parts.push(this.#readComparison())
    return parts.join(' and ')
  }

  #readComparison(): string {
    let left = this.#readSum()
    for (;;) {
      const operator = this.#accept(...Object.keys(COMPARISONS))
      if (operator === undefined) return left
      left = compareTerms(left, COMPARISONS[operator]!, this.#readSum())
    }
  }

  #readSum(): string {
    let left = this.#readProduct()
    for (let operator = this.#accept('+', '-'); operator !== undefined; operator = this.#accept('+', '-')) {
      left = `${left} ${operator} ${this.#readProduct()}`
    }
    return left
  }

  #readProduct(): string {
    let left = this.#readUnary()
    for (;;) {
      const operator = this.#accept('*', '/', 'div', '%', 'mod')
      if (operator === undefined) return left
      const right = this.#readUnary()
      if (operator === '%' || operator === 'mod') left = `modulo(${left}, ${right})`
      else left = `${left} ${operator === '*' ? '*' : '/'} ${right}`
    }
  }

  #readUnary(): string {
    if (++this.#depth > DEEPEST) throw this.#refuse()
    const operator = this.#accept('!', 'not', 'empty', '-')
    const operand = operator === undefined ? this.#readOperand() : this.#readUnary()
    this.#depth--
    if (operator === undefined) return operand
    if (operator === '-') return `-${operand}`
    if (operator === 'empty') return isEmptyFeel(operand)
    return `not(${operand})`
  }

  #readOperand(): string {
    if (this.#accept('(')) {
      const inner = this.readChoice()
      this.#expect(')')
      return `(${inner})`
    }
    const [number, string, name] = this.#next()
    if (number !== undefined) return number
    if (string !== undefined) return JSON.stringify(string.slice(1, -1).replace(/\\(.)/g, '$1'))
    if (name === undefined) throw this.#refuse()
    if (name === 'true' || name === 'false' || name === 'null') return name
    return this.#readPath(name)
  }

  #readPath(first: string): string {
    let path = first
    for (;;) {
      if (this.#accept('.')) {
        const [, , name] = this.#next()
        if (name === undefined) throw this.#refuse()
        if (this.#peek() === '(') {
          path = this.#translated(translateMethod(path, name, this.#readArguments()))
          continue
        }
        path += `.${name}`
        for (const holder of HOLDERS) if (path.startsWith(`${holder}.`)) path = path.slice(holder.length + 1)
      } else if (this.#peek() === '[') {
        this.#accept('[')
        path += this.#readKey()
      } else if (this.#peek() === ':' && CONTEXTS.has(path)) {
        this.#accept(':')
        const [, , name] = this.#next()
        path = this.#translated(translateCall(name ?? '', this.#readArguments()))
      } else if (this.#peek() === '(') throw this.#refuse()
      else return path
    }
  }

  #readArguments(): string[] {
    this.#expect('(')
    const values: string[] = []
    if (this.#accept(')')) return values
    do values.push(this.readChoice())
    while (this.#accept(','))
    this.#expect(')')
    return values
  }

  #translated(feel: string | undefined): string {
    if (feel === undefined) throw this.#refuse()
    return feel
  }

  #readKey(): string {
    const [number, string] = this.#next()
    this.#expect(']')
    if (number !== undefined) return `[${Number(number) + 1}]`
    if (string !== undefined) return `.${string.slice(1, -1)}`
    throw this.#refuse()
  }

  #next(): (string | undefined)[] {
    TOKEN.lastIndex = this.#position
    const match = TOKEN.exec(this.#text)
    if (match === null) throw this.#refuse()
    this.#position = TOKEN.lastIndex
    return [match[1], match[2], match[3], match[4]]
  }

  #peek(): string | undefined {
    TOKEN.lastIndex = this.#position
    const match = TOKEN.exec(this.#text)
    return match === null ? undefined : (match[3] ?? match[4])
  }

  #accept(...wanted: string[]): string | undefined {
    const found = this.#peek()
    if (found === undefined || !wanted.includes(found)) return undefined
    this.#next()
    return found
  }

  #expect(wanted: string): void {
    if (this.#accept(wanted) === undefined) throw this.#refuse()
  }

  #refuse(): Error {
    return fail('expression-syntax', { position: this.#position + 1, text: this.#text })
  }
}
