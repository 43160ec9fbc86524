import { expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import { dateRange } from './index.ts'

describeField(dateRange, {
  accepts: [
    [{}, '2026-01-01/2026-01-31', undefined, '2026-01-01 至 2026-01-31'],
    [{}, '2026-02-28/2026-02-28'],
  ],
  refuses: [
    [{}, '2026-02-01/2026-01-31', 'range-backwards'],
    [{}, '2026-02-30/2026-03-01', 'bad-date'],
    [{}, '2026-02-01', 'half-range'],
    [{}, '2026-01-01/2026-01-02/2026-01-03', 'bad-date'],
    [{}, ['2026-01-01', '2026-01-02'], 'wrong-type'],
  ],
})

it('reads ranges as people write them', () => {
  const read = (text: string): unknown => dateRange.readText!(text, { name: 'x', type: 'date-range' })
  const year = '2026-01-05/2026-02-10'
  expect(['2026-1-5 至 2026-2-10', '2026/1/5~2026/2/10', '2026年1月5日到2026年2月10日', year, 'soon'].map(read)).toEqual([
    year,
    year,
    year,
    year,
    'soon',
  ])
})
