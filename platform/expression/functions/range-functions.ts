import { compareFeel, isInRange } from '../comparison.ts'
import { defineFunction, signature, type FunctionDefinition, type Signature } from '../function-definition.ts'
import { types } from '../type.ts'
import { FeelRange, type FeelValue } from '../value.ts'

type RangeTest = (left: FeelRange, right: FeelRange) => boolean | null

/** Parameters by shape: p is a point, r a range. */
const PARAMETERS: Readonly<Record<string, string>> = {
  pp: 'point1: comparable, point2: comparable',
  pr: 'point: comparable, range: range',
  rp: 'range: range, point: comparable',
  rr: 'range1: range, range2: range',
}

/** Range functions of DMN 1.5, table 78 (Allen's relations). A point stands for the range of itself. */
export const rangeFunctions: readonly FunctionDefinition[] = [
  define('before', { zh: '在…之前', en: 'Ends before the other begins' }, 'before([1..5), [5..10]) = true', before, 'pp pr rp rr'),
  define(
    'after',
    { zh: '在…之后', en: 'Begins after the other ends' },
    'after([5..10], [1..5)) = true',
    (left, right) => before(right, left),
    'pp pr rp rr',
  ),
  define('meets', { zh: '首尾相接（在前）', en: 'Ends exactly where the other begins' }, 'meets([1..5], [5..10]) = true', meets, 'rr'),
  define(
    'met by',
    { zh: '首尾相接（在后）', en: 'Begins exactly where the other ends' },
    'met by([5..10], [1..5]) = true',
    (left, right) => meets(right, left),
    'rr',
  ),
  define(
    'overlaps',
    { zh: '有重叠', en: 'Shares a point with the other' },
    'overlaps([1..5], [3..8]) = true',
    (left, right) => not3(or3(before(left, right), before(right, left))),
    'rr',
  ),
  define(
    'overlaps before',
    { zh: '与后者的开头重叠', en: 'Overlaps the beginning of the other' },
    'overlaps before([1..5], [3..8]) = true',
    overlapsBefore,
    'rr',
  ),
  define(
    'overlaps after',
    { zh: '与前者的结尾重叠', en: 'Overlaps the end of the other' },
    'overlaps after([3..8], [1..5]) = true',
    (left, right) => overlapsBefore(right, left),
    'rr',
  ),
  define(
    'finishes',
    { zh: '以相同终点结束', en: 'Ends together with the other and lies inside' },
    'finishes([5..10], [1..10]) = true',
    finishes,
    'pr rr',
  ),
  define(
    'finished by',
    { zh: '被…以相同终点结束', en: 'Is finished by the other' },
    'finished by([1..10], [5..10]) = true',
    (left, right) => finishes(right, left),
    'rp rr',
  ),
  define('includes', { zh: '包含', en: 'Holds the other' }, 'includes([1..10], 5) = true', (left, right) => includes(left, right), 'rp rr'),
  define(
    'during',
    { zh: '在…之内', en: 'Lies inside the other' },
    'during(5, [1..10]) = true',
    (left, right) => includes(right, left),
    'pr rr',
  ),
  define(
    'starts',
    { zh: '以相同起点开始', en: 'Begins together with the other and lies inside' },
    'starts([1..5], [1..10]) = true',
    starts,
    'pr rr',
  ),
  define(
    'started by',
    { zh: '被…以相同起点开始', en: 'Is started by the other' },
    'started by([1..10], [1..5]) = true',
    (left, right) => starts(right, left),
    'rp rr',
  ),
  define('coincides', { zh: '完全重合', en: 'Is the same range or point' }, 'coincides([1..5], [1..5]) = true', coincides, 'pp rr'),
]

function define(name: string, help: { zh: string; en: string }, example: string, test: RangeTest, shapes: string): FunctionDefinition {
  const signatures: Signature[] = shapes.split(' ').map((shape) =>
    signature(PARAMETERS[shape]!, types.boolean, (call, left: FeelValue, right: FeelValue) => {
      const result = test(toRange(left), toRange(right))
      return result ?? call.report('not-comparable', '区间无法比较', 'The ranges cannot be compared')
    }),
  )
  return defineFunction(name, 'range', help, example, ...signatures)
}

function toRange(value: FeelValue): FeelRange {
  return value instanceof FeelRange ? value : new FeelRange(value, value, true, true)
}

/** An open end lies beyond every point. */
function compareEnds(left: FeelValue | undefined, right: FeelValue | undefined, open: -1 | 1): number | null {
  const [first, second] = [left ?? null, right ?? null]
  if (first === null && second === null) return 0
  if (first === null) return open
  if (second === null) return -open
  return compareFeel(first, second) ?? null
}

function before(left: FeelRange, right: FeelRange): boolean | null {
  const [high, low] = [left.high ?? null, right.low ?? null]
  if (high === null || low === null) return false
  const order = compareFeel(high, low)
  return order === undefined ? null : order < 0 || (order === 0 && !(left.highIncluded && right.lowIncluded))
}

function meets(left: FeelRange, right: FeelRange): boolean | null {
  const [high, low] = [left.high ?? null, right.low ?? null]
  if (high === null || low === null) return false
  const order = compareFeel(high, low)
  return order === undefined ? null : order === 0 && left.highIncluded && right.lowIncluded
}

/** −1, 0, 1: where a low end lies against another; an included one begins earlier. */
function compareLow(left: FeelRange, right: FeelRange): number | null {
  const order = compareEnds(left.low, right.low, -1)
  return order === 0 ? Number(right.lowIncluded) - Number(left.lowIncluded) : order
}

function compareHigh(left: FeelRange, right: FeelRange): number | null {
  const order = compareEnds(left.high, right.high, 1)
  return order === 0 ? Number(left.highIncluded) - Number(right.highIncluded) : order
}

function overlapsBefore(left: FeelRange, right: FeelRange): boolean | null {
  const [low, high] = [compareLow(left, right), compareHigh(left, right)]
  const apart = or3(before(left, right), before(right, left))
  if (low === null || high === null || apart === null) return null
  return !apart && low < 0 && high < 0
}

function finishes(left: FeelRange, right: FeelRange): boolean | null {
  const [low, high] = [compareLow(left, right), compareHigh(left, right)]
  return low === null || high === null ? null : high === 0 && low >= 0
}

function starts(left: FeelRange, right: FeelRange): boolean | null {
  const [low, high] = [compareLow(left, right), compareHigh(left, right)]
  return low === null || high === null ? null : low === 0 && high <= 0
}

function includes(outer: FeelRange, inner: FeelRange): boolean | null {
  if (inner.low !== undefined && inner.low === inner.high) return isInRange(inner.low, outer)
  const [low, high] = [compareLow(outer, inner), compareHigh(outer, inner)]
  return low === null || high === null ? null : low <= 0 && high >= 0
}

function coincides(left: FeelRange, right: FeelRange): boolean | null {
  const [low, high] = [compareLow(left, right), compareHigh(left, right)]
  return low === null || high === null ? null : low === 0 && high === 0
}

function or3(left: boolean | null, right: boolean | null): boolean | null {
  return left === true || right === true ? true : left === null || right === null ? null : false
}

function not3(value: boolean | null): boolean | null {
  return value === null ? null : !value
}
