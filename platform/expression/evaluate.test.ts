import { describe, expect, it } from 'vitest'
import { CalendarDate, Decimal } from '../value/index.ts'
import { compileExpression, compileUnaryTests, evaluateWithDiagnostics } from './compile.ts'
import { evaluateStrict } from './evaluate-strict.ts'
import { createFunctionRegistry, builtInFunctions, functionCatalogue } from './function-registry.ts'
import { defineFunction, signature } from './function-definition.ts'
import { printFeel } from './print.ts'
import { types } from './type.ts'
import { LazyContext, type FeelValue, type Scope } from './value.ts'

const number = (text: string) => Decimal.parse(text)
const lines = [
  { amount: number('10.50'), product: 'a', quantity: number('2') },
  { amount: number('0.25'), product: 'b', quantity: number('3') },
]
const scope: Scope = {
  quantity: number('3'),
  price: number('1.005'),
  empty: null,
  name: '螺丝',
  lines,
  date: CalendarDate.parse('2025-01-31'),
  flag: true,
  数量: number('4'),
  单价: number('2.5'),
  '税额（元）': number('1'),
}

const run = (text: string, values: Scope = scope) => evaluateWithDiagnostics(compileExpression(text), values)
const print = (text: string) => printFeel(run(text).value)

describe('evaluation', () => {
  it.each([
    ['1.005 * 100', '100.5'],
    ['0.1 + 0.2', '0.3'],
    ['10 / 3', '3.333333333333333333333333333333333'],
    ['2 / 3', '0.6666666666666666666666666666666667'],
    ['round half up(1.005, 2)', '1.01'],
    ['1e3 + 1', '1001'],
    ['数量*单价', '10'],
    ['数量-1', '3'],
    ['单价/数量', '0.625'],
    ['税额（元） + 1', '2'],
    ['sum(lines.amount)', '10.75'],
    ['sum(lines.quantity) / count(lines)', '2.5'],
    ['for l in lines return l.quantity * l.amount', '[21, 0.75]'],
    ['lines[quantity > 2].product', '["b"]'],
    ['lines[-1].product', 'b'],
    ['if flag then "ja" else "nein"', 'ja'],
    ['"RK" + string(数量)', 'RK4'],
    ['date + @"P1M"', '2025-02-28'],
    ['date - @"2025-01-01"', 'P30D'],
    ['date.weekday', '5'],
    ['some l in lines satisfies l.amount > 10', 'true'],
    ['{a: 1, b: a + 1}', '{a: 1, b: 2}'],
    ['[1..3]', '[1..3]'],
    ['(function(x, y) x * y)(2, 3)', '6'],
    ['for f in (for i in 1..3 return function(x) x + i) return f(10)', '[11, 12, 13]'],
    ['for i in 1..3 return partial', '[[], [[]], [[], [[]]]]'],
    ['name = "螺丝" and quantity in [1..5)', 'true'],
    ['-quantity ** 2', '9'],
    ['2 ** 0.5', '1.414213562373095048801688724209698'],
    ['string({a: [1, "x"]})', '{a: [1, "x"]}'],
    ['"\\u4e2d\\n"', '中\n'],
    ['null', 'null'],
    ['10 ** 40 + 1', '10000000000000000000000000000000000000000'],
    ['(1/3) * 3', '0.9999999999999999999999999999999999'],
    ['abs(@"-P1Y") instance of years and months duration', 'true'],
    ['every x in [] satisfies false', 'true'],
    ['count(empty)', 'null'],
    ['lines.product[item = "a"]', '["a"]'],
    ['count([][mode = "a"])', '0'],
  ])('%s = %s', (text, expected) => {
    expect(print(text)).toBe(expected)
    expect(run(text).diagnostics).toEqual([])
  })

  it.each([
    '5 + empty',
    'empty + 5',
    'empty * empty',
    'empty.x',
    'sum([])',
    'sum([1, null])',
    'empty > 5',
    'empty between 1 and 2',
    'upper case(empty)',
    'max([])',
    '[1][5]',
    '{a: 1}.b',
    'not(empty)',
    '-empty',
    'empty in [1..2]',
    'for x in empty return x',
    'flag and empty',
  ])('%s is empty without being an error', (text) => {
    expect(run(text)).toEqual({ value: null, diagnostics: [] })
  })

  it.each([
    ['1 / 0', 'division-by-zero'],
    ['modulo(5, 0)', 'division-by-zero'],
    ['1 + "a"', 'wrong-type'],
    ['nothing', 'unknown-name'],
    ['nothing(1)', 'unknown-name'],
    ['name > 5', 'not-comparable'],
    ['name = 5', 'not-comparable'],
    ['date.hour', 'unknown-property'],
    ['sqrt(-1)', 'out-of-range'],
    ['abs()', 'wrong-arguments'],
    ['abs("x")', 'wrong-type'],
    ['abs(x: 5)', 'wrong-arguments'],
    ['date("2025-02-30")', 'invalid-value'],
    ['@"x"', 'invalid-value'],
    ['sum([1, "a"])', 'wrong-type'],
    ['flag and 5', 'wrong-type'],
    ['quantity()', 'wrong-type'],
    ['9 ** 9999999', 'out-of-range'],
    ['{a: 1, a: 2}', 'duplicate-key'],
    ['matches("a", "(")', 'invalid-value'],
    ['(function(x) x)(1, 2)', 'wrong-arguments'],
    ['[1, 2][0]', 'out-of-range'],
    ['date + date', 'wrong-type'],
    ['5 instance of nonsense', 'unknown-type'],
    ['@"999999999-12-31" + @"P1D"', 'out-of-range'],
    ['function(x) external {java: {class: "x"}}', 'not-available'],
    ['substring("abc", 0)', 'out-of-range'],
    ['lines[amount > "x"]', 'not-comparable'],
  ])('%s records %s', (text, code) => {
    const { diagnostics } = run(text)
    expect(diagnostics[0]).toMatchObject({ code })
    expect(diagnostics[0]!.message.zh).toMatch(/\p{Script=Han}/u)
    expect(diagnostics[0]!.position.to).toBeLessThanOrEqual(text.length)
  })

  it('reads lazy records, in scopes and behind references', () => {
    const read: string[] = []
    const product = new LazyContext(
      (name) => {
        read.push(name)
        return name === 'lastPrice' ? number('7') : undefined
      },
      () => ['lastPrice'],
    )
    const record = new LazyContext((name) => (name === 'product' ? product : name === 'toString' ? 'own' : undefined))
    expect(printFeel(run('product.lastPrice * 2', record).value)).toBe('14')
    expect(printFeel(run('toString', record).value)).toBe('own')
    expect(run('missing', record).diagnostics[0]).toMatchObject({ code: 'unknown-name' })
    expect(run('product.missing', record).diagnostics[0]).toMatchObject({ code: 'unknown-property' })
    expect(read).toEqual(['lastPrice', 'missing'])
    expect(printFeel(run('get entries(product).key', record).value)).toBe('["lastPrice"]')
  })

  it('compares lazy records by identity, never by their entries', () => {
    const explode = () => {
      throw new Error('read')
    }
    const [one, same, other] = [
      new LazyContext(explode, explode, 'a/1'),
      new LazyContext(explode, explode, 'a/1'),
      new LazyContext(explode, explode, 'a/2'),
    ]
    expect(run('one = same and one != other and list contains([other], other)', { one, same, other }).value).toBe(true)
  })

  it('lets through what a lazy record throws, and is usable afterwards', () => {
    class Missing extends Error {}
    const record = new LazyContext(() => {
      throw new Missing()
    })
    const compiled = compileExpression('for x in 1..3 return missing')
    expect(() => compiled.evaluate(record)).toThrow(Missing)
    expect(printFeel(compiled.evaluate({ missing: true }))).toBe('[true, true, true]')
  })

  it('reads own properties only', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
      expect(run(name, {}).diagnostics[0]).toMatchObject({ code: 'unknown-name' })
      expect(run(`x.${name}`, { x: {} }).value).toBe(null)
      expect(run(`lines.${name}`).value).toEqual([null, null])
    }
    expect(run('x.constructor.constructor("return 1")()', { x: {} }).value).toBe(null)
    expect(run('"x".constructor').diagnostics[0]).toMatchObject({ code: 'unknown-property' })
    expect(run('quantity.coefficient').diagnostics[0]).toMatchObject({ code: 'unknown-property' })
    expect(print('get entries({"__proto__": 1})[1].key')).toBe('__proto__')
  })

  it('takes the clock and the time zone from the runtime', () => {
    const now = Date.UTC(2025, 0, 31, 20, 0, 0)
    expect(String(compileExpression('today()').evaluate({}, { now }))).toBe('2025-02-01')
    expect(String(compileExpression('now()').evaluate({}, { now, timeZone: 'UTC' }))).toBe('2025-01-31T20:00:00@UTC')
  })

  it('names the formula in a refusal', () => {
    expect(() => evaluateStrict(compileExpression('1 / 0'), {}, { zh: '金额', en: 'Amount' })).toThrow(
      expect.objectContaining({ code: 'formula-error', message: 'The formula "Amount" failed: Division by zero' }),
    )
    expect(evaluateStrict(compileExpression('empty + 1'), scope, 'x')).toBe(null)
  })
})

