import { orderDefinitions } from './orders.fixture.ts'

const result = {
  kind: 'ledger',
  name: 'result',
  label: 'Result',
  dimensions: [{ name: 'item', label: 'Item', type: 'reference', entity: 'item', required: true }],
  measures: [
    { name: 'revenue', label: 'Revenue', type: 'money' },
    { name: 'cost', label: 'Cost', type: 'money' },
  ],
  derived: [{ name: 'margin', label: 'Margin', value: '=revenue - cost', scale: 2 }],
}
/** Deliveries know their revenue: ten for each. */
export const soldDefinitions = [
  ...orderDefinitions.map((each) =>
    each.kind === 'posting' && each.name === 'delivery'
      ? {
          ...each,
          entries: [
            ...(each.entries as unknown[]),
            {
              name: 'sold',
              ledger: 'result',
              each: 'lines',
              where: { item: '=line.article' },
              add: { revenue: '=line.quantity * 10' },
              cost: { of: ['delivered'], measure: 'cost' },
            },
          ],
        }
      : each,
  ),
  result,
]
