import type { MatchDefinition } from '@formwork/platform/definition/types.ts'
import type { Node, Predicate } from '@formwork/platform/expression/index.ts'
import { toQuery } from '@formwork/platform/expression/to-query.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { compileFormula, type Formula } from '../../engine/record/formula.ts'

export type Candidate = MatchDefinition['candidates'][number]

/** How a candidate is looked for, read once for each release. */
export interface CandidateSearch {
  /** What the database answers; paths of lines begin with the name of their field. */
  readonly where: readonly Predicate[]
  /** The field whose rows `where` reads as well. */
  readonly lines: string | undefined
  /** Parts of `when` that read nothing of its records: where they do not hold, no record is looked for. */
  readonly gate: Formula | undefined
}

const searches = new WeakMap<Candidate, CandidateSearch>()

/** Every line of a document asks, so that what need not be loaded is not. Errors: those of formulas. */
export function searchOf(candidate: Candidate, registry: Registry): CandidateSearch {
  let known = searches.get(candidate)
  if (known === undefined) searches.set(candidate, (known = compileSearch(candidate, registry)))
  return known
}

function compileSearch({ when, filter, lines, label, name }: Candidate, registry: Registry): CandidateSearch {
  const parts = when === undefined ? [] : partsOf(when, registry)
  const own = filter === undefined ? [] : [toQuery(filter.replace(/^=/, ''))]
  const ofRows = lines === undefined ? [] : parts.flatMap(({ node }) => rowCondition(node, lines))
  const outside = parts.filter(({ formula }) => formula.paths.every(([first]) => first !== 'record' && first !== 'line'))
  return {
    where: [...own, ...ofRows],
    lines: ofRows.length > 0 ? lines : undefined,
    gate:
      outside.length === 0
        ? undefined
        : compileFormula(`=${outside.map(({ text }) => `(${text})`).join(' and ')}`, label ?? name, registry),
  }
}

interface Part {
  readonly node: Node
  readonly text: string
  readonly formula: Formula
}

/** The parts of `a and b and c`: when one of them does not hold, the whole does not. */
function partsOf(when: string, registry: Registry): Part[] {
  const { syntax, text } = compileFormula(when, when, registry).expression
  return conjuncts(syntax.root).map((node) => {
    const part = text.slice(node.from, node.to)
    return { node, text: part, formula: compileFormula(`=${part}`, part, registry) }
  })
}

function conjuncts(node: Node): Node[] {
  return node.kind === 'and' ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node]
}

/** `line.product = parameter.product`: the database finds such rows itself. */
function rowCondition(node: Node, lines: string): Predicate[] {
  if (node.kind !== 'comparison' || node.operator !== '=') return []
  const [left, right] = [memberOf(node.left), memberOf(node.right)]
  if (left?.of !== 'line' || right?.of !== 'parameter') return []
  return [{ compare: '=', left: { path: [lines, left.name] }, right: { parameter: right.name } }]
}

function memberOf(node: Node): { of: string; name: string } | undefined {
  return node.kind === 'path' && node.source.kind === 'name' ? { of: node.source.name, name: node.name } : undefined
}
