import { Decimal, type DaysDuration, type MonthsDuration, type RoundingMode } from '../../value/index.ts'
import { exponential, naturalLogarithm, squareRoot } from '../decimal-math.ts'
import { finish } from '../arithmetic.ts'
import { defineFunction, signature, type FunctionCall, type FunctionDefinition } from '../function-definition.ts'
import { FINEST_SCALE, wholeOf } from '../number.ts'
import { types } from '../type.ts'
import type { FeelValue } from '../value.ts'

/** Coarsest rounding that decimal128 allows. */
const COARSEST_SCALE = -6111

const { number, boolean } = types

/** Numeric functions of DMN 1.5, 10.3.4.5. */
export const numberFunctions: readonly FunctionDefinition[] = [
  defineFunction(
    'decimal',
    'number',
    { zh: '四舍六入五成双到指定小数位', en: 'Rounds half to even at the given scale' },
    'decimal(1/3, 2) = 0.33',
    signature('n: number, scale: number', number, (call, n: Decimal, scale: Decimal) => roundAt(call, n, scale, 'half-even')),
  ),
  defineRounding(
    'floor',
    'floor',
    { zh: '向下取整到指定小数位（默认 0）', en: 'Rounds down along the number line, scale 0 unless given' },
    'floor(-1.56, 1) = -1.6',
    true,
  ),
  defineRounding(
    'ceiling',
    'ceiling',
    { zh: '向上取整到指定小数位（默认 0）', en: 'Rounds up along the number line, scale 0 unless given' },
    'ceiling(1.5) = 2',
    true,
  ),
  defineRounding('round up', 'up', { zh: '向远离零的方向舍入', en: 'Rounds away from zero' }, 'round up(1.121, 2) = 1.13', false),
  defineRounding('round down', 'down', { zh: '向零舍入（截断）', en: 'Rounds towards zero' }, 'round down(1.126, 2) = 1.12', false),
  defineRounding(
    'round half up',
    'half-up',
    { zh: '四舍五入', en: 'Rounds to the nearest, ties away from zero' },
    'round half up(1.125, 2) = 1.13',
    false,
  ),
  defineRounding(
    'round half down',
    'half-down',
    { zh: '五舍六入', en: 'Rounds to the nearest, ties towards zero' },
    'round half down(1.125, 2) = 1.12',
    false,
  ),
  defineFunction(
    'abs',
    'number',
    { zh: '绝对值', en: 'Absolute value of a number or duration' },
    'abs(-10) = 10',
    signature('n: number', number, (_, n: Decimal) => n.abs()),
    signature(
      'n: duration',
      (given) => given[0] ?? types.any,
      (_, n: DaysDuration | MonthsDuration) => n.abs(),
    ),
  ),
  defineFunction(
    'modulo',
    'number',
    { zh: '求余数，符号与除数相同', en: 'Remainder with the sign of the divisor' },
    'modulo(-12, 5) = 3',
    signature('dividend: number, divisor: number', number, modulo),
  ),
  defineFunction(
    'sqrt',
    'number',
    { zh: '平方根', en: 'Square root' },
    'sqrt(16) = 4',
    signature('number: number', number, (call, value: Decimal) => (value.sign() < 0 ? outOfRange(call) : finish(squareRoot(value), call))),
  ),
  defineFunction(
    'log',
    'number',
    { zh: '自然对数', en: 'Natural logarithm' },
    'decimal(log(10), 2) = 2.30',
    signature('number: number', number, (call, value: Decimal) =>
      value.sign() <= 0 ? outOfRange(call) : finish(naturalLogarithm(value), call),
    ),
  ),
  defineFunction(
    'exp',
    'number',
    { zh: 'e 的幂', en: 'e to the power' },
    'decimal(exp(5), 2) = 148.41',
    signature('number: number', number, (call, value: Decimal) => {
      const result = exponential(value)
      return result === undefined ? outOfRange(call) : finish(result, call)
    }),
  ),
  defineFunction(
    'odd',
    'number',
    { zh: '是否奇数', en: 'Whether a whole number is odd' },
    'odd(5) = true',
    signature('number: number', boolean, (call, value: Decimal) => isEven(call, value, false)),
  ),
  defineFunction(
    'even',
    'number',
    { zh: '是否偶数', en: 'Whether a whole number is even' },
    'even(2) = true',
    signature('number: number', boolean, (call, value: Decimal) => isEven(call, value, true)),
  ),
]

function defineRounding(
  name: string,
  mode: RoundingMode,
  help: { zh: string; en: string },
  example: string,
  optionalScale: boolean,
): FunctionDefinition {
  const parameters = optionalScale ? 'n: number, scale?: number' : 'n: number, scale: number'
  return defineFunction(
    name,
    'number',
    help,
    example,
    signature(parameters, number, (call, n: Decimal, scale?: Decimal) => roundAt(call, n, scale ?? Decimal.zero, mode)),
  )
}

function roundAt(call: FunctionCall, value: Decimal, scale: Decimal, mode: RoundingMode): FeelValue {
  const places = wholeOf(scale)
  if (places === undefined || places < COARSEST_SCALE || places > FINEST_SCALE) {
    return call.report(
      'out-of-range',
      `小数位数必须在 ${COARSEST_SCALE} 到 ${FINEST_SCALE} 之间`,
      `The scale must lie between ${COARSEST_SCALE} and ${FINEST_SCALE}`,
    )
  }
  return places >= value.scale ? value : finish(value.round(places, mode), call)
}

function modulo(call: FunctionCall, dividend: Decimal, divisor: Decimal): FeelValue {
  if (divisor.isZero()) return call.report('division-by-zero', '除数为零', 'Division by zero')
  const scale = Math.max(dividend.scale, divisor.scale)
  const step = divisor.toUnits(scale)
  const rest = ((dividend.toUnits(scale) % step) + step) % step
  return finish(Decimal.fromUnits(rest, scale), call)
}

function isEven(call: FunctionCall, value: Decimal, wanted: boolean): FeelValue {
  if (!value.isInteger()) return call.report('invalid-value', `${value} 不是整数`, `${value} is not a whole number`)
  return (value.toUnits(0) % 2n === 0n) === wanted
}

function outOfRange(call: FunctionCall): null {
  return call.report('out-of-range', '数值超出函数定义域', 'The number is out of the range of the function')
}
