import { isAppError, type AppError } from '@formwork/platform/error/index.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { trade } from './trade.fixture.ts'
import { useCases } from './use-cases.ts'

let workspace: TestWorkspace
let clerk: number
let order: { id: string; version: number; lines: Record<string, string> }

beforeAll(async () => {
  workspace = await TestWorkspace.open(trade)
  const party = (await workspace.save('party', { name: 'North Ltd', region: 'north' })).id
  const item = (await workspace.save('item', { code: 'A1', price: '2' })).id
  clerk = Number((await workspace.save('person', { name: '张三', login: 'zhang', roles: ['clerk'] })).id)
  const body = {
    entity: 'order',
    changes: { values: { party }, lines: { lines: [{ do: 'insert', ref: 'a', values: { item, quantity: '2' } }] } },
  }
  order = (await workspace.run('save', body, { person: clerk })) as typeof order
})
afterAll(() => workspace.close())

/** Odd keys, deep values, and parts of real bodies put where they do not belong. */
const names = fc.constantFrom(
  'entity',
  'id',
  'version',
  'changes',
  'values',
  'lines',
  'do',
  'ref',
  'before',
  'party',
  'item',
  'quantity',
  'status',
  'owner',
  'toString',
  '__proto__x',
  'constructor',
  'hasOwnProperty',
  '',
)
const leaves = fc.oneof(
  fc.constantFrom<unknown>(
    'order',
    'item',
    'nothing',
    '',
    '0',
    '1',
    '-1',
    '1e999',
    'NaN',
    '9'.repeat(400),
    '0x10',
    '１２',
    '\u0000',
    '\ud800',
    "'; drop table record; --",
    null,
    true,
    1,
    -1,
    0.5,
    2 ** 53,
    1e300,
  ),
  fc.string(),
  fc.integer(),
)
const hostile = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    leaves,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
})).value

const nearlyRight = fc.record(
  {
    entity: fc.oneof({ weight: 5, arbitrary: fc.constant<unknown>('order') }, { weight: 1, arbitrary: leaves }),
    id: fc.oneof(fc.constant<unknown>('ID'), leaves),
    version: fc.oneof(fc.constant<unknown>(1), leaves),
    changes: fc.oneof(
      fc.record(
        {
          values: fc.oneof(fc.dictionary(names, hostile, { maxKeys: 3 }), hostile),
          lines: fc.oneof(
            fc.dictionary(
              fc.constantFrom('lines', 'rows'),
              fc.array(
                fc.oneof(
                  fc.record(
                    { do: fc.constantFrom('insert', 'update', 'remove', 'move', 'x'), id: leaves, values: hostile, before: leaves },
                    { requiredKeys: ['do'] },
                  ),
                  hostile,
                ),
                { maxLength: 3 },
              ),
            ),
            hostile,
          ),
        },
        { requiredKeys: [] },
      ),
      hostile,
    ),
  },
  { requiredKeys: ['entity'] },
)

/** An expected failure: anything else would be answered as an internal error. */
function expectRefusal(error: unknown): void {
  expect(isAppError(error) ? error.code : error).toEqual(expect.any(String))
  expect((error as AppError).status).toBeLessThan(500)
}

describe('hostile bodies', () => {
  it.each(['save', 'submit', 'amend'])(
    '%s refuses with a code of the catalogue and changes nothing, or does what it says',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(nearlyRight, hostile), async (raw) => {
          const body = typeof raw === 'object' && raw !== null && (raw as { id?: unknown }).id === 'ID' ? { ...raw, id: order.id } : raw
          const contents = await workspace.contents()
          // A dry run writes nothing even when the body happens to be right.
          const error = await workspace.run(name, body, { person: clerk, dryRun: true }).then(
            () => undefined,
            (refused: unknown) => refused,
          )
          if (error !== undefined) expectRefusal(error)
          expect(await workspace.contents()).toBe(contents)
        }),
        { numRuns: 250 },
      )
    },
  )

  it('every command refuses what is no body of its own', async () => {
    const contents = await workspace.contents()
    for (const { name } of useCases) {
      for (const body of [null, 'x', 5, [], { nothing: 1 }, { entity: { a: 1 } }, { id: [] }]) {
        const error = await workspace.run(name, body, { person: clerk }).then(
          () => undefined,
          (refused: unknown) => refused,
        )
        if (error === undefined) throw new Error(`${name} took ${JSON.stringify(body)}`)
        expectRefusal(error)
      }
    }
    expect(await workspace.contents()).toBe(contents)
  })
})
