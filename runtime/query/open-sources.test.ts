import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from '../command/command-workspace.fixture.ts'
import { trade } from '../command/trade.fixture.ts'
import type { Answer } from '../command/unit.ts'
import { readOrganisation } from '../store/organisation/read-organisation.ts'
import { readRevisions } from '../store/organisation/revisions.ts'
import { openSources } from './open-sources.ts'
import type { Query } from './query.ts'
import { record } from './record.ts'
import { scratch } from './services/scratch.ts'

interface Found {
  sources: { id: string; lines: { id: string; open: string; titles: Record<string, string> }[] }[]
  more: boolean
}
type Saved = Answer & { id: string; version: number; lines: Record<string, string> }

let workspace: TestWorkspace
let party: string
let another: string
let item: string
const people: Record<string, number> = {}

beforeAll(async () => {
  workspace = await TestWorkspace.open(trade)
  party = (await workspace.save('party', { name: 'North Ltd', region: 'north' })).id
  another = (await workspace.save('party', { name: 'Other Ltd', region: 'north' })).id
  item = (await workspace.save('item', { code: 'A1', name: 'Bolt', price: '2' })).id
  for (const role of ['clerk', 'reader']) {
    people[role] = Number((await workspace.save('person', { name: role, login: role, roles: [role] })).id)
  }
})
afterAll(() => workspace.close())

function ask<T>(query: Query, role: string | null, request: unknown, asked = workspace): Promise<T> {
  return asked.database.read(async (reading) => {
    const organisation = await readOrganisation(reading, asked.store, (await readRevisions(reading)).organisation)
    const found = role === null ? undefined : organisation.people.get(people[role]!)
    const actor = {
      person: found?.id ?? null,
      name: found?.name ?? '',
      login: found?.login ?? '',
      roles: found?.roles ?? [],
      department: found?.department ?? null,
      language: 'en' as const,
    }
    const { store, registry, now } = asked
    const context = { reading, model: store.model, store, registry, actor, organisation, now, language: 'en' as const }
    return query.run(context, request as never) as Promise<T>
  })
}
const find = (more: object = {}): Promise<Found> => ask(openSources, null, { conversion: 'receive', ...more })
const order = (quantities: string[], of = party): Promise<Saved> =>
  workspace.run('submit', {
    entity: 'order',
    changes: {
      values: { party: of },
      lines: { lines: quantities.map((quantity, index) => ({ do: 'insert', ref: `l${index}`, values: { item, quantity } })) },
    },
  }) as Promise<Saved>

describe('open sources', () => {
  it('offers what is open, line by line, and forgets what was taken', async () => {
    const source = await order(['10', '5'])
    expect((await find({ source: source.id })).sources).toMatchObject([
      { id: source.id, lines: [{ open: '10.000', titles: { item: expect.stringContaining('Bolt') as string } }, { open: '5.000' }] },
    ])
    const lines = [
      { id: source.lines.l0, quantity: '4' },
      { id: source.lines.l1, quantity: '5' },
    ]
    const draft = (await workspace.run('convert', { conversion: 'receive', sources: [{ id: source.id, lines }] })) as Saved
    expect((await find({ source: source.id })).sources[0]!.lines).toHaveLength(2)
    // The draft itself has them already; only to it they are no longer open.
    expect((await find({ source: source.id, into: draft.id })).sources[0]!.lines).toMatchObject([{ open: '6.000' }])
    await workspace.run('submit', { entity: 'receipt', id: draft.id, version: draft.version })
    expect((await find({ source: source.id })).sources[0]!.lines).toMatchObject([{ open: '6.000' }])
  })

  it('offers of a line what its formula leaves of it', async () => {
    const receiving = trade.conversions[0]!
    const conversions = [{ ...receiving, lines: { ...receiving.lines!, whole: '=if line.note = "nearly" then 0 else line.quantity + 3' } }]
    const finishing = await TestWorkspace.open({ ...trade, conversions })
    try {
      const owner = (await finishing.save('party', { name: 'North Ltd', region: 'north' })).id
      const bolt = (await finishing.save('item', { code: 'A1', name: 'Bolt', price: '2' })).id
      const lines = [null, 'nearly'].map((note, index) => ({
        do: 'insert',
        ref: `l${index}`,
        values: { item: bolt, quantity: '10', note },
      }))
      await finishing.run('submit', { entity: 'order', changes: { values: { party: owner }, lines: { lines } } })
      const { sources } = await ask<Found>(openSources, null, { conversion: 'receive' }, finishing)
      expect(sources.map((source) => source.lines.map(({ open }) => open))).toEqual([['13.000']])
    } finally {
      await finishing.close()
    }
  })

  it('leaves out drafts, what is used up, and sources that disagree with the target', async () => {
    const [mine, foreign] = [await order(['1']), await order(['2'], another)]
    const draft = await workspace.save('order', { party })
    const ids = async (more: object) => (await find(more)).sources.map((source) => source.id)
    expect(await ids({})).toEqual(expect.arrayContaining([mine.id, foreign.id]))
    expect(await ids({})).not.toContain(draft.id)
    expect(await ids({ values: { party } })).toContain(mine.id)
    expect(await ids({ values: { party } })).not.toContain(foreign.id)
  })

  it('asks for the right to convert and to create', async () => {
    await expect(ask(openSources, 'reader', { conversion: 'receive' })).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(find({ conversion: 'nothing' })).rejects.toMatchObject({ code: 'definition-not-found' })
    expect((await ask<Found>(openSources, 'clerk', { conversion: 'receive' })).sources).toEqual([])
  })
})

describe('the next step of a record', () => {
  it('stands aside once everything is taken', async () => {
    const source = await order(['10'])
    const offered = async () =>
      (await ask<{ conversions: { name: string; aside?: true }[] }>(record, null, { entity: 'order', id: source.id })).conversions
    const take = async (quantity: string) => {
      const lines = [{ id: source.lines.l0, quantity }]
      const draft = (await workspace.run('convert', { conversion: 'receive', sources: [{ id: source.id, lines }] })) as Saved
      await workspace.run('submit', { entity: 'receipt', id: draft.id, version: draft.version })
    }
    expect(await offered()).toMatchObject([{ name: 'receive' }])
    await take('4')
    expect((await offered())[0]!.aside).toBeUndefined()
    await take('6')
    expect(await offered()).toMatchObject([{ name: 'receive', aside: true }])
  })
})

describe('scratch', () => {
  it('gives a person back what he typed, and nobody else', async () => {
    const changes = { values: { party } }
    await workspace.run('keep-scratch', { entity: 'order', changes }, { person: people.clerk })
    expect(await ask(scratch, 'clerk', { entity: 'order' })).toMatchObject({ scratch: { version: null, changes } })
    expect(await ask(scratch, 'reader', { entity: 'order' })).toEqual({ scratch: null })
    const foreign = await workspace.save('order', { party })
    await expect(ask(scratch, 'clerk', { entity: 'order', id: foreign.id })).rejects.toMatchObject({ code: 'unknown-record' })
  })
})
