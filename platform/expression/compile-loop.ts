import { chineseType } from './chinese-type.ts'
import { CalendarDate, Decimal } from '../value/index.ts'
import type { CompileScope, Evaluate, Frame, ScopeObject } from './compile-scope.ts'
import type { Position } from './diagnostic.ts'
import { LONGEST_LIST, report, requireLength, takeSteps } from './evaluation.ts'
import { numberOf, wholeOf } from './number.ts'
import type { Iterator, NodeOf } from './syntax.ts'
import { FeelRange, isList, typeNameOf, type FeelValue } from './value.ts'

/** Gives the elements of one `in` part; null when there is nothing to go through. */
type Elements = (values: ScopeObject, frame: Frame) => readonly FeelValue[] | null

interface Loop {
  readonly slot: number
  readonly elements: Elements
  readonly position: Position
}

/** `for x in a, y in b return …`: the later variable turns faster; `partial` holds the results so far. */
export function compileFor(node: NodeOf<'for'>, scope: CompileScope): Evaluate {
  const partial = scope.bind('partial', { grows: true })
  const { loops, inner } = compileLoops(node.iterators, partial.scope)
  const body = scope.compile(node.body, inner)
  return (values, frame) => {
    const results: FeelValue[] = []
    frame[partial.slot] = results
    const complete = turn(loops, 0, values, frame, () => {
      results.push(body(values, frame))
      requireLength(results.length, LONGEST_LIST, node)
      return true
    })
    return complete === null ? null : results
  }
}

/** `some`, `every`: `or` and `and` over all turns. */
export function compileQuantified(node: NodeOf<'some'> | NodeOf<'every'>, scope: CompileScope): Evaluate {
  const { loops, inner } = compileLoops(node.iterators, scope)
  const body = scope.compile(node.body, inner)
  const decisive = node.kind === 'some'
  return (values, frame) => {
    let result: boolean | null = !decisive
    const complete = turn(loops, 0, values, frame, () => {
      const outcome = body(values, frame)
      if (outcome === decisive) result = decisive
      else if (typeof outcome !== 'boolean') {
        result = outcome === null ? null : report('wrong-type', node.body, '条件应为是/否', 'A condition must be a boolean')
      }
      return outcome !== decisive
    })
    return complete === null ? null : result
  }
}

function compileLoops(iterators: readonly Iterator[], scope: CompileScope): { loops: Loop[]; inner: CompileScope } {
  let inner = scope
  const loops = iterators.map((iterator) => {
    const elements = compileElements(iterator, inner)
    const bound = inner.bind(iterator.name)
    inner = bound.scope
    return { slot: bound.slot, elements, position: iterator }
  })
  return { loops, inner }
}

/** Runs the loops from `index` on; null when one cannot be run, false when `visit` stopped. */
function turn(loops: readonly Loop[], index: number, values: ScopeObject, frame: Frame, visit: () => boolean): boolean | null {
  const loop = loops[index]
  if (loop === undefined) return visit()
  const elements = loop.elements(values, frame)
  if (elements === null) return null
  for (const element of elements) {
    takeSteps(1, loop.position)
    frame[loop.slot] = element
    const outcome = turn(loops, index + 1, values, frame, visit)
    if (outcome !== true) return outcome
  }
  return true
}

function compileElements(iterator: Iterator, scope: CompileScope): Elements {
  const source = scope.compile(iterator.source, scope)
  if (iterator.end !== undefined) {
    const end = scope.compile(iterator.end, scope)
    return (values, frame) => countThrough(source(values, frame), end(values, frame), iterator)
  }
  return (values, frame) => {
    const value = source(values, frame)
    if (value === null) return null
    if (value instanceof FeelRange) return elementsOfRange(value, iterator)
    return isList(value) ? value : [value]
  }
}

/** `1..3`, `3..1`, and days likewise. */
function countThrough(from: FeelValue, to: FeelValue, position: Position): readonly FeelValue[] | null {
  if (from === null || to === null) return null
  if (from instanceof Decimal && to instanceof Decimal) {
    const [first, last] = [wholeOf(from), wholeOf(to)]
    if (from.isInteger() && to.isInteger() && first !== undefined && last !== undefined) {
      return steps(first, last, position).map((value) => numberOf(value))
    }
  }
  if (from instanceof CalendarDate && to instanceof CalendarDate) {
    return steps(from.epochDay, to.epochDay, position).map((day) => CalendarDate.fromEpochDay(day))
  }
  return report(
    'wrong-type',
    position,
    `不能从 ${chineseType(typeNameOf(from))} 数到 ${chineseType(typeNameOf(to))}`,
    `Cannot count from a ${typeNameOf(from)} to a ${typeNameOf(to)}`,
  )
}

function steps(first: number, last: number, position: Position): number[] {
  const length = Math.abs(last - first) + 1
  requireLength(length, LONGEST_LIST, position)
  const direction = last < first ? -1 : 1
  return Array.from({ length }, (_, index) => first + index * direction)
}

function elementsOfRange(range: FeelRange, position: Position): readonly FeelValue[] | null {
  const { low, high } = range
  const descending =
    (low instanceof Decimal && high instanceof Decimal && low.compare(high) > 0) ||
    (low instanceof CalendarDate && high instanceof CalendarDate && low.compare(high) > 0)
  if (descending || range.unary !== undefined) return report('invalid-value', position, '区间无法遍历', 'The range cannot be gone through')
  const all = countThrough(low ?? null, high ?? null, position)
  return all === null ? null : all.slice(range.lowIncluded ? 0 : 1, range.highIncluded ? undefined : -1)
}
