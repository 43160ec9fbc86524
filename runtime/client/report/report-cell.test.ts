import { describe, expect, it } from 'vitest'
import type { ReportColumnData, ReportData } from '../api/index.ts'
import { cellText } from './report-cell.ts'

const data: ReportData = { columns: [], rows: [], totals: {}, titles: {}, records: {} } as never
const ratio: ReportColumnData = { name: 'rate', label: '毛利率 %', type: 'number', scale: 2, formula: '=(a - b) / a * 100' }

describe('a figure of a report', () => {
  it.each([
    ['34.25', '34.25'],
    ['20.5', '20.50'],
    ['-46', '-46.00'],
    ['1234.5', '1,234.50'],
    [null, ''],
  ])('%s of a ratio is %s', (value, text) => expect(cellText(data, ratio, value)).toBe(text))

  it('shows the digits that it has where it counts things', () => {
    const count = { ...ratio, formula: '=opening + received', scale: 3 }
    expect(cellText(data, count, '3')).toBe('3')
    expect(cellText(data, count, '2.5')).toBe('2.5')
  })

  it('shows no digits of quantities that were divided into whole packs', () => {
    const quantity = { ...ratio, name: 'suggestion', formula: '=ceiling(need / pack) * pack', scale: 3 }
    const rows = [{ suggestion: '63.000' }, { suggestion: '72.000' }]
    expect(cellText({ ...data, rows }, quantity, '63.000')).toBe('63')
    expect(cellText({ ...data, rows: [...rows, { suggestion: '0.500' }] }, quantity, '0.500')).toBe('0.5')
  })

  it('shows shares with the digits of the share', () => {
    const share = { ...ratio, type: 'percent', scale: 4 }
    expect(['0.205', '0.3425', '1'].map((value) => cellText(data, share, value))).toEqual(['20.50%', '34.25%', '100.00%'])
  })
})
