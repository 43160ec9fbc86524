import { expect, it } from 'vitest'
import type { Database, Plan } from '../database.ts'
import { describeEachDatabase } from './databases.fixture.ts'

const insert: Plan = { sql: 'insert into kept (id, name) values (?, ?)' }
const list: Plan = { sql: 'select id, name from kept order by id' }

async function prepare(database: Database): Promise<void> {
  const table = {
    name: 'kept',
    columns: [{ name: 'id', type: 'integer', required: true } as const, { name: 'name', type: 'text' } as const],
    primaryKey: ['id'],
  }
  await database.write(async (transaction) => {
    for (const sql of database.ddl.createTable(table)) await transaction.run({ sql }, [])
    await transaction.run(insert, [await transaction.nextIds(1), 'first'])
  })
}

function add(database: Database, name: string): Promise<void> {
  return database.write(async (transaction) => {
    await transaction.run(insert, [await transaction.nextIds(1), name])
  })
}

const names = (database: Database): Promise<unknown[]> =>
  database.read(async (reading) => (await reading.all(list, [])).map((row) => row.name))

await describeEachDatabase('a mould', ({ mould }) => {
  it('casts databases that begin alike and know nothing of each other', async () => {
    const made = await mould(prepare)
    const [one, other] = [await made.cast(), await made.cast()]
    await add(one, 'of one')
    await add(other, 'of the other')
    expect(await names(one)).toEqual(['first', 'of one'])
    expect(await names(other)).toEqual(['first', 'of the other'])
    await one.close()
    const next = await made.cast()
    expect(await names(next)).toEqual(['first'])
    await Promise.all([other.close(), next.close()])
    await made.drop()
  })

  it('undoes in what was cast what fails or is only rehearsed, and nothing else', async () => {
    const made = await mould(prepare)
    const database = await made.cast()
    await add(database, 'stays')
    const failing = database.write(async (transaction) => {
      await transaction.run(insert, [await transaction.nextIds(1), 'goes'])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    const [{ id } = { id: null }] = await database.read(async (reading) => reading.all(list, []))
    await expect(database.write(async (transaction) => transaction.run(insert, [id ?? null, 'again']))).rejects.toThrow()
    const seen = await database.rehearse(async (transaction) => {
      await transaction.run(insert, [await transaction.nextIds(1), 'only tried'])
      return (await transaction.all(list, [])).length
    })
    expect(seen).toBe(3)
    expect(await names(database)).toEqual(['first', 'stays'])
    await database.close()
    await made.drop()
  })
})
