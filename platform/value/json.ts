import { AppError } from '../error/app-error.ts'
import { Decimal } from './decimal.ts'
import { commonMistake, placeInText } from './json-mistake.ts'
import { formatPath, type PathSegment } from './path.ts'
import { readJsonString } from './read-json-string.ts'

/** Deepest nesting of arrays and objects (spec/security.md section 3). */
export const DEEPEST_JSON = 64

/** Keys that reach into JavaScript's prototypes. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export interface JsonObject {
  [key: string]: JsonValue
}
export type JsonValue = null | boolean | string | number | Decimal | JsonValue[] | JsonObject

export interface JsonOptions {
  /**
   * `decimal` (default): every number is a Decimal, exact from its source text.
   * `integer`: safe integers written without point or exponent are JS numbers, all others Decimals.
   */
  numbers?: 'decimal' | 'integer'
}

/**
 * The one JSON reader. Exact numbers, no duplicate keys, bounded depth, no prototype keys, no NaN.
 *
 * Errors, each with the path to the place: `malformed-json` (with the position), `duplicate-key`, `too-deep`,
 * `forbidden-key`, `bad-number` (exponent out of bounds).
 */
export function parseJson(text: string, options: JsonOptions = {}): JsonValue {
  const reader = new JsonReader(text, options.numbers === 'integer')
  return reader.readDocument()
}

/** `parseJson` for a text that has to be an object. Errors also: `wrong-type`. */
export function parseJsonObject(text: string, options: JsonOptions = {}): JsonObject {
  const value = parseJson(text, options)
  if (!isJsonObject(value)) {
    throw new AppError('wrong-type', { parameters: { expected: { zh: '对象', en: 'an object' }, actual: describeJsonType(value) } })
  }
  return value
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal)
}

/** How a value is called in a message about types. */
export function describeJsonType(value: unknown): { zh: string; en: string } {
  if (value === null || value === undefined) return { zh: '空值', en: 'null' }
  if (Array.isArray(value)) return { zh: '列表', en: 'a list' }
  if (typeof value === 'string') return { zh: '文本', en: 'text' }
  if (typeof value === 'boolean') return { zh: '是/否', en: 'a boolean' }
  if (typeof value === 'number' || value instanceof Decimal) return { zh: '数字', en: 'a number' }
  return { zh: '对象', en: 'an object' }
}

class JsonReader {
  readonly #text: string
  readonly #integers: boolean
  #position = 0
  #depth = 0
  #path: PathSegment[] = []

  constructor(text: string, integers: boolean) {
    this.#text = text
    this.#integers = integers
  }

  readDocument(): JsonValue {
    const value = this.#readValue()
    this.#skipSpace()
    if (this.#position < this.#text.length) throw this.#malformed({ zh: '结尾之后还有内容', en: 'content after the end' })
    return value
  }

  #readValue(): JsonValue {
    this.#skipSpace()
    switch (this.#text.charCodeAt(this.#position)) {
      case 0x7b:
        return this.#readObject()
      case 0x5b:
        return this.#readArray()
      case 0x22:
        return this.#readString()
      case 0x74:
        return this.#readWord('true', true)
      case 0x66:
        return this.#readWord('false', false)
      case 0x6e:
        return this.#readWord('null', null)
      default:
        return this.#readNumber()
    }
  }

  #readObject(): JsonObject {
    const object: JsonObject = {}
    this.#enter()
    if (this.#takesEnd(0x7d)) return object
    for (;;) {
      this.#skipSpace()
      if (this.#text.charCodeAt(this.#position) !== 0x22) throw this.#malformed({ zh: '此处应为名称', en: 'a name is expected here' })
      const key = this.#readString()
      this.#path.push(key)
      if (FORBIDDEN_KEYS.has(key)) throw this.#refuse('forbidden-key', { key })
      if (object[key] !== undefined && Object.hasOwn(object, key)) throw this.#refuse('duplicate-key', { key })
      this.#skipSpace()
      if (this.#text.charCodeAt(this.#position++) !== 0x3a) {
        throw this.#malformed({ zh: '此处应为冒号', en: 'a colon is expected here' }, -1)
      }
      object[key] = this.#readValue()
      this.#path.pop()
      if (this.#leavesAfterItem(0x7d)) return object
    }
  }

  #readArray(): JsonValue[] {
    const items: JsonValue[] = []
    this.#enter()
    if (this.#takesEnd(0x5d)) return items
    for (;;) {
      this.#path.push(items.length)
      items.push(this.#readValue())
      this.#path.pop()
      if (this.#leavesAfterItem(0x5d)) return items
    }
  }

  #enter(): void {
    this.#position++
    this.#depth++
    if (this.#depth > DEEPEST_JSON) throw this.#refuse('too-deep', { limit: DEEPEST_JSON })
  }

  #takesEnd(end: number): boolean {
    this.#skipSpace()
    if (this.#text.charCodeAt(this.#position) !== end) return false
    this.#position++
    this.#depth--
    return true
  }

  #leavesAfterItem(end: number): boolean {
    if (this.#takesEnd(end)) return true
    if (this.#text.charCodeAt(this.#position++) !== 0x2c) {
      throw this.#malformed({ zh: '此处应为逗号或结束括号', en: 'a comma or the closing bracket is expected here' }, -1)
    }
    return false
  }

  #readString(): string {
    const result = readJsonString(this.#text, this.#position + 1)
    if (typeof result === 'number') {
      this.#position = result
      throw this.#malformed({ zh: '文本未正确结束或含有无效字符', en: 'the text is not ended or holds an invalid character' })
    }
    this.#position = result.end
    return result.value
  }

  #readWord<T extends JsonValue>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#position)) throw this.#malformed({ zh: '无法识别的内容', en: 'unexpected content' })
    this.#position += word.length
    return value
  }

  #readNumber(): Decimal | number {
    NUMBER.lastIndex = this.#position
    const match = NUMBER.exec(this.#text)
    if (match === null) throw this.#malformed({ zh: '无法识别的内容', en: 'unexpected content' })
    const source = match[0]
    this.#position += source.length
    if (this.#integers && match[1] === undefined && source.length <= 16) {
      const integer = Number(source)
      if (Number.isSafeInteger(integer)) return integer + 0
    }
    const value = Decimal.tryParse(source)
    if (value === undefined) throw this.#refuse('bad-number', { text: source })
    return value
  }

  #skipSpace(): void {
    for (;;) {
      const character = this.#text.charCodeAt(this.#position)
      if (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09) return
      this.#position++
    }
  }

  #malformed(reason: { zh: string; en: string }, back = 0): AppError {
    const index = Math.min(this.#position + back, this.#text.length)
    const place = placeInText(this.#text, index)
    return this.#refuse('malformed-json', { place, position: index + 1, reason: commonMistake(this.#text, index) ?? reason })
  }

  #refuse(
    code: 'malformed-json' | 'duplicate-key' | 'too-deep' | 'forbidden-key' | 'bad-number',
    parameters: Record<string, string | number | { zh: string; en: string }>,
  ): AppError {
    return new AppError(code, { parameters, path: this.#path.length === 0 ? undefined : formatPath(this.#path) })
  }
}

/** RFC 8259 number; group 1 is there when it has a point or an exponent. */
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)?(?![\w.+-])/y
