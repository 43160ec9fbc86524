import { fail } from '../error/app-error.ts'
import { parseGrammar, type GrammarNode, type TopRule } from './grammar.ts'
import { readNode } from './read-node.ts'
import { childNodes } from './read-name.ts'
import type { Node, Syntax } from './syntax.ts'

/** Longest text of one expression: pages of formula, read in milliseconds. */
export const LONGEST_EXPRESSION = 20_000

/** Deepest nesting, and longest chain of operators, so that no walk over the tree exhausts the stack. */
export const DEEPEST_EXPRESSION = 400

export interface ParseOptions {
  /** Names with symbols or key words inside, where they cannot be avoided (foreign decision tables). */
  names?: readonly string[]
}

/**
 * Parses a FEEL expression. Errors: `expression-syntax` (with the position, from 1), `expression-too-large`.
 */
export function parseExpression(text: string, options: ParseOptions = {}): Syntax {
  const root = parseTop(text, 'Expression', options)
  const [child] = childNodes(root)
  if (child === undefined || isBareTest(child)) throw syntaxError(text, 0, text.length)
  return { text, root: readNode({ text }, child) }
}

/** Parses the unary tests of a decision table cell: `-`, `< 5, [10..20]`, `not("a")`. Errors as parseExpression. */
export function parseUnaryTests(text: string, options: ParseOptions = {}): Syntax {
  const top = parseTop(text, 'UnaryTests', options)
  const children = childNodes(top)
  const position = { from: 0, to: text.length }
  if (children[0]?.name === 'Wildcard') return { text, root: { kind: 'tests', negated: false, tests: 'any', ...position } }
  const list = children.find((child) => child.name === 'PositiveUnaryTests')
  if (list === undefined) throw syntaxError(text, 0, text.length)
  const tests: Node[] = childNodes(list).map((test) => readNode({ text }, test))
  return { text, root: { kind: 'tests', negated: children[0]?.name === 'not', tests, ...position } }
}

/** `> 5` is a test; as a value it stands in parentheses. */
function isBareTest(node: GrammarNode): boolean {
  return node.name === 'SimplePositiveUnaryTest' && node.firstChild?.name === 'CompareOp'
}

function parseTop(text: string, top: TopRule, options: ParseOptions): GrammarNode {
  if (text.length > LONGEST_EXPRESSION) {
    throw fail('expression-too-large', { what: { zh: '字符数', en: 'characters' }, limit: LONGEST_EXPRESSION })
  }
  const root = parseGrammar(text, top, options.names)
  const wrong = findError(root)
  if (wrong === 'too-deep') {
    throw fail('expression-too-large', { what: { zh: '嵌套层数', en: 'nesting levels' }, limit: DEEPEST_EXPRESSION })
  }
  if (wrong !== undefined) throw syntaxError(text, wrong.from, wrong.to)
  return root
}

/** The first error in the text, found without recursion. */
function findError(root: GrammarNode): GrammarNode | 'too-deep' | undefined {
  const stack: { node: GrammarNode; depth: number }[] = [{ node: root, depth: 0 }]
  let first: GrammarNode | undefined
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { node, depth } = entry
    if (depth > DEEPEST_EXPRESSION) return 'too-deep'
    if (node.type.isError && (first === undefined || node.from < first.from)) first = node
    for (let child = node.firstChild; child !== null; child = child.nextSibling) stack.push({ node: child, depth: depth + 1 })
  }
  return first
}

function syntaxError(text: string, from: number, to: number): Error {
  return fail('expression-syntax', { position: from + 1, text: text.slice(from, Math.max(to, from + 20)) || text.slice(-20) })
}
