import { fail } from '@formwork/platform/error/index.ts'
import { Decimal, parseJson, type JsonValue } from '@formwork/platform/value/index.ts'

/** JSON without classes: it travels between threads and is hashed as it is. */
export type PlainJson = null | boolean | string | number | PlainJson[] | { [key: string]: PlainJson }

/**
 * Reads JSON with the strict reader. A number stays a number only when it is exactly what its text says
 * (a field type reads its shortest text back); others have to be sent as strings. NUL is in no text: databases differ about it.
 * Errors: those of `parseJson`, bad-number, bad-format.
 */
export function readPlainJson(text: string): PlainJson {
  return toPlain(parseJson(text, { numbers: 'integer' }), '')
}

function toPlain(value: JsonValue, path: string): PlainJson {
  if (typeof value === 'string') return withoutNul(value, path)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Decimal) return toSafeNumber(value, path)
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = toPlain(value[index] as JsonValue, `${path}/${index}`)
    return value as PlainJson[]
  }
  for (const key of Object.keys(value)) value[withoutNul(key, path)] = toPlain(value[key] as JsonValue, `${path}/${key}`)
  return value as Record<string, PlainJson>
}

function toSafeNumber(value: Decimal, path: string): number {
  const text = value.toString()
  const number = Number(text)
  if (!Number.isFinite(number) || !Decimal.parse(String(number)).equals(value)) throw fail('bad-number', { text }, path.slice(1))
  return number
}

function withoutNul(text: string, path: string): string {
  if (text.includes('\0')) throw fail('bad-format', { value: '\\u0000', expected: { zh: '文本', en: 'text' } }, path.slice(1))
  return text
}
