import type { ErrorObject } from 'ajv'
import { describeJsonType } from '../../value/index.ts'
import { suggestion } from '../suggestion.ts'

type Message = { zh: string; en: string }
type Describe = (error: ErrorObject, parameters: Record<string, string>) => Message

/** What a broken keyword says to a person; the pointer says where. */
export function describeSchemaError(error: ErrorObject): Message {
  const expected = (error.parentSchema as { 'x-expected'?: Message } | undefined)?.['x-expected']
  if (expected !== undefined && ['type', 'pattern', 'anyOf'].includes(error.keyword)) return expect(expected, error.data)
  const describe = descriptions[error.keyword]
  return (
    describe?.(error, error.params as Record<string, string>) ?? {
      zh: `不符合约束“${error.keyword}”`,
      en: `breaks the constraint "${error.keyword}"`,
    }
  )
}

const typeNames: Record<string, Message> = {
  object: { zh: '对象', en: 'an object' },
  array: { zh: '列表', en: 'a list' },
  string: { zh: '文本', en: 'text' },
  integer: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  null: { zh: '空值', en: 'null' },
}

const descriptions: Record<string, Describe | undefined> = {
  required: (_, { missingProperty }) => ({ zh: `缺少属性“${missingProperty}”`, en: `the property "${missingProperty}" is missing` }),
  additionalProperties: (error, { additionalProperty = '' }) => unknownProperty(additionalProperty, error),
  type: (error, { type }) => expect(typeNames[String(type)] ?? { zh: String(type), en: String(type) }, error.data),
  enum: (error) => oneOf(error.schema as unknown[], error.data),
  const: (error) => oneOf([error.schema], error.data),
  discriminator: (error, { tag = '', tagValue }) => unknownTag(tag, tagValue, error),
  pattern: (error) => ({ zh: `“${quote(error.data)}”的写法不对`, en: `"${quote(error.data)}" is not written as it must be` }),
  propertyNames: (_, { propertyName }) => ({ zh: `“${propertyName}”不能用作名称`, en: `"${propertyName}" cannot be used as a name` }),
  minLength: () => ({ zh: '不能为空', en: 'may not be empty' }),
  maxLength: (_, { limit }) => ({ zh: `最多 ${limit} 个字符`, en: `may have at most ${limit} characters` }),
  minItems: (_, { limit }) => ({ zh: `至少 ${limit} 项`, en: `needs at least ${limit} items` }),
  maxItems: (_, { limit }) => ({ zh: `最多 ${limit} 项`, en: `may have at most ${limit} items` }),
  minimum: (_, { limit }) => ({ zh: `不能小于 ${limit}`, en: `may not be less than ${limit}` }),
  maximum: (_, { limit }) => ({ zh: `不能大于 ${limit}`, en: `may not be greater than ${limit}` }),
  uniqueItems: () => ({ zh: '各项不能重复', en: 'no item may stand here twice' }),
  anyOf: () => ({ zh: '不是允许的任何一种写法', en: 'has none of the forms that are allowed here' }),
  oneOf: () => ({ zh: '不是允许的任何一种写法', en: 'has none of the forms that are allowed here' }),
}

function expect(expected: Message, data: unknown): Message {
  const actual = typeof data === 'string' ? { zh: `“${quote(data)}”`, en: `"${quote(data)}"` } : describeJsonType(data)
  return { zh: `应为${expected.zh}，现在是${actual.zh}`, en: `expected ${expected.en}, found ${actual.en}` }
}

function oneOf(allowed: readonly unknown[], data: unknown): Message {
  const list = allowed.map((value) => JSON.stringify(value))
  const near = suggestion(String(data), allowed.map(String))
  return {
    zh: `“${quote(data)}”应为 ${list.join('、')} 之一${near.zh}`,
    en: `"${quote(data)}" must be one of ${list.join(', ')}${near.en}`,
  }
}

function unknownProperty(name: string, error: ErrorObject): Message {
  const near = suggestion(name, Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {}))
  return { zh: `没有名为“${name}”的属性${near.zh}`, en: `there is no property named "${name}"${near.en}` }
}

function unknownTag(tag: string, value: unknown, error: ErrorObject): Message {
  if (value === undefined) return { zh: `缺少属性“${tag}”`, en: `the property "${tag}" is missing` }
  const branches = (error.parentSchema as { oneOf?: { properties?: Record<string, { const?: string }> }[] } | undefined)?.oneOf ?? []
  const near = suggestion(
    String(value),
    branches.flatMap((branch) => branch.properties?.[tag]?.const ?? []),
  )
  return { zh: `“${quote(value)}”不是已知的 ${tag}${near.zh}`, en: `"${quote(value)}" is no known ${tag}${near.en}` }
}

function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`
}
