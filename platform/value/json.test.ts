import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../error/app-error.ts'
import { Decimal } from './decimal.ts'
import { parseJson, parseJsonObject } from './json.ts'

function refusal(text: string): { code: string; path: string | undefined; position: unknown } | undefined {
  try {
    parseJson(text)
    return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    return { code: error.code, path: error.path, position: error.parameters.position }
  }
}

describe('parseJson', () => {
  it('reads what JSON.parse reads, numbers from their source', () => {
    const value = fc.jsonValue({ maxDepth: 5 }).filter((json) => !/"(__proto__|constructor|prototype)":/.test(JSON.stringify(json)))
    fc.assert(
      fc.property(value, (json) => {
        const text = JSON.stringify(json)
        expect(stripDecimals(parseJson(text))).toEqual(JSON.parse(text, (_, item: unknown) => (Object.is(item, -0) ? 0 : item)))
      }),
    )
  })

  it('accepts exactly the texts that JSON.parse accepts', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'nul',
      'null',
      ' ',
      '\n',
      '\\',
      '"\\u0041"',
      '"\\x"',
      '\u0001',
      '"\u0001"',
    )
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        let accepted = true
        try {
          JSON.parse(text)
        } catch {
          accepted = false
        }
        const refused = refusal(text)
        if (refused?.code === 'duplicate-key') return
        expect(refused === undefined).toBe(accepted)
      }),
      { numRuns: 5000 },
    )
  })

  it('keeps every digit', () => {
    const value = parseJson('{"a":0.10,"b":12345678901234567890.12345,"c":1e2}') as Record<string, Decimal>
    expect(Object.values(value).map(String)).toEqual(['0.10', '12345678901234567890.12345', '100'])
    expect(parseJson('[1,-0,9007199254740993,1.0]', { numbers: 'integer' })).toEqual([
      1,
      0,
      Decimal.of(9007199254740993n),
      Decimal.parse('1.0'),
    ])
  })

  it.each([
    ['', 'malformed-json', undefined],
    ['{', 'malformed-json', undefined],
    ['[1,]', 'malformed-json', '1'],
    ['{"a":1,}', 'malformed-json', undefined],
    ['01', 'malformed-json', undefined],
    ['+1', 'malformed-json', undefined],
    ['NaN', 'malformed-json', undefined],
    ['{"a":Infinity}', 'malformed-json', 'a'],
    ['[1] 2', 'malformed-json', undefined],
    ["{'a':1}", 'malformed-json', undefined],
    ['"\\ud800"', 'malformed-json', undefined],
    ['"\t"', 'malformed-json', undefined],
    ['{"a":1,"a":2}', 'duplicate-key', 'a'],
    ['{"lines":[{},{"x":{"p":1,"p":1}}]}', 'duplicate-key', 'lines/1/x/p'],
    ['{"a":1,"\\u0061":2}', 'duplicate-key', 'a'],
    ['{"__proto__":{}}', 'forbidden-key', '__proto__'],
    ['[{"constructor":1}]', 'forbidden-key', '0/constructor'],
    ['{"\\u005f_proto__":1}', 'forbidden-key', '__proto__'],
    ['{"a":1e999999}', 'bad-number', 'a'],
    ['[1e99999]', 'bad-number', '0'],
    ['['.repeat(65), 'too-deep', Array(64).fill('0').join('/')],
    ['{"a":'.repeat(100_000), 'too-deep', Array(64).fill('a').join('/')],
  ])('refuses %j with %s', (text, code, path) => {
    expect(refusal(text)).toMatchObject({ code, path })
  })

  it('allows 64 levels and harmless inherited names', () => {
    expect(refusal('['.repeat(64) + ']'.repeat(64))).toBeUndefined()
    expect(parseJson('{"toString":"x","valueOf":"y"}')).toEqual({ toString: 'x', valueOf: 'y' })
  })

  it('names the position', () => {
    expect(refusal('{"a": tru}')?.position).toBe(7)
    expect(refusal('{"a": 1 "b"}')?.position).toBe(9)
  })

  it('asks for an object where one is needed', () => {
    expect(() => parseJsonObject('[1]')).toThrow(expect.objectContaining({ code: 'wrong-type' }))
    expect(() => parseJsonObject('1')).toThrow(expect.objectContaining({ code: 'wrong-type' }))
    expect(parseJsonObject('{}')).toEqual({})
  })
})

function stripDecimals(value: unknown): unknown {
  if (value instanceof Decimal) return value.toNumber()
  if (Array.isArray(value)) return value.map(stripDecimals)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, stripDecimals(item)]))
  }
  return value
}
