import { chineseType } from '../chinese-type.ts'
import { Decimal, sumDecimals } from '../../value/index.ts'
import { finish } from '../arithmetic.ts'
import { compareFeel, isSame } from '../comparison.ts'
import { squareRoot } from '../decimal-math.ts'
import {
  defineFunction,
  elementOfFirst,
  signature,
  type FunctionCall,
  type FunctionDefinition,
  type FunctionGroup,
} from '../function-definition.ts'
import { FEEL_DIGITS, numberOf } from '../number.ts'
import { listType, types, type FeelType } from '../type.ts'
import { typeNameOf, type FeelValue } from '../value.ts'

type List = readonly FeelValue[]
type Calculate = (call: FunctionCall, list: readonly Decimal[]) => FeelValue

/** Functions over a whole list (DMN 1.5, 10.3.4.4). An empty element makes the result empty. */
export const aggregateFunctions: readonly FunctionDefinition[] = [
  overList('min', 'list', { zh: '最小值', en: 'Least element' }, 'min([1,2,3]) = 1', {
    element: 'comparable',
    returns: elementOfFirst,
    evaluate: (call, list) => pick(call, list, -1),
  }),
  overList('max', 'list', { zh: '最大值', en: 'Greatest element' }, 'max(1,2,3) = 3', {
    element: 'comparable',
    returns: elementOfFirst,
    evaluate: (call, list) => pick(call, list, 1),
  }),
  overNumbers('sum', { zh: '合计', en: 'Sum' }, 'sum([1,2,3]) = 6', (call, list) => finish(sumDecimals(list), call)),
  overNumbers('mean', { zh: '平均值', en: 'Arithmetic mean' }, 'mean([1,2,3]) = 2', (call, list) => finish(meanOf(list), call)),
  overNumbers('product', { zh: '连乘', en: 'Product' }, 'product([2,3,4]) = 24', (call, list) => multiplyAll(call, list)),
  overNumbers('median', { zh: '中位数', en: 'Median' }, 'median(8, 2, 5, 3, 4) = 4', (call, list) => finish(median(list), call)),
  overNumbers('stddev', { zh: '样本标准差', en: 'Standard deviation of a sample' }, 'stddev([47]) = null', (call, list) =>
    list.length < 2 ? null : finish(deviation(list), call),
  ),
  overList('mode', 'list', { zh: '众数', en: 'Most frequent numbers, ascending' }, 'mode([6,1,9,6,1]) = [1,6]', {
    element: 'number',
    returns: listType(types.number),
    evaluate: (call, list) => {
      const numbers = numbersOf(call, list)
      return numbers === null ? null : mostFrequent(numbers)
    },
  }),
  overList('all', 'boolean', { zh: '是否全部为真', en: 'Whether all are true' }, 'all([true,false]) = false', {
    element: 'boolean',
    returns: types.boolean,
    evaluate: (call, list) => quantify(call, list, false),
  }),
  overList('any', 'boolean', { zh: '是否有任一为真', en: 'Whether any is true' }, 'any([true,false]) = true', {
    element: 'boolean',
    returns: types.boolean,
    evaluate: (call, list) => quantify(call, list, true),
  }),
  defineFunction(
    'not',
    'boolean',
    { zh: '取反', en: 'Negation' },
    'not(true) = false',
    signature('negand: boolean', types.boolean, (_, value: boolean) => !value),
  ),
]

interface ListFunction {
  readonly element: 'number' | 'boolean' | 'comparable'
  readonly returns: FeelType | ((given: readonly FeelType[]) => FeelType)
  readonly evaluate: (call: FunctionCall, list: List) => FeelValue
}

/** A function of one list, whose elements may as well be given one by one. */
function overList(
  name: string,
  group: FunctionGroup,
  help: { zh: string; en: string },
  example: string,
  { element, returns, evaluate }: ListFunction,
): FunctionDefinition {
  const listed = signature(`list: list<${element}>`, returns, evaluate)
  const single = signature(`...list: ${element}?`, returns, (call, ...items: FeelValue[]) => evaluate(call, items))
  return defineFunction(name, group, help, example, listed, single)
}

/** Numbers only; an empty list gives null. */
function overNumbers(name: string, help: { zh: string; en: string }, example: string, calculate: Calculate): FunctionDefinition {
  const evaluate = (call: FunctionCall, list: List): FeelValue => {
    const numbers = numbersOf(call, list)
    return numbers === null || numbers.length === 0 ? null : calculate(call, numbers)
  }
  return overList(name, 'list', help, example, { element: 'number', returns: types.number, evaluate })
}

function numbersOf(call: FunctionCall, list: List): readonly Decimal[] | null {
  let foundNull = false
  for (let index = 0; index < list.length; index++) {
    const item = list[index]!
    if (item instanceof Decimal) continue
    if (item === null) foundNull = true
    else {
      return call.report(
        'wrong-type',
        `列表中应全为数字，出现了 ${chineseType(typeNameOf(item))}`,
        `The list must hold numbers only, not a ${typeNameOf(item)}`,
      )
    }
  }
  return foundNull ? null : (list as readonly Decimal[])
}

function pick(call: FunctionCall, list: List, wanted: -1 | 1): FeelValue {
  if (list.includes(null)) return null
  let best = list[0] ?? null
  for (const item of list) {
    const order = compareFeel(item, best)
    if (order === undefined) return call.report('not-comparable', '列表元素无法比较大小', 'The elements of the list cannot be compared')
    if (order * wanted > 0) best = item
  }
  return best
}

function meanOf(list: readonly Decimal[]): Decimal {
  return sumDecimals(list).divide(numberOf(list.length), { digits: FEEL_DIGITS })
}

function multiplyAll(call: FunctionCall, list: readonly Decimal[]): FeelValue {
  let product = Decimal.one
  for (const item of list) {
    const next = finish(product.multiply(item), call)
    if (next === null) return null
    product = next
  }
  return product
}

function median(list: readonly Decimal[]): Decimal {
  const sorted = list.toSorted((left, right) => left.compare(right))
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : meanOf([sorted[middle - 1]!, sorted[middle]!])
}

/** Digits carried inside, so that the last of 34 comes out right. */
const INNER_DIGITS = 60

function deviation(list: readonly Decimal[]): Decimal {
  const mean = sumDecimals(list).divide(numberOf(list.length), { digits: INNER_DIGITS })
  const squares = list.map((item) => item.subtract(mean)).map((difference) => difference.multiply(difference))
  return squareRoot(sumDecimals(squares).divide(numberOf(list.length - 1), { digits: INNER_DIGITS }))
}

function mostFrequent(list: readonly Decimal[]): FeelValue {
  const counts = new Map<string, { value: Decimal; count: number }>()
  for (const value of list) {
    const entry = counts.get(value.strip().toString())
    if (entry === undefined) counts.set(value.strip().toString(), { value, count: 1 })
    else entry.count++
  }
  const highest = Math.max(...[...counts.values()].map((entry) => entry.count))
  return [...counts.values()]
    .filter((entry) => entry.count === highest)
    .map((entry) => entry.value)
    .sort((left, right) => left.compare(right))
}

/** `all` looks for a false, `any` for a true; without one any other value makes the result unknown. */
function quantify(call: FunctionCall, list: List, decisive: boolean): FeelValue {
  if (list.some((item) => isSame(item, decisive))) return decisive
  const wrong = list.find((item) => item !== null && typeof item !== 'boolean')
  if (wrong !== undefined) return call.report('wrong-type', '列表中应全为是/否', 'The list must hold booleans only')
  return list.includes(null) ? null : !decisive
}
