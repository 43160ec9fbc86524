import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { expect, it } from 'vitest'
import { computeColumns } from './compute-columns.ts'

const advice =
  '=if sold = 0 then { zh: "停进", en: "Stop buying" } else if sold < 5 then { zh: "剩 " + string(sold), en: string(sold) + " left" } else null'
const columns = [
  { name: 'sold' },
  { name: 'advice', formula: advice },
  { name: 'length', formula: '=if advice = null then null else string length(advice)' },
]
const rows = [0, 3, 9].map((sold) => ({ sold: Decimal.of(sold) }))
const read = (language: 'zh' | 'en'): unknown[] =>
  computeColumns(columns, rows, { registry: createBuiltInRegistry(), language, now: 0, store: { timeZone: 'Asia/Shanghai' } }).map(
    (row) => [row.advice, String(row.length)],
  )

it.each([
  [
    'zh',
    [
      ['停进', '2'],
      ['剩 3', '3'],
      [null, 'null'],
    ],
  ],
  [
    'en',
    [
      ['Stop buying', '11'],
      ['3 left', '6'],
      [null, 'null'],
    ],
  ],
] as const)('a text said in both languages is read in %s', (language, expected) => expect(read(language)).toEqual(expected))
