import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { item, trade } from './trade.fixture.ts'

let workspace: TestWorkspace

const [code, ...others] = item.fields
const { required: _, ...free } = code!
const numbered = { ...item, number: { prefix: 'SP', digits: 4, field: 'code' }, fields: [free, ...others] }

beforeAll(async () => {
  workspace = await TestWorkspace.open({ ...trade, entities: [numbered, ...trade.entities.filter(({ name }) => name !== 'item')] })
})
afterAll(() => workspace.close())

const codeOf = async (values: Record<string, unknown>): Promise<unknown> => {
  const { id } = await workspace.save('item', values)
  const stored = await workspace.database.read(async (reading) => workspace.store.records.load(reading, 'item', Number(id)))
  return stored!.values.code
}

describe('a number in a field', () => {
  it('is drawn where nobody typed one, and leaves out what is taken', async () => {
    expect(await codeOf({ name: 'First' })).toBe('SP0001')
    expect(await codeOf({ name: 'Own', code: 'SP0002' })).toBe('SP0002')
    expect(await codeOf({ name: 'Third' })).toBe('SP0003')
    expect(await codeOf({ name: 'Other', code: 'X' })).toBe('X')
    expect(await codeOf({ name: 'Fourth' })).toBe('SP0004')
  })

  it('is no number of the record, and a change keeps it', async () => {
    const { id, version, number } = (await workspace.save('item', { name: 'Kept' })) as { id: string; version: number; number?: unknown }
    expect(number ?? null).toBeNull()
    await workspace.run('save', { entity: 'item', id, version, changes: { values: { name: 'Renamed' } } })
    const stored = await workspace.database.read(async (reading) => workspace.store.records.load(reading, 'item', Number(id)))
    expect(stored!.values).toMatchObject({ name: 'Renamed', code: 'SP0005' })
  })
})