describe('functions', () => {
  it.each(
    functionCatalogue()
      .filter((entry) => entry.example.includes(' = '))
      .map((entry) => [entry.example]),
  )('the example %s holds', (example) => {
    expect(run(example, {})).toEqual({ value: true, diagnostics: [] })
  })

  it('may be added by name, with facts', () => {
    const functions = createFunctionRegistry([
      defineFunction(
        'leader of',
        'people',
        { zh: '负责人', en: 'Leader' },
        'leader of("x")',
        signature(
          'department: string',
          types.string,
          (call, department: string) => (call.runtime.facts as Record<string, string>)[department] ?? null,
        ),
      ),
    ])
    const compiled = compileExpression('leader of(department)', { functions })
    expect(compiled.functions).toEqual(['leader of'])
    expect(compiled.evaluate({ department: 'x' }, { facts: { x: '张三' } })).toBe('张三')
    expect(builtInFunctions.get('leader of')).toBeUndefined()
    expect(() =>
      createFunctionRegistry([
        defineFunction(
          'sum',
          'list',
          { zh: '', en: '' },
          '',
          signature('', types.any, () => null),
        ),
      ]),
    ).toThrow('two functions')
    expect(() =>
      createFunctionRegistry([
        defineFunction(
          'a-b',
          'list',
          { zh: '', en: '' },
          '',
          signature('', types.any, () => null),
        ),
      ]),
    ).toThrow('cannot be the name')
  })

  it('are found before a field of the same name when they are called', () => {
    expect(print('sum(lines.amount)')).toBe('10.75')
    expect(printFeel(run('date(date).year + count', { date: '2025-01-01', count: number('1') }).value)).toBe('2026')
  })
})

