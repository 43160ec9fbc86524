import { expect, it } from 'vitest'
import { inMenuOrder } from './menu-order.ts'

const list = (name: string) => ({ name, list: name })
const groups = [
  { name: 'till', label: 'Till', items: [list('sales'), { name: 'day', report: 'day' }] },
  { name: 'goods', label: 'Goods', items: [list('arrivals'), list('late-sales')] },
]
const lists = new Map([
  ['sales', { entity: 'sale' }],
  ['late-sales', { entity: 'sale' }],
  ['arrivals', { entity: 'arrival' }],
])

it('what can be begun stands as in the menu, and what is in no menu behind it', () => {
  const kinds = ['account', 'arrival', 'box', 'sale'].map((name) => ({ name }))
  expect(inMenuOrder(kinds, groups, lists).map(({ name }) => name)).toEqual(['sale', 'arrival', 'account', 'box'])
})
