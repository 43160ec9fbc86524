import { Decimal } from '../../value/index.ts'
import { isSame } from '../comparison.ts'
import { LONGEST_LIST, requireLength, takeSteps } from '../evaluation.ts'
import { defineFunction, elementOfFirst, signature, type FunctionCall, type FunctionDefinition } from '../function-definition.ts'
import { numberOf, wholeOf } from '../number.ts'
import { joinTypes, listType, types, type FeelType } from '../type.ts'
import { FeelFunction, isList, type FeelValue } from '../value.ts'

type List = readonly FeelValue[]

const sameList = (given: readonly FeelType[]): FeelType => listType(elementOfFirst(given))
const withItem = (given: readonly FeelType[]): FeelType => listType(given.slice(1).reduce(joinTypes, elementOfFirst(given)))
const allLists = (given: readonly FeelType[]): FeelType =>
  listType(given.map((type) => (type.kind === 'list' ? type.of : type)).reduce(joinTypes, types.null))

/** List functions of DMN 1.5, 10.3.4.4, that do not calculate. Positions count from 1, negative ones from the end. */
export const listFunctions: readonly FunctionDefinition[] = [
  defineFunction(
    'list contains',
    'list',
    { zh: '列表是否包含某值', en: 'Whether a list contains a value' },
    'list contains([1,2,3], 2) = true',
    signature('list: list, element: any', types.boolean, (call, list: List, element: FeelValue) => {
      takeSteps(list.length, call)
      return list.some((item) => isSame(item, element))
    }),
  ),
  defineFunction(
    'count',
    'list',
    { zh: '元素个数', en: 'Number of elements' },
    'count([1,2,3]) = 3',
    signature('list: list', types.number, (_, list: List) => numberOf(list.length)),
    signature('...c: any', types.number, (_, ...items: FeelValue[]) => numberOf(items.length)),
  ),
  defineFunction(
    'sublist',
    'list',
    { zh: '取子列表', en: 'Part of a list' },
    'sublist([4,5,6], 1, 2) = [4,5]',
    signature('list: list, start position: number, length?: number', sameList, sublist),
  ),
  defineFunction(
    'append',
    'list',
    { zh: '在末尾追加元素', en: 'Adds elements at the end' },
    'append([1], 2, 3) = [1,2,3]',
    signature('list: list, ...item: any', withItem, (call, list: List, ...items: FeelValue[]) => limited(call, [...list, ...items])),
  ),
  defineFunction(
    'concatenate',
    'list',
    { zh: '连接多个列表', en: 'Joins lists' },
    'concatenate([1,2], [3]) = [1,2,3]',
    signature('...list: list', allLists, (call, ...lists: List[]) => limited(call, lists.flat())),
  ),
  defineFunction(
    'insert before',
    'list',
    { zh: '在指定位置之前插入', en: 'Inserts before a position' },
    'insert before([1,3], 1, 2) = [2,1,3]',
    signature(
      'list: list, position: number, newItem: any',
      (given) => listType(joinTypes(elementOfFirst(given), given[2] ?? types.any)),
      (call, list: List, position: Decimal, item: FeelValue) => {
        const index = indexAt(call, list, position)
        return index === undefined ? null : limited(call, list.toSpliced(index, 0, item))
      },
    ),
  ),
  defineFunction(
    'remove',
    'list',
    { zh: '删除指定位置的元素', en: 'Leaves out the element at a position' },
    'remove([1,2,3], 2) = [1,3]',
    signature('list: list, position: number', sameList, (call, list: List, position: Decimal) => {
      const index = indexAt(call, list, position)
      return index === undefined ? null : list.toSpliced(index, 1)
    }),
  ),
  defineFunction(
    'list replace',
    'list',
    { zh: '替换指定位置或符合条件的元素', en: 'Replaces the element at a position, or all that match' },
    'list replace([2,4,7,8], 3, 6) = [2,4,6,8]',
    signature('list: list, position: number, newItem: any', withItem, (call, list: List, position: Decimal, item: FeelValue) => {
      const index = indexAt(call, list, position)
      return index === undefined ? null : list.with(index, item)
    }),
    signature('list: list, match: function, newItem: any', withItem, replaceMatches),
  ),
  defineFunction(
    'reverse',
    'list',
    { zh: '倒序', en: 'The other way round' },
    'reverse([1,2,3]) = [3,2,1]',
    signature('list: list', sameList, (_, list: List) => list.toReversed()),
  ),
  defineFunction(
    'index of',
    'list',
    { zh: '某值出现的所有位置', en: 'All positions of a value' },
    'index of([1,2,3,2], 2) = [2,4]',
    signature('list: list, match: any', listType(types.number), (call, list: List, match: FeelValue) => {
      takeSteps(list.length, call)
      return list.flatMap((item, index) => (isSame(item, match) ? [numberOf(index + 1)] : []))
    }),
  ),
  defineFunction(
    'union',
    'list',
    { zh: '合并列表并去重', en: 'Joins lists without duplicates' },
    'union([1,2], [2,3]) = [1,2,3]',
    signature('...list: list', allLists, (call, ...lists: List[]) => distinct(call, limited(call, lists.flat()))),
  ),
  defineFunction(
    'distinct values',
    'list',
    { zh: '去重', en: 'Leaves out duplicates' },
    'distinct values([1,2,1]) = [1,2]',
    signature('list: list', sameList, distinct),
  ),
  defineFunction(
    'flatten',
    'list',
    { zh: '展开嵌套列表', en: 'Unfolds nested lists' },
    'flatten([[1,2], [[3]]]) = [1,2,3]',
    signature(
      'list: list',
      (given) => listType(innermost(elementOfFirst(given))),
      (call, list: List) => limited(call, flatten(list)),
    ),
  ),
  defineFunction(
    'sort',
    'list',
    { zh: '按比较函数排序（稳定）', en: 'Sorts by a function that says what comes first; stable' },
    'sort([3,1,2], function(x, y) x < y) = [1,2,3]',
    signature('list: list, precedes: function', sameList, sort),
  ),
]