describe('unary tests', () => {
  const test = (text: string, input: FeelValue, values: Scope = {}) => compileUnaryTests(text).evaluate(input, values)
  it.each<[string, FeelValue, boolean | null]>([
    ['-', null, true],
    ['< 5', number('4'), true],
    ['< 5, > 10', number('7'), false],
    ['[1..5), 9', number('5'), false],
    ['[1..5), 9', number('9'), true],
    ['not(1, 2)', number('3'), true],
    ['not(1, 2)', number('2'), false],
    ['"a", "b"', 'b', true],
    ['? > 3 and ? < 5', number('4'), true],
    ['contains(?, "x")', 'axb', true],
    ['null', null, true],
    ['limit', number('5'), true],
    ['< limit', number('5'), false],
    ['!= 5', number('5'), false],
    ['< 5', null, null],
    ['date("2025-01-01")', CalendarDate.parse('2025-01-01'), true],
    ['true', true, true],
    ['options', 'x', true],
  ])('%s of %s is %s', (text, input, expected) => {
    expect(test(text, input, { limit: number('5'), options: ['x', 'y'] })).toBe(expected)
  })
})

describe('what an expression reads', () => {
  it.each([
    ['sum(lines.amount)', [['lines', 'amount']]],
    ['for l in lines return l.price * factor', [['lines'], ['lines', 'price'], ['factor']]],
    ['lines[price > 5].amount', [['lines', 'price'], ['price'], ['lines'], ['lines', 'amount']]],
    [
      'a.b.c + a.b',
      [
        ['a', 'b', 'c'],
        ['a', 'b'],
      ],
    ],
    ['sort(lines, function(x, y) x.a < y.a)', [['lines'], ['lines', 'a']]],
    ['some x in xs satisfies x = y', [['xs'], ['y'], ['x'] as string[]].slice(0, 2)],
    ['{x: a, y: x.b}', [['a'], ['a', 'b']]],
    ['function(p) p + q', [['q']]],
    ['1 + 1', []],
  ])('%s', (text, paths) => {
    const read = compileExpression(text)
      .paths.map((path) => path.join('.'))
      .sort()
    expect(read).toEqual(paths.map((path) => path.join('.')).sort())
  })
})
