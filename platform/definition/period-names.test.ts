import { expect, it } from 'vitest'
import { periodNames } from './period-names.ts'

it('knows which parameters bound a period', () => {
  const fields = [
    { name: 'from', type: 'date' },
    { name: 'to', type: 'date' },
    { name: 'begin', type: 'text' },
  ] as never
  expect(periodNames(fields)).toEqual({ from: 'from', to: 'to' })
  expect(periodNames(fields, { from: 'begin', to: 'to' })).toBeUndefined()
})
