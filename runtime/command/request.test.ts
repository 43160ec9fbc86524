import { isAppError } from '@formwork/platform/error/index.ts'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './idempotency.ts'
import { requestWords } from './request-words.ts'
import { compileRequest, idSchema, objectSchema, type RequestSchema } from './request.ts'

const schema = objectSchema(
  {
    id: idSchema,
    kind: { type: 'string', enum: ['a', 'b'] },
    text: { type: 'string', maxLength: 3, minLength: 1, nullable: true },
    count: { type: 'integer', minimum: 1, maximum: 9 },
    is: { type: 'boolean' },
    rows: { type: 'array', maxItems: 2, minItems: 1, items: objectSchema({ name: { type: 'string' } }, ['name']) },
    any: { type: 'object', additionalProperties: {} },
  },
  ['id'],
)
const check = compileRequest(schema)

describe('compileRequest', () => {
  const cases: [body: unknown, code: string | undefined, path?: string][] = [
    [{ id: '1' }, undefined],
    [{ id: '1', kind: 'a', text: null, count: 9, is: false, rows: [{ name: '' }], any: { x: [1] } }, undefined],
    [{ id: '1', kind: undefined }, undefined],
    [{}, 'required', 'id'],
    [{ id: undefined }, 'required', 'id'],
    [undefined, 'wrong-type'],
    [[], 'wrong-type'],
    [{ id: 1 }, 'wrong-type', 'id'],
    [{ id: '01' }, 'bad-id', 'id'],
    [{ id: '12345678901234567' }, 'bad-id', 'id'],
    [{ id: '1', more: 1 }, 'unknown-field', 'more'],
    [{ id: '1', kind: 'c' }, 'not-an-option', 'kind'],
    [{ id: '1', text: 'long' }, 'too-long', 'text'],
    [{ id: '1', text: '' }, 'required', 'text'],
    [{ id: '1', count: 0 }, 'out-of-range', 'count'],
    [{ id: '1', count: 1.5 }, 'wrong-type', 'count'],
    [{ id: '1', count: '1' }, 'wrong-type', 'count'],
    [{ id: '1', is: 0 }, 'wrong-type', 'is'],
    [{ id: '1', rows: {} }, 'wrong-type', 'rows'],
    [{ id: '1', rows: [] }, 'required', 'rows'],
    [{ id: '1', rows: [{ name: 'x' }, { name: 'y' }, { name: 'z' }] }, 'too-many-items', 'rows'],
    [{ id: '1', rows: [{ name: 'x' }, {}] }, 'required', 'rows/1/name'],
    [{ id: '1', any: null }, 'wrong-type', 'any'],
  ]
  it.each(cases)('%j: %s at %s', (body, code, path) => {
    let refused: unknown
    try {
      check(body)
    } catch (error) {
      refused = error
    }
    expect(refused === undefined ? [] : isAppError(refused) ? [refused.code, refused.path] : refused).toEqual(
      code === undefined ? [] : [code, path],
    )
  })

  it('knows no other keywords', () => {
    expect(() => compileRequest({ type: 'string', format: 'date' } as RequestSchema)).toThrow('format')
  })
})

it.each([
  ['files/0/text', '文件（第 1 个）的内容', 'file 1: content'],
  ['scopes/0', '权限范围（第 1 个）', 'scope 1'],
  ['nothing/known', 'nothing的known', 'nothing: known'],
])('says %s in words', (path, zh, en) => expect(requestWords(path)).toEqual({ zh, en }))

describe('canonicalJson', () => {
  const cases: [unknown, string][] = [
    [{ b: 1, a: [true, null, 'x"'] }, '{"a":[true,null,"x\\""],"b":1}'],
    [{ a: undefined, b: {} }, '{"b":{}}'],
    [[[], [1, [2]]], '[[],[1,[2]]]'],
    [undefined, 'null'],
  ]
  it.each(cases)('%j', (value, text) => expect(canonicalJson(value)).toBe(text))
})
