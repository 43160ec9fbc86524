import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { expect, it } from 'vitest'
import { compileLedger } from './compile-ledger.ts'

const shapeWith = (that: string) => {
  const definition: LedgerDefinition = {
    kind: 'ledger',
    name: 'progress',
    dimensions: [{ name: 'item', label: 'item', type: 'text' }],
    measures: [
      { name: 'ordered', label: 'ordered', type: 'number', scale: 3 },
      { name: 'done', label: 'done', type: 'money' },
    ],
    assertions: [{ name: 'open', over: ['item'], that, mode: 'refuse', message: 'no' }],
  }
  return compileLedger(definition, () => -1).assertions[0]!
}

it('reads a floor where the formula is one', () => {
  expect(shapeWith('=done >= 0.5').floor).toEqual({ measure: 1, bound: 50 })
})

it.each([
  ['=ordered - done >= 0', [1000, 100], true],
  ['=ordered - done >= 0', [1000, 101], false],
  ['=ordered > 0 or done = 0', [0, 0], true],
  ['=ordered > 0 or done = 0', [0, 1], false],
  ['=ordered / done > 1', [1000, 0], false],
])('%s over %j holds: %s', (that, amounts, holds) => {
  expect(shapeWith(that).holds?.(amounts)).toBe(holds)
})
