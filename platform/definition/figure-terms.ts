import { parseExpression } from '../expression/parse.ts'
import type { Node } from '../expression/syntax.ts'
import type { LedgerDefinition } from './types.ts'

/** How often each measure stands in a figure, by its name: `open` of `=ordered - delivered` is `{ ordered: 1, delivered: -1 }`. */
export type FigureTerms = ReadonlyMap<string, number>

/** What a figure is the sum of; undefined where it is anything but sums and differences of measures, so that parts cannot be summed. */
export function figureTerms(ledger: LedgerDefinition, figure: string): FigureTerms | undefined {
  if (ledger.measures.some(({ name }) => name === figure)) return new Map([[figure, 1]])
  const derived = ledger.derived?.find(({ name }) => name === figure)
  if (derived === undefined) return undefined
  const terms = new Map<string, number>()
  return addTerms(ledger, parseExpression(derived.value.slice(1)).root, 1, terms) ? terms : undefined
}

function addTerms(ledger: LedgerDefinition, node: Node, factor: number, terms: Map<string, number>): boolean {
  if (node.kind === 'negate') return addTerms(ledger, node.operand, -factor, terms)
  if (node.kind === 'arithmetic' && (node.operator === '+' || node.operator === '-')) {
    const right = node.operator === '+' ? factor : -factor
    return addTerms(ledger, node.left, factor, terms) && addTerms(ledger, node.right, right, terms)
  }
  if (node.kind !== 'name') return false
  const own = figureTerms(ledger, node.name)
  for (const [measure, times] of own ?? []) terms.set(measure, (terms.get(measure) ?? 0) + times * factor)
  return own !== undefined
}
