import type { SampleDefinition } from '@formwork/platform/definition/types.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { Clock } from './clock.ts'
import { stepsOfSample } from './steps-of-sample.ts'

const clock = () => new Clock({ today: CalendarDate.of(2026, 6, 15), timeZone: 'Asia/Shanghai' })

const sample: SampleDefinition = {
  kind: 'sample',
  name: 'month',
  steps: [
    { name: 'masters', do: 'save', on: '-9' },
    { name: 'more-masters', do: 'save' },
    { name: 'last', do: 'close-period', on: '-1' },
  ],
  tables: [
    {
      name: 'orders',
      columns: [
        { name: 'on' },
        { name: 'arrives' },
        { name: 'key' },
        { name: 'goods', parts: ['item', 'quantity', 'price'] },
        { name: 'paid' },
      ],
      rows: [
        ['-9', '-3', 'o1', 'ink 2 1.50, pen 1', ''],
        ['-5', '-3', 'o2', 'pen 4', '12'],
      ],
      steps: [
        {
          name: 'order',
          do: 'submit',
          on: '{on}',
          entity: 'order',
          values: { lines: '{goods}', paid: '{paid}', note: 'no {key}!' },
          keep: '{key}',
        },
        { name: 'receive', do: 'convert', on: '{arrives}', record: '{key}', lines: [{ row: 1, quantity: '1' }] },
      ],
    },
  ],
}

describe('the steps of a sample', () => {
  const steps = stepsOfSample(sample, clock())

  it('run by day, those of one day in the order of the file', () => {
    expect(steps.map(({ name }) => name)).toEqual(['masters', 'more-masters', 'order-1', 'order-2', 'receive-1', 'receive-2', 'last'])
  })

  it('are filled with the cells of their row', () => {
    expect(steps[2]).toEqual({
      name: 'order-1',
      do: 'submit',
      on: '-9',
      entity: 'order',
      keep: 'o1',
      values: {
        lines: [
          { item: 'ink', quantity: '2', price: '1.50' },
          { item: 'pen', quantity: '1' },
        ],
        note: 'no o1!',
      },
    })
    expect(steps[3]!.values).toEqual({ lines: [{ item: 'pen', quantity: '4' }], paid: '12', note: 'no o2!' })
    expect(steps[5]).toEqual({ name: 'receive-2', do: 'convert', on: '-3', record: 'o2', lines: [{ row: 1, quantity: '1' }] })
  })
})
