import { expect, it } from 'vitest'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { startDraft } from './draft.ts'
import { planOf } from './entity-plan.ts'
import { FactBook } from './facts.ts'
import { buildScopes } from './scope.ts'
import type { StoredRecord } from './stored-record.ts'

const figure = { type: 'balance', ledger: 'progress', measure: 'done' }
const order: EntityDefinition = {
  kind: 'entity',
  name: 'order',
  nature: 'document',
  fields: [
    { name: 'all', ...figure, where: { order: '=record' } },
    { name: 'lines', type: 'lines', fields: [{ name: 'done', ...figure, where: { order: '=record', line: '=id' } }] },
  ],
}
const model = {
  release: 1,
  entities: new Map([['order', order]]),
  ledgers: new Map([['progress', { dimensions: [{ name: 'order', entity: 'order' }, { name: 'line' }], measures: [{ name: 'done' }] }]]),
} as unknown as Model
const registry = createBuiltInRegistry()

/** The scopes of a record that is being changed, and what its live figures ask for. */
function asked(id: number): { needs: readonly unknown[]; read: () => unknown[] } {
  const facts = new FactBook({ model, registry, now: 0, timeZone: 'UTC' })
  const line = { id: id === 0 ? 0 : 8, values: {} }
  const stored = { entity: 'order', header: { id, version: 1, status: 'draft' }, values: {}, lines: { lines: [line] } }
  const draft = startDraft(planOf(model, registry, 'order'), stored as unknown as StoredRecord)
  const scopes = buildScopes(draft, stored.header as never, facts)
  const read = (): unknown[] => [scopes.header.all, scopes.lines.get(draft.lines.lines![0]!)!.done].map(String)
  read()
  const needs = facts.takeNeeds()
  for (const need of needs) facts.learnBalance((need as { key: string }).key, Decimal.parse('4'))
  return { needs, read }
}

it('live figures of a record that is being changed are those of its own coordinates, in the header and in lines', () => {
  const { needs, read } = asked(7)
  expect(needs).toMatchObject([{ where: { order: 7 } }, { where: { order: 7, line: '8' } }])
  expect(read()).toEqual(['4', '4'])
})

it('a record that was never saved asks for nobody’s figures', () => {
  expect(asked(0).needs).toMatchObject([{ where: { order: null } }, { where: { order: null, line: null } }])
})