function innermost(type: FeelType): FeelType {
  return type.kind === 'list' ? innermost(type.of) : type
}

function limited(call: FunctionCall, list: List): List {
  requireLength(list.length, LONGEST_LIST, call)
  takeSteps(list.length, call)
  return list
}

function indexAt(call: FunctionCall, list: List, position: Decimal): number | undefined {
  const whole = wholeOf(position)
  if (whole === undefined || whole === 0 || Math.abs(whole) > list.length) {
    call.report('out-of-range', `位置 ${position} 不在列表内`, `There is no position ${position} in the list`)
    return undefined
  }
  return whole > 0 ? whole - 1 : list.length + whole
}

function sublist(call: FunctionCall, list: List, start: Decimal, length?: Decimal): FeelValue {
  const index = indexAt(call, list, start)
  if (index === undefined) return null
  const count = length === undefined ? list.length - index : wholeOf(length)
  if (count === undefined || count < 0 || index + count > list.length) {
    return call.report('out-of-range', '长度超出列表', 'The length goes beyond the list')
  }
  return list.slice(index, index + count)
}

function distinct(call: FunctionCall, list: List): List {
  const plain = list.every((item) => item === null || typeof item === 'string' || item instanceof Decimal)
  if (plain) {
    const seen = new Set<string>()
    return list.filter((item) => {
      const key = item === null ? 'null' : item instanceof Decimal ? `n${item.strip()}` : `s${String(item)}`
      return seen.has(key) ? false : (seen.add(key), true)
    })
  }
  const kept: FeelValue[] = []
  for (const item of list) {
    takeSteps(kept.length, call)
    if (!kept.some((other) => isSame(other, item))) kept.push(item)
  }
  return kept
}

function flatten(list: List): FeelValue[] {
  return list.flatMap((item) => (isList(item) ? flatten(item) : [item]))
}

function replaceMatches(call: FunctionCall, list: List, match: FeelFunction, item: FeelValue): FeelValue {
  if (match.parameters.length !== 2) {
    return call.report('wrong-arguments', '匹配函数应有两个参数', 'The match function takes two parameters')
  }
  const replaced: FeelValue[] = []
  for (const element of list) {
    const matches = FeelFunction.call(match, [element, item])
    if (typeof matches !== 'boolean') return call.report('wrong-type', '匹配函数应返回是/否', 'The match function must give a boolean')
    replaced.push(matches ? item : element)
  }
  return replaced
}

function sort(call: FunctionCall, list: List, precedes: FeelFunction): FeelValue {
  if (precedes.parameters.length !== 2) {
    return call.report('wrong-arguments', '比较函数应有两个参数', 'The sort function takes two parameters')
  }
  let wrong = false
  const isFirst = (left: FeelValue, right: FeelValue): boolean => {
    const result = FeelFunction.call(precedes, [left, right])
    if (typeof result !== 'boolean') wrong = true
    return result === true
  }
  const sorted = list.toSorted((left, right) => (isFirst(left, right) ? -1 : isFirst(right, left) ? 1 : 0))
  return wrong ? call.report('wrong-type', '比较函数应返回是/否', 'The sort function must give a boolean') : sorted
}
