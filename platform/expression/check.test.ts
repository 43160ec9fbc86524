import { describe, expect, it } from 'vitest'
import { checkExpression, checkUnaryTests } from './check.ts'
import { contextType, describeType, listType, types, type FeelType, type TypeScope } from './type.ts'

const product: FeelType = contextType(() => ({ name: types.string, lastPrice: types.number, substitute: product }), { label: 'product' })
const line = contextType(
  { product, quantity: types.number, price: types.number, amount: types.number, batch: types.string },
  { label: 'lines' },
)
const scope: TypeScope = {
  date: types.date,
  at: types.dateTime,
  name: types.string,
  quantity: types.number,
  price: types.number,
  total: types.number,
  open: types.boolean,
  product,
  lines: listType(line),
  tags: listType(types.string),
  anything: types.any,
  单价: types.number,
  数量: types.number,
}

const codes = (text: string) => checkExpression(text, scope).diagnostics.map((diagnostic) => diagnostic.code)
const typeOf = (text: string) => describeType(checkExpression(text, scope).type)
const pathsOf = (text: string) =>
  checkExpression(text, scope)
    .paths.map((path) => path.join('.'))
    .sort()

describe('types', () => {
  it.each([
    ['quantity * price', 'number'],
    ['sum(lines.amount)', 'number'],
    ['lines.product.name', 'list<string>'],
    ['lines[1].product.substitute.lastPrice', 'number'],
    ['lines[amount > 5]', 'list<lines>'],
    ['if open then 1 else quantity', 'number'],
    ['if open then 1 else "a"', 'any'],
    ['date + @"P1D"', 'date'],
    ['at - date', 'days and time duration'],
    ['for l in lines return l.price', 'list<number>'],
    ['some l in lines satisfies l.price > 1', 'boolean'],
    ['date.year', 'number'],
    ['"a" + name', 'string'],
    ['max(lines.price)', 'number'],
    ['reverse(lines)[1].batch', 'string'],
    ['{a: 1, b: a + 1}.b', 'number'],
    ['string(total)', 'string'],
    ['round half up(数量 * 单价, 2)', 'number'],
    ['today()', 'date'],
    ['@"P1Y"', 'years and months duration'],
    ['function(a: number) a + 1', 'function'],
    ['price in (1, > 5, [2..3])', 'boolean'],
    ['anything.x.y + 1', 'any'],
    ['sort(lines, function(a, b) a.price < b.price)', 'list<lines>'],
    ['count(lines)', 'number'],
    ['years and months duration(date, at)', 'years and months duration'],
    ['not(open)', 'boolean'],
    ['null', 'null'],
  ])('%s is %s', (text, type) => {
    expect(checkExpression(text, scope).diagnostics).toEqual([])
    expect(typeOf(text)).toBe(type)
  })
})

describe('findings', () => {
  it.each([
    ['quantity *', 'syntax'],
    ['prise', 'unknown-name'],
    ['product.nmae', 'unknown-property'],
    ['lines.amout', 'unknown-property'],
    ['summ(lines.amount)', 'unknown-function'],
    ['date.hour', 'unknown-property'],
    ['name * 2', 'wrong-type'],
    ['name + 1', 'wrong-type'],
    ['date + date', 'wrong-type'],
    ['quantity > "5"', 'not-comparable'],
    ['date = at', 'not-comparable'],
    ['lines < lines', 'not-comparable'],
    ['open > true', 'not-comparable'],
    ['quantity and open', 'wrong-type'],
    ['if quantity then 1 else 2', 'wrong-type'],
    ['round half up(price)', 'wrong-arguments'],
    ['substring(price, 1)', 'wrong-type'],
    ['sum(lines.batch)', 'wrong-type'],
    ['sum(tags)', 'wrong-type'],
    ['lines["x"]', 'wrong-type'],
    ['abs(m: 5)', 'wrong-arguments'],
    ['price in ("a", 1)', 'not-comparable'],
    ['price between 1 and "2"', 'not-comparable'],
    ['lines[amuont > 5]', 'unknown-name'],
    ['{a: 1, a: 2}', 'duplicate-key'],
    ['-name', 'wrong-type'],
    ['@"nonsense"', 'invalid-value'],
    ['price()', 'wrong-type'],
    ['some l in lines satisfies l.price', 'wrong-type'],
    ['max(open)', 'wrong-type'],
  ])('%s gives %s', (text, code) => expect(codes(text)).toEqual([code]))

  it('asks "did you mean" in both languages, at the place', () => {
    const [finding] = checkExpression('quantity * prise', scope).diagnostics
    expect(finding).toEqual({
      code: 'unknown-name',
      position: { from: 11, to: 16 },
      message: { zh: '没有“prise”，是否想用“price”？', en: 'There is no "prise", did you mean "price"?' },
    })
    expect(checkExpression('lines.amout', scope).diagnostics[0]).toMatchObject({
      position: { from: 6, to: 11 },
      message: { en: '"lines" has no "amout", did you mean "amount"?' },
    })
    expect(checkExpression('summ(lines.amount)', scope).diagnostics[0]?.message.en).toBe('There is no "summ", did you mean "sum"?')
    expect(checkExpression('zzzzzz', scope).diagnostics[0]?.message.en).toBe('There is no "zzzzzz"')
  })

  it('names inherited from Object are unknown', () => {
    expect(codes('constructor')).toEqual(['unknown-name'])
    expect(codes('product.toString')).toEqual(['unknown-property'])
    expect(codes('__proto__')).toEqual(['unknown-name'])
  })
})

describe('paths', () => {
  it.each([
    ['sum(lines.amount)', ['lines.amount']],
    ['for l in lines return l.product.name', ['lines', 'lines.product.name']],
    ['lines[amount > total].price', ['lines', 'lines.amount', 'lines.price', 'total']],
    ['lines[item.amount > 5]', ['lines', 'lines.amount']],
    ['sort(lines, function(a, b) a.price < b.price)[1].batch', ['lines', 'lines.batch', 'lines.price']],
    ['date.year', ['date']],
    ['if open then product else product.substitute', ['open', 'product', 'product.substitute']],
    ['every l in lines satisfies l.price > price', ['lines', 'lines.price', 'price']],
    ['{a: product, b: a.name}.b', ['product', 'product.name']],
  ])('%s reads %j', (text, paths) => expect(pathsOf(text)).toEqual(paths))
})

describe('unary tests', () => {
  it('are checked against the type of the input', () => {
    expect(checkUnaryTests('< 5, [6..7]', types.number, {}).diagnostics).toEqual([])
    expect(checkUnaryTests('-', types.number, {}).diagnostics).toEqual([])
    expect(checkUnaryTests('"a", "b"', types.number, {}).diagnostics.map((finding) => finding.code)).toEqual([
      'not-comparable',
      'not-comparable',
    ])
    expect(checkUnaryTests('contains(?, "a")', types.string, {}).diagnostics).toEqual([])
    expect(checkUnaryTests('contains(?, "a")', types.number, {}).diagnostics.map((finding) => finding.code)).toEqual(['wrong-type'])
  })
})
