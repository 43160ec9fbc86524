import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { createRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { describe, expect, it } from 'vitest'
import { RecordDraft } from '../draft/record-draft.ts'
import { LiveFormulas } from './live-formulas.ts'

const sheet: EntityDefinition = {
  kind: 'entity',
  name: 'sheet',
  label: 'Sheet',
  nature: 'document',
  fields: [
    { name: 'total', type: 'money' },
    { name: 'back', type: 'money', default: '=total', defaultFollows: true },
    { name: 'begun', type: 'money', default: '=total' },
    {
      name: 'rows',
      type: 'lines',
      fields: [
        { name: 'quantity', type: 'number' },
        { name: 'accepted', type: 'number', default: '=quantity', defaultFollows: true },
      ],
    },
    {
      name: 'payments',
      type: 'lines',
      fields: [
        { name: 'how', type: 'text' },
        { name: 'amount', type: 'money', default: '=record.total - (if count(above) = 0 then 0 else sum(above.amount))' },
      ],
    },
  ],
}

function open(values: Record<string, string>, rows: Record<string, string>[] = [], status = 'draft') {
  const base = { id: '7', version: 1, status, title: 'x', values, titles: {}, operations: [] }
  const lines = { rows: rows.map((row, index) => ({ id: String(index + 1), values: row, titles: {} })), payments: [] }
  const draft = new RecordDraft(sheet, () => undefined, { ...base, lines } as never)
  const live = new LiveFormulas(draft, { id: null })
  draft.onChange = (change) => live.compute(change)
  live.computeAll()
  return draft
}

const shown = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))

describe('a default that goes on following, on the page', () => {
  it('follows while the record is a draft and nobody wrote another value', () => {
    const draft = open({ total: '100.00', back: '100.00', begun: '100.00' })
    draft.setHeader('total', '80')
    expect(shown(draft.header.values)).toMatchObject({ back: '80.00', begun: '100.00' })
    draft.setHeader('back', '30')
    draft.setHeader('total', '70')
    expect(shown(draft.header.values)).toMatchObject({ back: '30.00' })
  })

  it('stays where another value is stored, and where the record is no draft', () => {
    for (const draft of [open({ total: '100.00', back: '30.00' }), open({ total: '100.00', back: '100.00' }, [], 'posted')]) {
      const before = String(draft.header.values.back)
      draft.setHeader('total', '80')
      expect(String(draft.header.values.back)).toBe(before)
    }
  })

  it('is judged row by row', () => {
    const draft = open({}, [
      { quantity: '5', accepted: '5' },
      { quantity: '5', accepted: '4' },
    ])
    const table = draft.tables.get('rows')!
    const edits = table.rows.map((row) => ({ key: row.key, column: 'quantity', state: { value: row.values.quantity, own: true } }))
    for (const row of table.rows) row.values.accepted = null
    table.run('again', [{ do: 'cells', edits }])
    expect(table.rows.map((row) => String(row.values.accepted))).toEqual(['5', 'null'])
  })
})

it('a row takes what the rows above it leave, as soon as one of them is changed', () => {
  const draft = open({ total: '100.00' })
  const table = draft.tables.get('payments')!
  const rows = [createRow({ own: { how: true } }), createRow({ own: { how: true } })]
  table.run('two', [{ do: 'insert', at: 0, rows }])
  expect(rows.map((row) => String(row.values.amount))).toEqual(['100.00', '0.00'])
  draft.setHeader('total', '90')
  const first = { key: rows[0]!.key, column: 'amount', state: { value: draft.header.values.total, own: true } }
  table.run('paid', [{ do: 'cells', edits: [first] }])
  draft.setHeader('total', '120')
  expect(rows.map((row) => String(row.values.amount))).toEqual(['90.00', '30.00'])
})
