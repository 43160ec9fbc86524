import { expect, it } from 'vitest'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { compileExpression } from '@formwork/platform/expression/index.ts'
import { functionsOf } from '@formwork/platform/plugin/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { FactBook } from './facts.ts'
import { recordContext } from './record-context.ts'
import type { StoredRecord } from './stored-record.ts'

const party: EntityDefinition = {
  kind: 'entity',
  name: 'party',
  nature: 'master',
  fields: [
    { name: 'name', type: 'text' },
    { name: 'owed', type: 'balance', ledger: 'debts', measure: 'amount', where: { partner: '=record' } },
  ],
}
const order: EntityDefinition = {
  kind: 'entity',
  name: 'order',
  nature: 'document',
  fields: [{ name: 'party', type: 'reference', entity: 'party' }],
}
const registry = createBuiltInRegistry()
const model = {
  release: 1,
  entities: new Map([party, order].map((entity) => [entity.name, entity])),
  ledgers: new Map([['debts', { dimensions: [{ name: 'partner', entity: 'party' }], measures: [{ name: 'amount' }] }]]),
} as unknown as Model

const stored = (entity: string, id: number, values: Record<string, unknown>): StoredRecord =>
  ({ entity, header: { id, version: 1, status: 'active' }, values, lines: {} }) as unknown as StoredRecord

it('a live figure behind a reference asks for the coordinates of the record that has it, not for nobody’s', () => {
  const facts = new FactBook({ model, registry, now: 0, timeZone: 'UTC' })
  facts.learnRecord(7, stored('party', 7, { name: 'north' }), true)
  const read = (): unknown =>
    compileExpression('record.party.owed', { functions: functionsOf(registry) }).evaluate(
      { record: recordContext(facts, stored('order', 9, { party: 7 })) },
      { now: 0, timeZone: 'UTC', facts },
    )
  expect(read()).toBeNull()
  const [need] = facts.takeNeeds()
  expect(need).toMatchObject({ kind: 'balance', ledger: 'debts', measure: 'amount', where: { partner: 7 } })
  facts.learnBalance((need as { key: string }).key, Decimal.parse('12.50'))
  expect(String(read())).toBe('12.50')
})

it('counts an empty value as 0 where its field says so, in the header and in lines', () => {
  const amount = { type: 'number', scale: 2 }
  const fields = [
    { name: 'fee', ...amount, emptyAsZero: true },
    { name: 'other', ...amount },
  ]
  const bill = { kind: 'entity', name: 'bill', nature: 'document', fields: [...fields, { name: 'lines', type: 'lines', fields }] }
  const facts = new FactBook({ model: { ...model, entities: new Map([['bill', bill]]) } as never, registry, now: 0, timeZone: 'UTC' })
  const record = { ...stored('bill', 3, { fee: null, other: null }), lines: { lines: [{ id: 4, values: {} }] } } as never
  const of = (text: string): string =>
    String(compileExpression(text, {}).evaluate({ record: recordContext(facts, record) }, { now: 0, timeZone: 'UTC', facts }))
  expect([of('10 - record.fee'), of('10 - record.other'), of('sum(record.lines.fee)'), of('record.lines[1].other')]).toEqual([
    '10',
    'null',
    '0',
    'null',
  ])
})
