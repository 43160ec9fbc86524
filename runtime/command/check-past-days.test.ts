import { applySwitches, NOTHING_CHOSEN } from '@formwork/platform/definition/switches/apply-switches.ts'
import { isAppError, type WireError } from '@formwork/platform/error/index.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { modelOfDefinitions, orderDefinitions } from './ledger/orders.fixture.ts'

const everything = [{ name: 'all', resource: '*', operations: ['view', 'create', 'edit', 'submit', 'unpost', 'void'] }]
const role = (name: string, more: object = {}): object => ({ name, label: name, grants: everything, ...more })
const roles = {
  kind: 'roles',
  name: 'roles',
  roles: [
    role('administrator', { administrator: true, pastDays: 0 }),
    role('keeper', { pastDays: 1 }),
    role('owner', { pastDays: '=setting.days' }),
    role('accountant', { pastDays: '=setting.anyDays' }),
    role('auditor'),
  ],
}
const settings = {
  kind: 'settings',
  name: 'late',
  label: 'Late',
  fields: [
    { name: 'days', label: 'Days', type: 'number', scale: 0, default: '7' },
    { name: 'anyDays', label: 'Days', type: 'number', scale: 0 },
  ],
}
/** Orders open before the first close only. */
const definitions = orderDefinitions.map((each) =>
  each.kind === 'posting' && each.name === 'order' ? { ...each, closed: 'before-first-close' } : each,
)

describe('how far back somebody may enter documents', () => {
  let workspace: TestWorkspace
  let item: string
  let place: string
  const people = new Map<string, number>()

  beforeAll(async () => {
    workspace = await TestWorkspace.ofModel((registry) =>
      applySwitches(modelOfDefinitions([...definitions, roles, settings])(registry), registry, NOTHING_CHOSEN),
    )
    item = (await workspace.save('item', { name: 'bolt' })).id
    place = (await workspace.save('place', { name: 'store' })).id
    for (const held of ['administrator', 'keeper', 'owner', 'accountant', 'auditor', 'keeper owner', 'keeper auditor']) {
      const person = await workspace.save('person', { name: held, login: held.replace(' ', '-'), roles: held.split(' ') })
      people.set(held, Number(person.id))
    }
  })
  afterAll(() => workspace.close())

  const submit = async (who: string | undefined, entity: string, date: string, does = 'submit'): Promise<Partial<WireError>> => {
    const changes = { values: { date, place }, lines: { lines: [{ do: 'insert', values: { article: item, quantity: '1' } }] } }
    try {
      await workspace.run(does, { entity, changes }, { person: who === undefined ? null : people.get(who)! })
    } catch (error) {
      if (isAppError(error)) return error.toWire('en')
      throw error
    }
    return {}
  }

  // Today is 2025-11-21.
  it.each([
    ['keeper', '2025-11-21', undefined],
    ['keeper', '2025-11-20', undefined],
    ['keeper', '2025-11-19', 'too-far-back'],
    ['owner', '2025-11-14', undefined],
    ['owner', '2025-11-13', 'too-far-back'],
    ['keeper owner', '2025-11-14', undefined],
    ['keeper owner', '2025-11-13', 'too-far-back'],
    ['accountant', '2024-01-01', undefined],
    ['auditor', '2024-01-01', undefined],
    ['keeper auditor', '2024-01-01', undefined],
    ['administrator', '2024-01-01', undefined],
    [undefined, '2024-01-01', undefined],
  ])('%s on %s: %s', async (who, date, code) => {
    expect((await submit(who, 'receipt', date)).code).toBe(code)
  })

  it('says which field, which day and how many days', async () => {
    expect(await submit('keeper', 'receipt', '2025-11-01')).toMatchObject({
      code: 'too-far-back',
      path: 'date',
      message: expect.stringMatching(/^"date" may not be before 2025-11-20: .* up to 1 days ago/) as string,
    })
  })

  /** What whoever enters old receipts posted is taken back by somebody. */
  const takeBack = async (who: string, date: string, verb: string): Promise<Partial<WireError>> => {
    const changes = { values: { date, place }, lines: { lines: [{ do: 'insert', values: { article: item, quantity: '1' } }] } }
    const { id, version } = (await workspace.run('submit', { entity: 'receipt', changes })) as { id: string; version: number }
    try {
      await workspace.run(verb, { entity: 'receipt', id, version }, { person: people.get(who)! })
    } catch (error) {
      if (isAppError(error)) return error.toWire('en')
      throw error
    }
    return {}
  }

  it.each([
    ['keeper', '2025-11-20', 'unpost', undefined],
    ['keeper', '2025-11-19', 'unpost', 'taken-back-too-late'],
    ['keeper', '2025-11-19', 'void', 'taken-back-too-late'],
    ['keeper', '2025-11-19', 'revise', 'taken-back-too-late'],
    ['owner', '2025-11-14', 'void', undefined],
    ['owner', '2025-11-13', 'void', 'taken-back-too-late'],
    ['auditor', '2024-01-01', 'unpost', undefined],
    ['administrator', '2024-01-01', 'void', undefined],
  ])('%s takes back what is of %s (%s): %s', async (who, date, verb, code) => {
    expect((await takeBack(who, date, verb)).code).toBe(code)
  })

  it('says of what is taken back too late its day and from which day on', async () => {
    expect(await takeBack('keeper', '2025-11-01', 'void')).toMatchObject({
      path: 'date',
      message: expect.stringMatching(/is 2025-11-01: .* up to 1 days ago, from 2025-11-20 on/) as string,
    })
  })

  it('does not mind drafts, nor what is posted before the first close only', async () => {
    expect([await submit('keeper', 'receipt', '2025-11-01', 'save'), await submit('keeper', 'order', '2024-01-01')]).toEqual([{}, {}])
  })
})
