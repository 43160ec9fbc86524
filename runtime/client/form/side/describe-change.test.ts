import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { describeChange, withoutTwins } from './describe-change.ts'

const lines = {
  name: 'lines',
  label: 'Lines',
  type: 'lines',
  fields: [
    { name: 'quantity', label: 'Quantity', type: 'number', scale: 0, enteredAs: { field: 'unitQuantity', by: 'chosenUnit' } },
    { name: 'unitQuantity', label: 'Quantity (unit)', type: 'number', scale: 0 },
    { name: 'ratio', label: 'Ratio', type: 'number', scale: 0, hidden: true },
  ],
} as unknown as FieldDefinition
const change = (field: string, before: string | null, after: string) => ({ field: `lines/7/${field}`, before, after })

describe('a change in words', () => {
  it.each([
    ['typed in boxes', [change('quantity', '24', '36'), change('unitQuantity', '2', '3')], ['unitQuantity']],
    ['typed for the first time', [change('quantity', '24', '36'), change('unitQuantity', null, '36')], ['quantity']],
    ['in the base unit alone', [change('quantity', '24', '36')], ['quantity']],
  ])('is told once: %s', (_name, changes, kept) => {
    expect(withoutTwins([lines], changes).map(({ field }) => field)).toEqual(kept.map((name) => `lines/7/${name}`))
  })

  it('bears the name of the column that people know, and leaves out what is never shown', () => {
    expect(describeChange([lines], change('unitQuantity', '2', '3'))).toEqual({ label: 'Lines · Quantity', before: '2', after: '3' })
    expect(describeChange([lines], change('ratio', '1', '12'))).toBeUndefined()
  })
})
