import { parser, trackVariables } from 'lezer-feel'

/** The part of a lezer tree node that is read here. */
export interface GrammarNode {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly type: { readonly isError: boolean }
  readonly firstChild: GrammarNode | null
  readonly nextSibling: GrammarNode | null
}

type Tracker = ReturnType<typeof trackVariables>

/**
 * A context tracker that tracks nothing: whether `数量-1` is a difference must never depend on which names exist.
 * The tokenizer asks it for pending name parts and known names, and gets none.
 */
const nothing = { tokens: [], contextCache: () => ({ keys: new Set(), prefixes: new Set() }) }
const inertTracker = {
  start: nothing,
  shift: () => nothing,
  reduce: () => nothing,
  reuse: () => nothing,
  hash: () => 0,
  strict: false,
} as unknown as Tracker

const expressionParser = parser.configure({ top: 'Expression', contextTracker: inertTracker })
const unaryTestsParser = parser.configure({ top: 'UnaryTests', contextTracker: inertTracker })

export type TopRule = 'Expression' | 'UnaryTests'

/**
 * The tree of a text. `names` with symbols or key words inside (`values in a list`) are recognised only when they are
 * given; product code never gives any, since names of fields are restricted to one word.
 */
export function parseGrammar(text: string, top: TopRule, names: readonly string[] = []): GrammarNode {
  const source = markRangeTypes(text)
  const special = names.filter((name) => !isPlainName(name))
  if (special.length === 0) return (top === 'Expression' ? expressionParser : unaryTestsParser).parse(source).topNode
  const known = Object.fromEntries(names.map((name) => [name, 1]))
  return parser.configure({ top, contextTracker: trackVariables(known) }).parse(source).topNode
}

const WORD = /^[\p{L}_?][\p{L}\p{N}_（）]*$/u
const KEY_WORDS: ReadonlySet<string> = new Set([
  'for',
  'in',
  'return',
  'if',
  'then',
  'else',
  'some',
  'every',
  'satisfies',
  'or',
  'and',
  'between',
  'instance',
  'of',
  'function',
  'external',
  'true',
  'false',
  'null',
  'not',
])

function isPlainName(name: string): boolean {
  return name.split(' ').every(isWord)
}

/** A name that is written as it is wherever a name may stand. */
export function isWord(text: string): boolean {
  return WORD.test(text) && !KEY_WORDS.has(text)
}

/**
 * DMN 1.5 writes `instance of range<number>`, which the grammar does not know. It knows `list<number>`, of which
 * `list <number>` is as long; the reader of types looks at the real text and sees `range` there.
 */
function markRangeTypes(text: string): string {
  if (!text.includes('range')) return text
  return text.replace(/(\bof\s+|->\s*|[<,:]\s*)range(?=\s*<[\w\s<>,]*>)/g, '$1list ')
}
