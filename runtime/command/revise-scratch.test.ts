import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findScratch } from '../store/content/scratch.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { trade } from './trade.fixture.ts'

let workspace: TestWorkspace
let party: string
let clerk: number
beforeAll(async () => {
  workspace = await TestWorkspace.open(trade)
  party = (await workspace.save('party', { name: 'North Ltd', region: 'north' })).id
  clerk = Number((await workspace.save('person', { name: '张三', login: 'zhang', roles: ['clerk'] })).id)
})
afterAll(() => workspace.close())

describe('revise', () => {
  it('voids and copies in one command', async () => {
    const item = (await workspace.save('item', { code: 'A1', price: '2' })).id
    const body = {
      entity: 'order',
      changes: { values: { party, remark: 'r' }, lines: { lines: [{ do: 'insert', values: { item, quantity: '3' } }] } },
    }
    const posted = await workspace.run('submit', body)
    const draft = await workspace.run('revise', { entity: 'order', id: posted.id, version: 1, reason: 'wrong party' })
    expect(draft).toMatchObject({ status: 'draft', version: 1 })
    const [old, fresh] = await workspace.database.read((reading) =>
      Promise.all([posted, draft].map(({ id }) => Promise.resolve(workspace.store.records.load(reading, 'order', Number(id))))),
    )
    expect(old!.header.status).toBe('voided')
    expect(fresh!.values).toMatchObject({ party: Number(party), remark: 'r' })
    expect(await workspace.refusal('revise', { entity: 'order', id: posted.id, version: 2 })).toMatchObject({ code: 'illegal-transition' })
  })
})

describe('scratch', () => {
  const find = (place: string) => workspace.database.read((reading) => findScratch(reading, clerk, place))

  it('keeps what is typed until it is saved', async () => {
    const changes = { values: { party: 'not even an id' } }
    await workspace.run('keep-scratch', { entity: 'order', changes }, { person: clerk })
    expect((await find('order'))!.input).toEqual({ version: null, changes })
    await workspace.save('order', { party }, { person: clerk, channel: 'form' })
    expect(await find('order')).toBeUndefined()
    await workspace.run('keep-scratch', { entity: 'order', changes }, { person: clerk })
    await workspace.run('drop-scratch', { entity: 'order' }, { person: clerk })
    expect(await find('order')).toBeUndefined()
  })

  it('asks for the right to what is typed into', async () => {
    const foreign = await workspace.save('order', { party })
    expect(await workspace.refusal('keep-scratch', { entity: 'order', id: foreign.id, changes: {} }, { person: clerk })).toMatchObject({
      code: 'unknown-record',
    })
    expect(await workspace.refusal('keep-scratch', { entity: 'order', changes: { secret: 1 } }, { person: clerk })).toMatchObject({
      code: 'unknown-field',
    })
  })
})
