import type { FieldDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { addParameter, choosePivot, removeParameter } from './report-choices.ts'

const report: ReportDefinition = {
  kind: 'report',
  name: 'r',
  label: 'R',
  shape: 'table',
  from: { entity: 'note' },
  filter: '=status = "posted"',
  columns: [
    { name: 'item', value: 'item', group: true },
    { name: 'month', value: 'date', group: true },
    { name: 'amount', value: 'amount', aggregate: 'sum' },
  ],
}
const path = { path: 'party', label: '往来单位', isFigure: false, isDate: false }
const field: FieldDefinition = { name: 'party', label: 'Party', type: 'reference', entity: 'party', required: true }

describe('what a reader chooses', () => {
  it('is a parameter and a part of the filter; both go together', () => {
    const asked = addParameter(report, path, field)
    expect(asked.parameters).toEqual([{ name: 'party', label: '往来单位', type: 'reference', entity: 'party' }])
    expect(asked.filter).toBe('=status = "posted" and party = parameter.party')
    const twice = addParameter(asked, path, field)
    expect(twice.filter).toContain('party = parameter.party2')
    expect(removeParameter(removeParameter(twice, 'party'), 'party2')).toEqual(report)
  })

  it('may stand above the table', () => {
    expect(choosePivot(report, 'month').pivot).toEqual({ rows: ['item'], columns: ['month'], subtotals: false })
    expect(choosePivot(choosePivot(report, 'month'), undefined)).toEqual(report)
    const single = { ...report, columns: report.columns.slice(1) }
    expect(choosePivot(single, 'month')).toBe(single)
  })
})
