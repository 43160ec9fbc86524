import { expect, it } from 'vitest'
import { rangeCondition } from './range-condition.ts'

it.each([
  [['2026-01-01', '2026-01-31'], { field: 'date', operator: 'between', value: ['2026-01-01', '2026-01-31'] }],
  [['2026-01-01', null], { field: 'date', operator: 'at-least', value: '2026-01-01' }],
  [['', '2026-01-31'], { field: 'date', operator: 'at-most', value: '2026-01-31' }],
  [[null, null], undefined],
])('%j', (ends, condition) => expect(rangeCondition('date', ends)).toEqual(condition))
