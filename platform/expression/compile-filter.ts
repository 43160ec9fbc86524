import { chineseType } from './chinese-type.ts'
import { Decimal } from '../value/index.ts'
import type { CompileScope, Evaluate } from './compile-scope.ts'
import { report, takeSteps } from './evaluation.ts'
import { wholeOf } from './number.ts'
import type { Node, NodeOf } from './syntax.ts'
import { isList, typeNameOf, type FeelValue } from './value.ts'

/** Conditions that never are a position. */
const questions: ReadonlySet<string> = new Set(['comparison', 'between', 'in', 'and', 'or', 'some', 'every', 'instance-of'])

/**
 * `source[condition]`: a number is a position from 1 (negative: from the end), anything else is asked of every item,
 * whose entries are names inside. A single value counts as a list of itself.
 */
export function compileFilter(node: NodeOf<'filter'>, scope: CompileScope): Evaluate {
  const source = compileSource(node.source, scope)
  const { scope: inner, slot } = scope.bindItem()
  const condition = scope.compile(node.condition, inner)
  const isQuestion = questions.has(node.condition.kind)
  return (values, frame) => {
    const value = source(values, frame)
    if (value === null) return null
    const list = isList(value) ? value : [value]
    // There is no item to ask: names of the condition would mean something else.
    if (isQuestion && list.length === 0) return []
    const kept: FeelValue[] = []
    for (let index = 0; index < Math.max(1, list.length); index++) {
      takeSteps(1, node)
      frame[slot] = list[index] ?? null
      const outcome = condition(values, frame)
      if (outcome instanceof Decimal) return itemAt(list, outcome, node)
      if (index >= list.length) break
      if (outcome === true) kept.push(list[index]!)
      else if (outcome !== false && outcome !== null) {
        report(
          'wrong-type',
          node.condition,
          `筛选条件应为是/否，实际为 ${chineseType(typeNameOf(outcome))}`,
          `A filter must give a boolean, not a ${typeNameOf(outcome)}`,
        )
      }
    }
    return kept
  }
}

/** `partial[-1]` reads the growing list in place: a filter never hands its source on. */
function compileSource(node: Node, scope: CompileScope): Evaluate {
  const binding =
    node.kind === 'name' ? scope.bindings.find((candidate) => candidate.kind === 'item' || candidate.name === node.name) : undefined
  if (binding?.kind !== 'local' || !binding.grows) return scope.compile(node, scope)
  const { slot } = binding
  return (_, frame) => frame[slot]!
}

function itemAt(list: readonly FeelValue[], position: Decimal, node: NodeOf<'filter'>): FeelValue {
  const whole = wholeOf(position)
  const index = whole === undefined ? -1 : whole > 0 ? whole - 1 : list.length + whole
  if (whole === 0) return report('out-of-range', node.condition, '列表位置从 1 开始', 'List positions begin at 1')
  return list[index] ?? null
}
