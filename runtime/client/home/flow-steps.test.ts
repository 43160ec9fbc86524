import { expect, test } from 'vitest'
import { flowSections } from './flow-steps.ts'

const entity = (name: string, nature: 'document' | 'master' = 'document') => [name, { name, nature }] as const
const entities = new Map([
  entity('request'),
  entity('order'),
  entity('receipt'),
  entity('return'),
  entity('loss'),
  entity('item', 'master'),
])
const lists = new Map([...entities.keys()].map((name) => [`${name}-list`, { entity: name }]))
const group = (name: string, ...items: string[]) => ({
  name,
  label: name,
  items: items.map((item) => ({ name: item, list: `${item}-list` })),
})

test('a chain follows the conversions, whatever the order of the menu', () => {
  const sections = flowSections([group('buying', 'receipt', 'return', 'order', 'request', 'loss', 'item')], entities, lists, [
    { from: 'request', to: 'order' },
    { from: 'order', to: 'return' },
    { from: 'order', to: 'receipt' },
    { from: 'receipt', to: 'return' },
  ])
  expect(sections).toMatchObject([{ chains: [['request', 'order', 'receipt', 'return']], others: ['loss'] }])
})

test('a document stands in the first group that names it; groups without documents are left out', () => {
  const sections = flowSections([group('first', 'order'), group('second', 'order', 'loss'), group('third', 'item')], entities, lists, [])
  expect(sections.map(({ group: { name }, others }) => [name, others])).toEqual([
    ['first', ['order']],
    ['second', ['loss']],
  ])
})

test('documents that lead to each other in a circle are each shown once', () => {
  const sections = flowSections([group('round', 'order', 'receipt')], entities, lists, [
    { from: 'order', to: 'receipt' },
    { from: 'receipt', to: 'order' },
  ])
  expect(sections).toMatchObject([{ chains: [['order', 'receipt']], others: [] }])
})
