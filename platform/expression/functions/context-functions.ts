import { defineFunction, signature, type FunctionCall, type FunctionDefinition } from '../function-definition.ts'
import { contextType, listType, types } from '../type.ts'
import { entryNames, isContext, makeContext, readEntry, type FeelContext, type FeelValue, type LazyContext } from '../value.ts'

type Context = FeelContext | LazyContext
type List = readonly FeelValue[]

const anyContext = contextType({}, { open: true })
const entryType = contextType({ key: types.string, value: types.any })

/** Context functions of DMN 1.5, 10.3.4.10. */
export const contextFunctions: readonly FunctionDefinition[] = [
  defineFunction(
    'get value',
    'context',
    { zh: '按名称取值', en: 'The entry of a name' },
    'get value({a: 1}, "a") = 1',
    signature('m: context, key: string', types.any, (_, context: Context, key: string) => readEntry(context, key) ?? null),
  ),
  defineFunction(
    'get entries',
    'context',
    { zh: '列出全部名称和值', en: 'All entries as a list of key and value' },
    'get entries({a: 1})[1].key = "a"',
    signature('m: context', listType(entryType), (_, context: Context) =>
      entryNames(context).map((key) => ({ key, value: readEntry(context, key) ?? null })),
    ),
  ),
  defineFunction(
    'context',
    'context',
    { zh: '由 key/value 列表构成上下文', en: 'A context from a list of key and value' },
    'context([{key: "a", value: 1}]) = {a: 1}',
    signature('entries: list', anyContext, fromEntries),
  ),
  defineFunction(
    'context put',
    'context',
    { zh: '加入或替换一项', en: 'Adds or replaces an entry, also deep inside' },
    'context put({x: 1}, "y", 2) = {x: 1, y: 2}',
    signature('context: context, key: string, value: any', anyContext, (_, context: Context, key: string, value: FeelValue) =>
      put(context, key, value),
    ),
    signature('context: context, keys: list, value: any', anyContext, (call, context: Context, keys: List, value: FeelValue) =>
      putDeep(call, context, keys, value),
    ),
  ),
  defineFunction(
    'context merge',
    'context',
    { zh: '合并多个上下文，后者优先', en: 'Merges contexts, later ones win' },
    'context merge([{a: 1}, {b: 2}]) = {a: 1, b: 2}',
    signature('contexts: list', anyContext, merge),
  ),
]

function copy(context: Context): Record<string, FeelValue> {
  const result = makeContext()
  for (const name of entryNames(context)) result[name] = readEntry(context, name) ?? null
  return result
}

function put(context: Context, key: string, value: FeelValue): FeelContext {
  const result = copy(context)
  result[key] = value
  return result
}

function putDeep(call: FunctionCall, context: Context, keys: List, value: FeelValue): FeelValue {
  const [key, ...rest] = keys
  if (typeof key !== 'string') return call.report('invalid-value', '键必须是文本', 'Keys must be texts')
  if (rest.length === 0) return put(context, key, value)
  const inner = readEntry(context, key)
  if (!isContext(inner)) return call.report('invalid-value', `“${key}”不是上下文`, `"${key}" is not a context`)
  const replaced = putDeep(call, inner, rest, value)
  return replaced === null ? null : put(context, key, replaced)
}

function fromEntries(call: FunctionCall, entries: List): FeelValue {
  const result = makeContext()
  for (const entry of entries) {
    const key = isContext(entry) ? readEntry(entry, 'key') : undefined
    const value = isContext(entry) ? readEntry(entry, 'value') : undefined
    if (typeof key !== 'string' || value === undefined) {
      return call.report('invalid-value', '每项必须有文本 key 和 value', 'Every entry needs a text key and a value')
    }
    if (Object.hasOwn(result, key)) return call.report('duplicate-key', `键“${key}”重复`, `The key "${key}" appears twice`)
    result[key] = value
  }
  return result
}

function merge(call: FunctionCall, contexts: List): FeelValue {
  const result = makeContext()
  for (const context of contexts) {
    if (!isContext(context)) return call.report('wrong-type', '只能合并上下文', 'Only contexts can be merged')
    Object.assign(result, copy(context))
  }
  return result
}
