import { Decimal } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { expect, it } from 'vitest'
import { FactBook } from './facts.ts'
import { compileText, renderText } from './text-template.ts'

const registry = createBuiltInRegistry()

it.each([
  ['999.50', '999.50'],
  ['12.500', '12.5'],
  ['1000.00', '1,000.00'],
  ['-1234567.8900', '-1,234,567.89'],
  ['200.00', '200.00'],
  ['0.123456', '0.123456'],
  ['21.500000', '21.50'],
  ['22.000000', '22.00'],
  ['9.000', '9'],
  ['0.500', '0.5'],
])('figures in a sentence are grouped: %s', (stored, shown) => {
  const template = compileText({ zh: '欠 {amount} 元', en: 'owes {amount}' }, registry)
  const facts = new FactBook({ model: { release: 1 } as Model, registry, now: 0, timeZone: 'UTC' })
  expect(renderText(template, { amount: Decimal.parse(stored) }, facts)).toEqual({ zh: `欠 ${shown} 元`, en: `owes ${shown}` })
})

it('a share has no zeros at its end', () => {
  const template = compileText({ zh: '短少 {share} %，{other}%', en: '{share} % short, {other}%' }, registry)
  const facts = new FactBook({ model: { release: 1 } as Model, registry, now: 0, timeZone: 'UTC' })
  const values = { share: Decimal.parse('5.00'), other: Decimal.parse('2.50') }
  expect(renderText(template, values, facts)).toEqual({ zh: '短少 5 %，2.5%', en: '5 % short, 2.5%' })
})
