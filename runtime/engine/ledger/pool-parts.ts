import {
  compileExpression,
  isContext,
  parseExpression,
  readEntry,
  walk,
  type FeelValue,
  type Node,
} from '@formwork/platform/expression/index.ts'
import { positionOf } from './position-of.ts'
import type { AssertionScope, Coordinates, DimensionShape, PoolFormula, PoolPart } from './shape.ts'

/** Names that a workspace puts values in the place of: a table is made before anybody has chosen. */
const SWITCHES: ReadonlySet<string> = new Set(['setting', 'module'])

/**
 * What is costed together: `=item`, or a list of dimensions and formulas over them, `=[item, place.region]`. An `if` whose
 * condition reads nothing (a setting) counts as the branch that it takes, and a part that is `null` names nothing.
 * Undefined for any other formula, which sees the record that posts. Errors: `unknown-measure` for a name that is no dimension.
 */
export function compilePool(formula: string, dimensions: readonly DimensionShape[], ledger: string): readonly PoolPart[] | undefined {
  const text = formula.replace(/^=/, '')
  const root = takenBranch(parseExpression(text).root, text)
  if (root.kind === 'name') return [positionOf(dimensions, root.name, ledger)]
  if (root.kind !== 'list') return undefined
  return root.items
    .map((item) => takenBranch(item, text))
    .filter((item) => !(item.kind === 'literal' && item.value === null))
    .map((item) => (item.kind === 'name' ? positionOf(dimensions, item.name, ledger) : compilePart(item, text, dimensions, ledger)))
}

/** Positions of the dimensions that name a pool or are read for its name. */
export function poolReads(parts: readonly PoolPart[]): readonly number[] {
  return [...new Set(parts.flatMap((part) => (typeof part === 'number' ? [part] : part.reads)))]
}

/** The name of the pool of these coordinates; parts with formulas see `scope`. */
export function poolName(parts: readonly PoolPart[], coordinates: Coordinates, scope: () => AssertionScope): string {
  return parts.map((part) => (typeof part === 'number' ? coordinates[part] : partText(part.evaluate(scope())))).join('|')
}

/** Records by id, so that none has the name of a text. */
function partText(value: FeelValue): string {
  if (value === null) return ''
  if (isContext(value)) return `#${String(readEntry(value, 'id') ?? '')}`
  return String(value as string).replaceAll('|', '||')
}

function compilePart(node: Node, text: string, dimensions: readonly DimensionShape[], ledger: string): PoolFormula {
  const expression = compileExpression(text.slice(node.from, node.to))
  const read = expression.paths
    .filter(([name]) => !SWITCHES.has(name!))
    .map(([name, field]) => ({ dimension: positionOf(dimensions, name!, ledger), field }))
  return {
    evaluate: (scope) => expression.evaluate(scope as Record<string, FeelValue>),
    fields: read.flatMap(({ dimension, field }) => (field === undefined ? [] : [{ dimension, field }])),
    reads: [...new Set(read.map(({ dimension }) => dimension))],
  }
}

/** The branch of an `if` that is always taken. */
function takenBranch(node: Node, text: string): Node {
  if (node.kind !== 'if' || readsNames(node.condition)) return node
  const holds = compileExpression(text.slice(node.condition.from, node.condition.to)).evaluate({}) === true
  return takenBranch(holds ? node.then : node.otherwise, text)
}

function readsNames(node: Node): boolean {
  let reads = false
  walk(node, (each) => {
    reads ||= each.kind === 'name' || each.kind === 'input'
  })
  return reads
}
