import { describe, expect, it } from 'vitest'
import { readNames } from './read-names.ts'

describe('readNames', () => {
  it.each([
    ['=revenue - cost', ['cost', 'revenue']],
    ['if quantity = 0 then null else value / quantity', ['quantity', 'value']],
    ['"cost" + name', ['name']],
    ['parameter.cost', ['parameter']],
    ['round(amount, 2)', ['amount']],
    ['数量*单价', ['单价', '数量']],
    ['for cost in prices return cost', ['prices']],
  ])('%s', (formula, names) => {
    expect([...readNames(formula)].sort()).toEqual(names)
  })

  it('refuses what is no formula', () => {
    expect(() => readNames('=1 +')).toThrow()
  })
})
