import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { expect, it } from 'vitest'
import { goodsLedger, modelOfDefinitions, orderDefinitions } from './orders.fixture.ts'

type Json = Record<string, unknown>

const at = { item: '=line.article', place: '=record.place' }
const outside = { item: '=line.article', place: 'outside' }
const entry = (more: Json): Json => ({ name: 'wrong', ledger: 'goods', each: 'lines', ...more })
/** The definitions with one more entry in the posting of deliveries. */
const withEntry = (more: Json): Json[] =>
  orderDefinitions.map((each) =>
    each.kind === 'posting' && each.name === 'delivery' ? { ...each, entries: [...(each.entries as Json[]), entry(more)] } : each,
  )
const withAssertion = (more: Json): Json[] =>
  orderDefinitions.map((each) => (each === goodsLedger ? { ...each, assertions: [{ ...goodsLedger.assertions[0], ...more }] } : each))
const withRule = (more: Json): Json[] =>
  orderDefinitions.map((each) =>
    each.kind === 'entity' && each.name === 'delivery'
      ? { ...each, rules: [{ name: 'rule', that: '=true', message: 'no', ...more }] }
      : each,
  )

it.each<[string, Json[], string]>([
  ['a fulfilment that names nothing', withEntry({ fulfil: { reserved: '=line.quantity' } }), 'fulfil-of'],
  ['a fulfilment that says where it is held', withEntry({ release: 'all', of: '=line.source', from: at }), 'fulfil-places'],
  ['pending that is counted', withEntry({ count: { onHand: '=line.quantity' }, from: outside, to: at, pending: {} }), 'pending-verb'],
  ['beyond without a fulfilment', withEntry({ move: { onHand: '1' }, from: at, to: outside, beyond: 'ignore' }), 'fulfil-only'],
  ['another word for all', withEntry({ release: 'rest', of: '=line.source' }), 'schema/'],
  ['a measure that is not there', withEntry({ fulfil: { owed: '=line.quantity' }, of: '=line.source' }), 'unknown-name'],
  ['a coordinate that is not there', withEntry({ fulfil: { reserved: '1' }, of: '=line.source', to: { bin: '1' } }), 'unknown-name'],
  [
    'a cost of an entry that is not there',
    withEntry({ move: {}, from: at, to: outside, cost: { of: ['sold'], measure: 'reserved' } }),
    'unknown-name',
  ],
  [
    'a cost in the measure that costing keeps',
    withEntry({ move: {}, from: at, to: outside, cost: { of: ['delivered'], measure: 'value' } }),
    'unknown-name',
  ],
  [
    'outputs that are made of themselves',
    withEntry({ move: { onHand: '=line.quantity' }, from: outside, to: at, output: { of: ['wrong'], weight: '=1' } }),
    'posting-loop',
  ],
  [
    'outputs of an entry that is not there',
    withEntry({ move: { onHand: '=line.quantity' }, from: outside, to: at, output: { of: ['made'], weight: '=1' } }),
    'unknown-name',
  ],
  ['a move that goes nowhere', withEntry({ move: { onHand: '=line.quantity' }, from: at }), 'move-places'],
  ['an addition to a ledger of moves', withEntry({ add: { onHand: '1' }, where: at }), 'zero-sum'],
  ['a mode that is no mode', withAssertion({ mode: 'ask' }), 'schema/'],
  ['a size of what always refuses', withAssertion({ size: '=1' }), 'size-without-mode'],
  ['a condition over what is not there', withAssertion({ where: '=bin = 1' }), 'unknown-name'],
  ['a size that is no number', withRule({ mode: 'warn', size: '="large"' }), 'type'],
  [
    'a moment that does not exist',
    orderDefinitions.map((each) => (each.name === 'order-closed' ? { ...each, on: 'draft' } : each)),
    'schema/',
  ],
])('%s is refused', (_, definitions, code) => {
  expect(() => modelOfDefinitions(definitions)(createBuiltInRegistry())).toThrow(new RegExp(`"code": "[^"]*${code}`))
})
