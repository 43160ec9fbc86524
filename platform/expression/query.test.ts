import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CalendarDate, DateTime, Decimal } from '../value/index.ts'
import { compileExpression } from './compile.ts'
import { evaluatePredicate, type PredicateLookup } from './evaluate-predicate.ts'
import { toQuery } from './to-query.ts'
import type { FeelValue } from './value.ts'

const lookupOf = (record: Record<string, FeelValue>): PredicateLookup => ({
  read: (path) =>
    path.reduce<FeelValue>((value, name) => (value === null ? null : ((value as Record<string, FeelValue>)[name] ?? null)), record),
  user: (name) => (({ id: '7', departments: ['1', '2'] }) as Record<string, FeelValue>)[name] ?? null,
  parameter: () => null,
  today: CalendarDate.parse('2025-06-15'),
})

describe('toQuery', () => {
  it.each<[string, unknown]>([
    ['a = 1', { compare: '=', left: { path: ['a'] }, right: { number: '1' } }],
    ['record.a.b != "x"', { compare: '!=', left: { path: ['a', 'b'] }, right: { constant: 'x' } }],
    ['a = null', { isNull: { path: ['a'] } }],
    ['null != a', { not: { isNull: { path: ['a'] } } }],
    [
      'a > -1.50 and b < 2 and c',
      {
        all: [
          { compare: '>', left: { path: ['a'] }, right: { number: '-1.50' } },
          { compare: '<', left: { path: ['b'] }, right: { number: '2' } },
          { compare: '=', left: { path: ['c'] }, right: { constant: true } },
        ],
      },
    ],
    ['not(a = 1 or true)', { all: [{ not: { compare: '=', left: { path: ['a'] }, right: { number: '1' } } }, { constant: false }] }],
    ['not(flag)', { compare: '=', left: { path: ['flag'] }, right: { constant: false } }],
    [
      'a in b and c or d in (1) and e',
      {
        any: [
          {
            all: [
              { in: { path: ['a'] }, list: [{ path: ['b'] }] },
              { compare: '=', left: { path: ['c'] }, right: { constant: true } },
            ],
          },
          {
            all: [
              { in: { path: ['d'] }, list: [{ number: '1' }] },
              { compare: '=', left: { path: ['e'] }, right: { constant: true } },
            ],
          },
        ],
      },
    ],
    [
      'a between 1 and 2',
      {
        all: [
          { compare: '>=', left: { path: ['a'] }, right: { number: '1' } },
          { compare: '<=', left: { path: ['a'] }, right: { number: '2' } },
        ],
      },
    ],
    ['a in (1, "x", null)', { in: { path: ['a'] }, list: [{ number: '1' }, { constant: 'x' }, { constant: null }] }],
    ['a in ["x"]', { in: { path: ['a'] }, list: [{ constant: 'x' }] }],
    [
      'a in (> 5, [1..2))',
      {
        any: [
          { compare: '>', left: { path: ['a'] }, right: { number: '5' } },
          {
            all: [
              { compare: '>=', left: { path: ['a'] }, right: { number: '1' } },
              { compare: '<', left: { path: ['a'] }, right: { number: '2' } },
            ],
          },
        ],
      },
    ],
    ['department in user.departments', { in: { path: ['department'] }, list: [{ user: 'departments' }] }],
    ['list contains(user.departments, department)', { in: { path: ['department'] }, list: [{ user: 'departments' }] }],
    ['starts with(name, "A")', { text: 'starts with', value: { path: ['name'] }, search: { constant: 'A' } }],
    ['date >= today() - @"P30D"', { compare: '>=', left: { path: ['date'] }, right: { today: true, addDays: -30 } }],
    ['date = date("2025-01-31") + duration("P1D")', { compare: '=', left: { path: ['date'] }, right: { date: '2025-02-01' } }],
    ['at < date and time("2025-01-31T08:00:00")', { compare: '<', left: { path: ['at'] }, right: { dateTime: '2025-01-31T08:00:00' } }],
    ['customer = parameter.customer', { compare: '=', left: { path: ['customer'] }, right: { parameter: 'customer' } }],
    ['单价 > 5', { compare: '>', left: { path: ['单价'] }, right: { number: '5' } }],
  ])('reads %s', (text, predicate) => {
    expect(toQuery(text)).toEqual(predicate)
    expect(JSON.parse(JSON.stringify(toQuery(text)))).toEqual(predicate)
  })

  it.each([
    'a + 1 = 2',
    'sum(lines.amount) > 5',
    'if a then b else c',
    'lines[1].a = 1',
    'a = [1]',
    'some x in a satisfies x',
    'matches(a, "x")',
    '5',
    '"x"',
    'a = @"P1D"',
    'today() + @"P1M" = d',
    'function() 1',
    'a = now()',
    'upper case(a) = "X"',
  ])('refuses %s', (text) => expect(() => toQuery(text)).toThrow(expect.objectContaining({ code: 'expression-not-query' })))

  it('refuses what cannot be parsed', () => {
    expect(() => toQuery('a =')).toThrow(expect.objectContaining({ code: 'expression-syntax' }))
  })
})

