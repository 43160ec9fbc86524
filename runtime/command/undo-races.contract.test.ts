import { afterEach, beforeEach, expect, it } from 'vitest'
import { isAppError } from '@formwork/platform/error/index.ts'
import { describeEachDatabase } from '../store/contract/databases.fixture.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { modelOfDefinitions } from './ledger/orders.fixture.ts'
import type { Answer } from './unit.ts'

/** A note is worth something; a seal says so of it, and a note that stands sealed is not taken back. */
const definitions = [
  { kind: 'template', name: 'seals', label: 'Seals', version: '1.0.0' },
  {
    kind: 'ledger',
    name: 'worth',
    label: 'worth',
    dimensions: [{ name: 'note', label: 'note', type: 'record', required: true }],
    measures: [{ name: 'amount', label: 'amount', type: 'money', scale: 2 }],
  },
  {
    kind: 'ledger',
    name: 'sealed',
    label: 'sealed',
    dimensions: [{ name: 'note', label: 'note', type: 'record', required: true }],
    measures: [{ name: 'times', label: 'times', type: 'number', scale: 0 }],
  },
  {
    kind: 'entity',
    name: 'note',
    label: 'note',
    nature: 'document',
    fields: [
      { name: 'date', label: 'date', type: 'date', required: true },
      { name: 'amount', label: 'amount', type: 'money', required: true },
    ],
    rules: [{ name: 'not-sealed', that: '=balance("sealed", "times", { note: id }) = 0', message: 'It is sealed', on: 'undo' }],
  },
  {
    kind: 'entity',
    name: 'seal',
    label: 'seal',
    nature: 'document',
    fields: [
      { name: 'date', label: 'date', type: 'date', required: true },
      { name: 'note', label: 'note', type: 'reference', entity: 'note', required: true },
      { name: 'amount', label: 'amount', type: 'money', required: true },
    ],
    rules: [
      {
        name: 'worth-it',
        that: '=balance("worth", "amount", { note: note }) = amount and balance("sealed", "times", { note: note }) >= 0',
        message: 'It is not worth that',
        on: 'submit',
      },
    ],
  },
  {
    kind: 'posting',
    name: 'note',
    label: 'note',
    entity: 'note',
    on: 'posted',
    at: '=record.date',
    entries: [{ name: 'worth', ledger: 'worth', where: { note: '=record' }, add: { amount: '=record.amount' } }],
  },
  {
    kind: 'posting',
    name: 'seal',
    label: 'seal',
    entity: 'seal',
    on: 'posted',
    at: '=record.date',
    entries: [{ name: 'sealed', ledger: 'sealed', where: { note: '=record.note' }, add: { times: '=1' } }],
  },
]

/** Pairs that meet: enough that each of the two comes first now and then. */
const ROUNDS = 12

await describeEachDatabase('what is taken back while something comes to stand on it', ({ open }) => {
  let workspace: TestWorkspace

  beforeEach(async () => {
    workspace = await TestWorkspace.ofModel(modelOfDefinitions(definitions as never), await open())
  })
  afterEach(() => workspace.close())

  const submit = (entity: string, values: Record<string, unknown>): Promise<Answer & { id: string; version: number }> =>
    workspace.run('submit', { entity, changes: { values: { date: '2025-11-10', amount: '10', ...values } } }) as never
  const outcome = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    )

  it.each(['void', 'unpost'])('%s: one of the two is refused', async (command) => {
    for (let round = 0; round < ROUNDS; round++) {
      const note = await submit('note', {})
      const both = await Promise.all([
        outcome(submit('seal', { note: note.id })),
        outcome(workspace.run(command, { entity: 'note', id: note.id, version: note.version, reason: 'wrong' })),
      ])
      expect(['done rule-refused', 'rule-refused done', 'not-selectable done']).toContain(both.join(' '))
    }
  })
})
