import { fail, type AppError } from '../error/index.ts'
import { CalendarDate, DateTime, DaysDuration, Decimal } from '../value/index.ts'
import { parseExpression } from './parse.ts'
import type { Operand, Predicate } from './predicate.ts'
import { readDateTime, readDuration } from './read-temporal.ts'
import type { Node, NodeOf, Syntax } from './syntax.ts'
import type { FeelValue } from './value.ts'

/**
 * FEEL-Q: the part of FEEL that can be asked of a database, as a predicate tree.
 *
 * Comparison, `and`, `or`, `not(…)`, `between`, `in`, `starts with`, `ends with`, `contains`, `= null`, paths through
 * references, `user.x`, `parameter.x`, `today()` plus or minus days. A leading `record.` may be left out.
 *
 * `outer` are names of what lies outside of the row (the record that asks): their paths become parameters called like the path.
 *
 * Errors: `expression-not-query` for everything else, `expression-syntax`, `expression-too-large`.
 *
 * @example
 * toQuery('department in user.departments and date >= today() - @"P30D"')
 */
export function toQuery(expression: string | Syntax, outer: readonly string[] = []): Predicate {
  const syntax = typeof expression === 'string' ? parseExpression(expression) : expression
  return new QueryReader(syntax.text, outer).readCondition(syntax.root)
}

const TEXT_TESTS: ReadonlySet<string> = new Set(['starts with', 'ends with', 'contains'])

/** `today()` while it is read. */
const TODAY = Object.freeze({ today: true as const })

class QueryReader {
  readonly #text: string
  readonly #outer: readonly string[]

  constructor(text: string, outer: readonly string[]) {
    this.#text = text
    this.#outer = outer
  }

  /** `negated` is carried down to the tests, since `not` of an empty yes/no field is neither true nor false. */
  readCondition(node: Node, negated = false): Predicate {
    switch (node.kind) {
      case 'and':
      case 'or': {
        const parts = flattenGroup(node, node.kind).map((part) => this.readCondition(part, negated))
        return (node.kind === 'and') === negated ? { any: parts } : { all: parts }
      }
      case 'name':
      case 'path':
        return compareOperands('=', this.#readOperand(node), { constant: !negated })
      case 'literal':
        if (typeof node.value === 'boolean') return { constant: node.value !== negated }
        break
      case 'call':
        if (isNegation(node)) return this.readCondition(node.arguments[0]!, !negated)
        break
      default:
    }
    const test = this.#readTest(node)
    return negated ? { not: test } : test
  }

  #readTest(node: Node): Predicate {
    switch (node.kind) {
      case 'comparison':
        return compareOperands(node.operator, this.#readOperand(node.left), this.#readOperand(node.right))
      case 'between': {
        const value = this.#readOperand(node.value)
        return {
          all: [compareOperands('>=', value, this.#readOperand(node.low)), compareOperands('<=', value, this.#readOperand(node.high))],
        }
      }
      case 'in':
        return this.#readMembership(node)
      case 'call':
        return this.#readTextTest(node)
      default:
        throw this.#refuse(node, {
          zh: '只能使用比较、and、or、not、in、between 和文本匹配',
          en: 'only comparisons, and, or, not, in, between and text tests can be used',
        })
    }
  }

  #readTextTest(node: NodeOf<'call'>): Predicate {
    const name = functionNameOf(node)
    const [first, second, third] = node.arguments
    if (first === undefined || second === undefined || third !== undefined) throw this.#refuseFunction(node, name)
    if (name === 'list contains') return { in: this.#readOperand(second), list: this.#readList(first) }
    if (!TEXT_TESTS.has(name)) throw this.#refuseFunction(node, name)
    return { text: name as 'contains', value: this.#readOperand(first), search: this.#readOperand(second) }
  }

  /** `x in (a, b)`, `x in [a, b]`, `x in user.departments`, `x in [1..5)`, `x in (> 5, null)`. */
  #readMembership(node: NodeOf<'in'>): Predicate {
    const value = this.#readOperand(node.value)
    const list: Operand[] = []
    const others: Predicate[] = []
    for (const test of node.tests) {
      if (test.kind === 'unary-test') others.push(compareOperands(test.operator, value, this.#readOperand(test.operand)))
      else if (test.kind === 'interval') {
        others.push({
          all: [
            compareOperands(test.lowIncluded ? '>=' : '>', value, this.#readOperand(test.low)),
            compareOperands(test.highIncluded ? '<=' : '<', value, this.#readOperand(test.high)),
          ],
        })
      } else list.push(...this.#readList(test))
    }
    if (list.length > 0 || others.length === 0) others.push({ in: value, list })
    return others.length === 1 ? others[0]! : { any: others }
  }

  #readList(node: Node): Operand[] {
    return node.kind === 'list' ? node.items.map((item) => this.#readOperand(item)) : [this.#readOperand(node)]
  }

  #readOperand(node: Node): Operand {
    const path = readPathOf(node)
    if (path !== undefined) return this.#outer.includes(path[0]!) ? { parameter: path.join('.') } : operandOfPath(path)
    switch (node.kind) {
      case 'number':
        return { number: node.value.toString() }
      case 'literal':
        return this.#readConstant(node, node.value)
      case 'negate':
        if (node.operand.kind === 'number') return { number: node.operand.value.negate().toString() }
        break
      case 'call':
        return this.#readConstant(node, this.#readCall(node))
      case 'arithmetic':
        return this.#readDay(node)
      default:
    }
    throw this.#refuse(node, {
      zh: '此处只能是字段、常量、user.属性或 today()',
      en: 'only fields, constants, user attributes and today() can stand here',
    })
  }

  #readCall(node: NodeOf<'call'>): FeelValue | typeof TODAY {
    const name = functionNameOf(node)
    const [first, second] = node.arguments
    if (name === 'today' && first === undefined) return TODAY
    if (first?.kind === 'literal' && typeof first.value === 'string' && second === undefined) {
      const value =
        name === 'date'
          ? CalendarDate.tryParse(first.value)
          : name === 'date and time'
            ? readDateTime(first.value)
            : name === 'duration'
              ? readDuration(first.value)
              : undefined
      if (value !== undefined) return value
    }
    throw this.#refuseFunction(node, name)
  }

  #readConstant(node: Node, value: FeelValue | typeof TODAY): Operand {
    if (value === TODAY) return TODAY
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return { constant: value }
    if (value instanceof Decimal) return { number: value.toString() }
    if (value instanceof CalendarDate) return { date: value.toString() }
    if (value instanceof DateTime) return { dateTime: value.toString() }
    throw this.#refuse(node, { zh: '此类常量不能用于查询', en: 'constants of this type cannot be used' })
  }

  /** `today() + @"P7D"` and the like: whole days only. */
  #readDay(node: NodeOf<'arithmetic'>): Operand {
    const days = this.#readDays(node.right)
    if (days !== undefined && (node.operator === '+' || node.operator === '-')) {
      const left = this.#readOperand(node.left)
      const shift = node.operator === '+' ? days : 0 - days
      if ('today' in left) return { today: true, addDays: (left.addDays ?? 0) + shift }
      if ('date' in left) return { date: CalendarDate.parse(left.date).addDays(shift).toString() }
    }
    throw this.#refuse(node, { zh: '只能在 today() 或日期上加减整天', en: 'only whole days can be added to today() or a date' })
  }

