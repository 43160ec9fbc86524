import { CalendarDate } from '@formwork/platform/value/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchHeadings } from './match-headings.ts'
import { readCell } from './read-cell.ts'
import { readDay, readMoment } from './read-day.ts'
import { plainNumber, readNumber, readShare } from './read-number.ts'

describe('numbers in files', () => {
  it.each([
    ['1,234.50', '1234.5'],
    ['¥12', '12'],
    ['￥1,000', '1000'],
    ['12元', '12'],
    ['１２.５', '12.5'],
    ['(3.20)', '-3.2'],
    ['5-', '-5'],
    [' 1 000 ', '1000'],
    ['RMB 7', '7'],
    ['0.1', '0.1'],
    ['.5', '0.5'],
    ['007', '7'],
    ['-0', '0'],
    ['12345678901234567890.12', '12345678901234567890.12'],
    ['1,23', undefined],
    ['1,2345', undefined],
    ['1.2.3', undefined],
    ['12个', undefined],
    ['#N/A', undefined],
    ['1e3', undefined],
    ['', undefined],
  ])('%s is %s', (text, wanted) => expect(readNumber(text)).toBe(wanted))

  it.each([
    ['5%', '0.05'],
    ['12.5 %', '0.125'],
    ['100％', '1'],
    ['0.05', '0.05'],
    ['x%', undefined],
  ])('%s is the share %s', (text, wanted) => expect(readShare(text)).toBe(wanted))

  it('reads whatever a spreadsheet writes for a number of fifteen digits as that number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 12 }), (units, scale) => {
        const figure = Number(`${units}e-${scale}`)
        const digits = String(Math.abs(units)).padStart(scale + 1, '0')
        const plain = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '')
        const wanted = units < 0 && /[1-9]/.test(plain) ? `-${plain}` : plain
        expect(plainNumber(String(figure))).toBe(wanted)
        expect(plainNumber(figure.toExponential())).toBe(wanted)
      }),
    )
  })
})

describe('days in files', () => {
  it.each([
    ['2026-01-05', '2026-01-05'],
    ['2026/1/5', '2026-01-05'],
    ['2026.1.5', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['２０２６／１／５', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['46027', '2026-01-05'],
    ['46027.75', '2026-01-05'],
    ['2026-1-5 18:30', '2026-01-05'],
    ['2026-02-30', undefined],
    ['5/1/2026', undefined],
    ['明天', undefined],
    ['26', undefined],
  ])('%s is %s', (text, wanted) => expect(readDay(text)).toBe(wanted))

  it('reads clock times to the minute', () => {
    expect(readMoment('2026/1/5 8:05')).toBe('2026-01-05T08:05:00')
    expect(readMoment('46027.354166666664')).toBe('2026-01-05T08:30:00')
    expect(readMoment('46027.999999999')).toBe('2026-01-06T00:00:00')
    expect(readMoment('2026-01-05 24:00')).toBeUndefined()
  })

  it('counts days as spreadsheets do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        expect(readDay(String(serial))).toBe(serial > 9_999_999 ? undefined : CalendarDate.of(1899, 12, 30).addDays(serial).toString())
      }),
    )
  })
})

describe('options in files', () => {
  const state = {
    type: { feelType: 'string' },
    multiple: false,
    label: 'State',
    definition: { options: [{ name: 'paid', label: { zh: '已付款', en: 'Paid' }, words: ['待发货', '买家已付款,等待卖家发货'] }] },
  } as unknown as Parameters<typeof readCell>[1]

  it.each([
    ['已付款', 'paid'],
    ['PAID', 'paid'],
    ['买家已付款，等待卖家发货', 'paid'],
    ['待付款', undefined],
  ])('%s is %s', (text, wanted) => {
    const reading = readCell(text, state, () => ({ value: null }))
    expect('value' in reading ? reading.value : undefined).toBe(wanted)
  })
})

describe('headings', () => {
  const target = (to: string, ...labels: string[]) => ({
    to,
    labels: [...labels, to],
    label: to,
    field: undefined,
    lines: null,
    isRequired: false,
    isKey: false,
  })
  const targets = [target('code', '编码', 'Code'), target('price', '单价', 'Price'), target('lines.price', '明细.单价')]

  it('go to the field of that label in either language, once, whatever signs stand around it', () => {
    expect(matchHeadings(['编码*', 'PRICE (元)', '单价', null, '别的', '明细 单价'], targets, new Map())).toEqual([
      'code',
      'price',
      null,
      null,
      null,
      'lines.price',
    ])
  })

  it('go to what is left with a longer or a shorter name, where only one fits', () => {
    const more = [...targets, target('size', '规格型号'), target('name', '名称')]
    expect(matchHeadings(['商品编码', '规格', '商品名称', '价'], more, new Map())).toEqual(['code', 'size', 'name', null])
    expect(matchHeadings(['采购单价', '销售单价'], more, new Map())).toEqual(['price', null])
  })

  it('go where they went the last time, or nowhere', () => {
    const remembered = new Map([
      ['货号', 'code'],
      ['单价', null],
      ['旧', 'gone'],
    ])
    expect(matchHeadings(['货号', '单价', '旧'], targets, remembered)).toEqual(['code', null, null])
  })
})
