import { chineseType } from './chinese-type.ts'
import type { CompileScope, Evaluate } from './compile-scope.ts'
import { report } from './evaluation.ts'
import type { NodeOf } from './syntax.ts'
import { typeNameOf, type FeelValue } from './value.ts'

/**
 * `and`, `or` in three-valued logic (DMN 1.5, table 50): false and anything is false, true or anything is true;
 * otherwise what is no boolean makes null. The right side is evaluated only when the left does not decide.
 */
export function compileLogic(node: NodeOf<'and'> | NodeOf<'or'>, scope: CompileScope): Evaluate {
  const left = scope.compile(node.left, scope)
  const right = scope.compile(node.right, scope)
  const decisive = node.kind === 'or'
  return (values, frame) => {
    const first = left(values, frame)
    if (first === decisive) return decisive
    const second = right(values, frame)
    if (second === decisive) return decisive
    if (typeof first === 'boolean' && typeof second === 'boolean') return !decisive
    if (first !== null && typeof first !== 'boolean') return reportCondition(first, node)
    return second !== null && typeof second !== 'boolean' ? reportCondition(second, node) : null
  }
}

/** `if`: anything but true takes the `else`. */
export function compileIf(node: NodeOf<'if'>, scope: CompileScope): Evaluate {
  const condition = scope.compile(node.condition, scope)
  const then = scope.compile(node.then, scope)
  const otherwise = scope.compile(node.otherwise, scope)
  return (values, frame) => {
    const decision = condition(values, frame)
    if (decision === true) return then(values, frame)
    if (decision !== false && decision !== null) reportCondition(decision, node.condition)
    return otherwise(values, frame)
  }
}

function reportCondition(value: FeelValue, position: { from: number; to: number }): null {
  return report(
    'wrong-type',
    position,
    `条件应为是/否，实际为 ${chineseType(typeNameOf(value))}`,
    `A condition must be a boolean, not a ${typeNameOf(value)}`,
  )
}