  #readDays(node: Node): number | undefined {
    const value = node.kind === 'literal' ? node.value : node.kind === 'call' ? this.#readCall(node) : null
    if (!(value instanceof DaysDuration)) return undefined
    const day = DaysDuration.ofDays(1).nanoseconds
    return value.nanoseconds % day === 0n ? Number(value.nanoseconds / day) : undefined
  }

  #refuseFunction(node: Node, name: string): AppError {
    return this.#refuse(node, { zh: `函数“${name}”不能用于查询`, en: `the function "${name}" cannot be used` })
  }

  #refuse(node: Node, reason: { zh: string; en: string }): AppError {
    return fail('expression-not-query', { text: this.#text.slice(node.from, node.to), reason })
  }
}

function functionNameOf(node: NodeOf<'call'>): string {
  return node.target.kind === 'name' ? node.target.name : ''
}

function isNegation(node: NodeOf<'call'>): boolean {
  return functionNameOf(node) === 'not' && node.arguments.length === 1
}

/** The parts of `a and b and c`, which the syntax nests to the left. */
function flattenGroup(node: Node, kind: 'and' | 'or'): Node[] {
  return node.kind === kind ? [...flattenGroup(node.left, kind), ...flattenGroup(node.right, kind)] : [node]
}

function readPathOf(node: Node): string[] | undefined {
  if (node.kind === 'name') return [node.name]
  if (node.kind !== 'path') return undefined
  const source = readPathOf(node.source)
  return source && [...source, node.name]
}

function operandOfPath(path: readonly string[]): Operand {
  const [first, ...rest] = path
  if (rest.length === 0) return { path: [...path] }
  if (first === 'user') return { user: rest.join('.') }
  if (first === 'parameter') return { parameter: rest.join('.') }
  return { path: first === 'record' ? rest : [...path] }
}

function compareOperands(compare: '=' | '!=' | '<' | '<=' | '>' | '>=', left: Operand, right: Operand): Predicate {
  if (compare === '=' || compare === '!=') {
    const tested = isNullConstant(right) ? left : isNullConstant(left) ? right : undefined
    if (tested !== undefined) return compare === '=' ? { isNull: tested } : { not: { isNull: tested } }
  }
  return { compare, left, right }
}

function isNullConstant(operand: Operand): boolean {
  return 'constant' in operand && operand.constant === null
}
