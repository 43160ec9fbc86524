import { describe, expect, it } from 'vitest'
import { isAppError } from '../error/index.ts'
import { Decimal } from '../value/index.ts'
import { compileExpression, evaluateWithDiagnostics } from './compile.ts'
import { parseExpression, parseUnaryTests } from './parse.ts'

/** Nothing that somebody writes may take longer than this. */
const LONGEST_MILLISECONDS = 3000

function findings(text: string, scope = {}): string[] {
  const start = performance.now()
  const { diagnostics } = evaluateWithDiagnostics(compileExpression(text), scope)
  expect(performance.now() - start).toBeLessThan(LONGEST_MILLISECONDS)
  return diagnostics.map((diagnostic) => diagnostic.code)
}

function refusal(text: string, parse = parseExpression): string | undefined {
  try {
    parse(text)
    return undefined
  } catch (error) {
    if (!isAppError(error)) throw error
    expect(error.describe('zh')).not.toBe('')
    return error.code
  }
}

describe('bad texts', () => {
  it.each([
    '',
    ' ',
    '1 +',
    '(',
    ')',
    '"abc',
    '1 2',
    'a b c +',
    'if a then b',
    'for x in',
    '[1, 2',
    '{a 1}',
    '{a: }',
    '@',
    '`',
    '1..2',
    'a.',
    '=1',
    '> 5',
    'some x satisfies',
    '\u0000',
    '// only a comment',
    'a ; b',
    'x in',
    'f(',
    'f(a:)',
    '"\\',
  ])('refuses %j', (text) => {
    expect(refusal(text)).toBe('expression-syntax')
  })
  it.each(['', 'not(', '<', ','])('refuses %j as tests', (text) => expect(refusal(text, parseUnaryTests)).toBe('expression-syntax'))

  it('refuses what is too long or too deep', () => {
    expect(refusal('1'.repeat(20_001))).toBe('expression-too-large')
    expect(refusal(`${'('.repeat(5000)}1${')'.repeat(5000)}`)).toBe('expression-too-large')
    expect(refusal('['.repeat(9000))).toMatch(/expression-/)
    expect(refusal(Array(5000).fill('1').join('+'))).toBe('expression-too-large')
    expect(refusal(`${'-'.repeat(10_000)}1`)).toBe('expression-too-large')
    expect(refusal('a'.repeat(20_000))).toBeUndefined()
  })

  it('names the position', () => {
    try {
      parseExpression('price * * 2')
    } catch (error) {
      expect(isAppError(error) && error.parameters.position).toBe(9)
    }
    expect.assertions(1)
  })
})

describe('bounded work', () => {
  it.each([
    'for i in 1..1000000000 return i',
    'for a in 1..1000, b in 1..1000, c in 1..1000 return a',
    'count(for i in 1..100000, j in 1..100 return 1)',
    'every a in 1..99999 satisfies some b in 1..99999 satisfies b = 99999',
    '(function(f) f(f))(function(f) f(f))',
    '{f: function(g, n) g(g, n) + g(g, n), r: f(f, 1)}.r',
    'for i in 1..100000 return for j in 1..100000 return 1',
    '(for i in 1..90000 return i)[count((for j in 1..90000 return j)[item > 0]) > item]',
    '{a: "xxxxxxxxxxxxxxxx", b: for i in 1..100 return if i = 1 then a else partial[-1] + partial[-1]}',
    'for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
  ])('%s ends at a limit', (text) => expect(findings(text)).toContain('limit'))

  it.each(['9 ** 9 ** 9 ** 9 ** 9', '10 ** 6145', '0.1 ** -99999', '(10 ** 6000) * (10 ** 6000)', 'exp(99999)'])(
    '%s is out of range',
    (text) => expect(findings(text)).toContain('out-of-range'),
  )
  it.each([
    '0.1 ** 99999',
    '1.0000000001 ** 100000000',
    'for i in 1..2000 return if i = 1 then 0.123456789 else partial[-1] * 0.987654321',
    'exp(-99999)',
    'round half up(1.5, 6176)',
    'decimal(1/3, 6176)',
    '1e-6176 * 1e-6176',
    'sqrt(1e-6000)',
    'log(1e6000)',
  ])('%s is calculated', (text) => expect(findings(text)).toEqual([]))

  it.each([
    ['(a+)+$', `${'a'.repeat(5000)}!`],
    ['(a|a)*b', 'a'.repeat(5000)],
    ['(.*)*x', 'a'.repeat(5000)],
    ['(a*)*b', 'a'.repeat(5000)],
    ['([a-z]+)*[0-9]', 'a'.repeat(5000)],
    ['(x+x+)+y', 'x'.repeat(5000)],
    ['^(\\w+\\s?)*$', `${'word '.repeat(1000)}!`],
  ])('the pattern %s takes linear time', (pattern, text) => {
    expect(findings(`matches(text, pattern)`, { text, pattern })).toEqual([])
    expect(findings(`count(split(text, pattern)) + string length(replace(text, pattern, "x"))`, { text, pattern })).toEqual([])
  })

  it('back references run under the step limit', () => {
    expect(findings('matches(text, pattern)', { text: 'a'.repeat(3000), pattern: '(a*)(a*)(a*)(a*)\\1\\2\\3\\4b' })).toEqual(['limit'])
  })

  it('large patterns are refused', () => {
    expect(findings('matches("a", pattern)', { pattern: '(((a{1000}){1000}){1000})' })).toEqual(['invalid-value'])
    expect(findings('matches("a", pattern)', { pattern: '('.repeat(900) })).toEqual(['invalid-value'])
    expect(findings('matches(text, "a*b*c*d*")', { text: 'x'.repeat(1_000_000) })).toEqual([])
  })

  it('long lists and texts of the caller are gone through', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => ({ amount: Decimal.of(index) }))
    expect(findings('sum(lines.amount) + count(lines[amount > 5]) + count(distinct values(lines.amount))', { lines })).toEqual([])
    expect(findings('sort(lines, function(a, b) a.amount > b.amount)[1].amount', { lines })).toEqual([])
  })

  it('takes a smaller limit per expression', () => {
    const { value, diagnostics } = evaluateWithDiagnostics(compileExpression('for i in 1..100 return i', { maximumSteps: 50 }), {})
    expect(value).toBe(null)
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['limit'])
  })
})