describe('evaluatePredicate', () => {
  it('agrees with the evaluator wherever types agree', () => {
    const number = fc.option(fc.integer({ min: -3, max: 3 }).map((value) => Decimal.of(value)))
    const text = fc.option(fc.constantFrom('', 'a', 'ab', 'b', '😀', '\uffee'))
    const record = fc.record({ n: number, m: number, s: text, t: text, flag: fc.option(fc.boolean()) })
    const leaf = fc.constantFrom(
      'n = m',
      'n != m',
      'n < m',
      'n >= 1',
      'm between 0 and 2',
      'n in (1, 2)',
      'n in [0..2)',
      'n in (> 1, -2)',
      's = t',
      's < t',
      's = null',
      't != null',
      'flag',
      'starts with(s, "a")',
      'contains(s, "b")',
      'ends with(t, "b")',
      'true',
    )
    const condition = fc.letrec<{ any: string }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie('any'), tie('any')).map(([left, right]) => `(${left} and ${right})`),
        fc.tuple(tie('any'), tie('any')).map(([left, right]) => `(${left} or ${right})`),
        tie('any').map((inner) => `not(${inner})`),
      ),
    })).any
    fc.assert(
      fc.property(record, condition, (values, text) => {
        const expected = compileExpression(text).evaluate(values) === true
        expect(evaluatePredicate(toQuery(text), lookupOf(values))).toBe(expected)
      }),
      { numRuns: 3000 },
    )
  })

  it.each<[string, Record<string, FeelValue>, boolean]>([
    ['owner = user.id', { owner: '7' }, true],
    ['department in user.departments', { department: '2' }, true],
    ['department in user.departments', { department: '3' }, false],
    ['date >= today() - @"P30D"', { date: CalendarDate.parse('2025-05-16') }, true],
    ['date >= today() - @"P30D"', { date: CalendarDate.parse('2025-05-15') }, false],
    ['at = today()', { at: DateTime.parse('2025-06-14T16:00:00Z') }, true],
    ['at = today()', { at: DateTime.parse('2025-06-14T15:59:59Z') }, false],
    ['product.kind = "a"', { product: { kind: 'a' } }, true],
    ['product.kind = "a"', { product: null }, false],
    ['product.kind != "a"', { product: null }, true],
    ['not(n < 5)', { n: null }, false],
    ['contains(tags, "x")', { tags: ['x', 'y'] }, true],
    ['s = 1', { s: 'x' }, false],
    ['s != 1', { s: 'x' }, true],
  ])('%s', (text, record, expected) => {
    expect(evaluatePredicate(toQuery(text), lookupOf(record))).toBe(expected)
  })
})
