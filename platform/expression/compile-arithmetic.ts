import { Decimal } from '../value/index.ts'
import { addFeel, divideFeel, multiplyFeel, negateFeel, raiseFeel, subtractFeel } from './arithmetic.ts'
import type { CompileScope, Evaluate } from './compile-scope.ts'
import { FINEST_SCALE } from './number.ts'
import type { NodeOf } from './syntax.ts'

const SAFE = Number.MAX_SAFE_INTEGER

/**
 * Arithmetic. Each operator tries small numbers first: two safe coefficients whose result is safe as well need no
 * rounding to 34 digits and no BigInt. Large ones have NaN as coefficient, fail every comparison and go the long way.
 */
export function compileArithmetic(node: NodeOf<'arithmetic'>, scope: CompileScope): Evaluate {
  const left = scope.compile(node.left, scope)
  const right = scope.compile(node.right, scope)
  switch (node.operator) {
    case '+':
      return (values, frame) => {
        const first = left(values, frame)
        const second = right(values, frame)
        if (first instanceof Decimal && second instanceof Decimal && first.scale === second.scale) {
          const sum = first.coefficient + second.coefficient
          if (sum >= -SAFE && sum <= SAFE) return new Decimal(sum, first.scale)
        }
        return addFeel(first, second, node)
      }
    case '-':
      return (values, frame) => {
        const first = left(values, frame)
        const second = right(values, frame)
        if (first instanceof Decimal && second instanceof Decimal && first.scale === second.scale) {
          const difference = first.coefficient - second.coefficient
          if (difference >= -SAFE && difference <= SAFE) return new Decimal(difference, first.scale)
        }
        return subtractFeel(first, second, node)
      }
    case '*':
      return (values, frame) => {
        const first = left(values, frame)
        const second = right(values, frame)
        if (first instanceof Decimal && second instanceof Decimal) {
          const product = first.coefficient * second.coefficient
          const scale = first.scale + second.scale
          if (product >= -SAFE && product <= SAFE && scale >= 0 && scale <= FINEST_SCALE) return new Decimal(product + 0, scale)
        }
        return multiplyFeel(first, second, node)
      }
    case '/':
      return (values, frame) => divideFeel(left(values, frame), right(values, frame), node)
    case '**':
      return (values, frame) => raiseFeel(left(values, frame), right(values, frame), node)
  }
}

export function compileNegation(node: NodeOf<'negate'>, scope: CompileScope): Evaluate {
  const operand = scope.compile(node.operand, scope)
  return (values, frame) => negateFeel(operand(values, frame), node)
}
