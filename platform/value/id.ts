import { assert } from '../error/assert.ts'
import { fail } from '../error/app-error.ts'

/** Inside the program a record id is a positive safe integer; on the wire and in definitions it is a string. */
export type RecordId = number

/** Reads `"123"`. Errors: `bad-id` for anything but a positive safe integer in its only spelling. */
export function parseId(text: unknown, path?: string): RecordId {
  const id = tryParseId(text)
  if (id === undefined) throw fail('bad-id', { text: typeof text === 'string' ? text : (JSON.stringify(text) ?? '') }, path)
  return id
}

export function tryParseId(text: unknown): RecordId | undefined {
  if (typeof text !== 'string' || text.length > 16 || !/^[1-9]\d*$/.test(text)) return undefined
  const id = Number(text)
  return Number.isSafeInteger(id) ? id : undefined
}

export function formatId(id: RecordId): string {
  assert(isId(id), `Not an id: ${id}`)
  return String(id)
}

export function isId(value: unknown): value is RecordId {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}
