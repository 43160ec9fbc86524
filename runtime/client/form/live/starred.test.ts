import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { checkDraft } from '../draft/check-draft.ts'
import { RecordDraft } from '../draft/record-draft.ts'
import { LiveFormulas } from './live-formulas.ts'

const rule = (at: string, that: string, more = {}) => ({
  name: `${at}-needed`,
  that,
  at,
  on: 'submit' as const,
  message: `Enter the ${at}`,
  ...more,
})

const invoice: EntityDefinition = {
  kind: 'entity',
  name: 'invoice',
  label: 'Invoice',
  nature: 'document',
  fields: [
    { name: 'code', type: 'text' },
    { name: 'gap', type: 'number' },
    { name: 'reason', type: 'text' },
    { name: 'hint', type: 'text' },
    { name: 'place', type: 'text' },
    { name: 'isBlind', type: 'switch' },
    {
      name: 'lines',
      type: 'lines',
      fields: [
        { name: 'rate', type: 'number' },
        { name: 'batch', type: 'text' },
      ],
    },
  ],
  rules: [
    rule('code', '=code != null'),
    rule('reason', '=gap = 0 or reason != null'),
    rule('hint', '=hint != null', { mode: 'warn' }),
    rule('place', '=if gap > 0 then false else true or place != null'),
    rule('rate', '=rate != null', { each: 'lines' }),
    rule('batch', '=record.isBlind = true or rate = 0 or batch != null', { each: 'lines' }),
  ],
}

describe('what a rule on submitting asks for', () => {
  const draft = new RecordDraft(invoice, () => undefined, undefined)
  const live = new LiveFormulas(draft, { id: null })
  draft.onChange = (change) => live.compute(change)
  live.computeAll()
  const starred = () =>
    [...invoice.fields, ...invoice.fields.at(-1)!.fields!].filter((field) => live.state(field).starred).map(({ name }) => name)

  it('is marked as soon as it is asked for, and only then', () => {
    expect(starred()).toEqual(['code', 'rate'])
    draft.setHeader('gap', Decimal.parse('3'))
    live.computeAll()
    expect(starred()).toEqual(['code', 'reason', 'rate'])
    draft.setHeader('gap', Decimal.zero)
    live.computeAll()
    expect(starred()).toEqual(['code', 'rate'])
  })

  it('is marked in the rows that are asked for it', () => {
    const [rate, batch] = invoice.fields.at(-1)!.fields!
    const row = draft.tables.get('lines')!.rows[0]!
    const asked = () => [rate!, batch!].map((field) => live.rowDemand(field, 'lines')?.(row) ?? false)
    expect(asked()).toEqual([false, false])
    row.values.rate = Decimal.parse('3')
    live.computeAll()
    expect(asked()).toEqual([false, true])
    row.values.rate = Decimal.zero
    live.computeAll()
    expect(asked()).toEqual([false, false])
    row.values.rate = Decimal.parse('3')
    draft.setHeader('isBlind', true)
    live.computeAll()
    expect(asked()).toEqual([false, false])
    draft.setHeader('isBlind', null)
    row.values.rate = null
    live.computeAll()
  })

  it('does not stand in the way of saving', () => {
    expect(checkDraft(draft, live, false)).toEqual([])
    expect(checkDraft(draft, live, true).map(({ message }) => message)).toContain('Enter the code')
  })
})
