import type { LedgerDefinition } from '@formwork/platform/definition/types.ts'
import { expect, it } from 'vitest'
import { compileLedger } from './compile-ledger.ts'
import { countedAmounts } from './counted-amounts.ts'

const definition: LedgerDefinition = {
  kind: 'ledger',
  name: 'goods',
  dimensions: [
    { name: 'item', label: 'item', type: 'text' },
    { name: 'state', label: 'state', type: 'text' },
  ],
  measures: [
    { name: 'quantity', label: 'quantity', type: 'number' },
    { name: 'value', label: 'value', type: 'money' },
    { name: 'apart', label: 'apart', type: 'number', countedWhere: 'state' },
    { name: 'promised', label: 'promised', type: 'number' },
  ],
  costing: { quantity: 'quantity', value: 'value', pool: '=[item]', method: '="average"' },
}
const ledger = compileLedger(definition, () => -1)

it.each([
  ['follows the quantity where the dimension is filled', ['pen', 'torn'], [-2, -600, -2, 0]],
  ['stays as given where it is empty', ['pen', ''], [-2, -600, 0, 0]],
  ['stays as given where nothing was counted', null, [-2, -600, 0, 0]],
])('a measure %s', (_, counted, expected) => {
  expect(countedAmounts(ledger, counted, [-2, -600, 0, 0])).toEqual(expected)
})

it('names a dimension of its ledger', () => {
  const measures = definition.measures.map((measure) =>
    measure.countedWhere === undefined ? measure : { ...measure, countedWhere: 'mood' },
  )
  expect(() => compileLedger({ ...definition, measures }, () => -1)).toThrow()
})
