import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database, Plan } from '@formwork/platform/plugin/contracts/dialect.ts'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from './open.ts'

const insert: Plan = { sql: 'insert into t (id, text) values (?, ?)' }
const count: Plan = { sql: 'select count(*) as count from t' }

let folder: string
let file: string
let database: Database

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'formwork-'))
  file = join(folder, 'w.db')
  database = await openSqlite({ location: file })
  await database.write(
    async (transaction) => void (await transaction.run({ sql: 'create table t (id integer primary key, text text not null) strict' }, [])),
  )
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const rows = () => database.read(async (reading) => Number((await reading.get(count, []))!.count))
/** What another process sees: only what is committed. */
const committed = () => {
  const other = new BetterSqlite3(file, { readonly: true })
  const found = other.prepare<[], { count: number }>(count.sql).get()!.count
  other.close()
  return found
}

describe('deferred writes', () => {
  const put = (id: number, text = 'x') => database.write(async (transaction) => void (await transaction.write(insert, [id, text])))
  const rename: Plan = { sql: 'update t set text = ? where id = ? and text = ?' }
  const texts = () => database.read((reading) => reading.all({ sql: 'select id, text from t order by id' }, []) as never)

  it('are seen by every read that follows, in their order', async () => {
    const [count1, row] = await Promise.all([
      database.write(async (transaction) => {
        await transaction.write(insert, [1, 'a'])
        await transaction.runMany(insert, [
          [2, 'b'],
          [3, 'c'],
        ])
        return Number((await transaction.get(count, []))!.count)
      }),
      database.write(async (transaction) => {
        await transaction.writeExpected(rename, ['z', 3, 'c'])
        await transaction.write({ sql: 'update t set text = text || ? where id = 3' }, ['!'])
        return transaction.get({ sql: 'select text from t where id = 3' }, [])
      }),
    ])
    expect(count1).toBe(3)
    expect(row).toEqual({ text: 'z!' })
  })

  it('of several tables are all done, also where the order of the tables cannot be kept', async () => {
    await database.write(async (transaction) => {
      await transaction.run({ sql: 'create table part (id integer primary key, of integer not null references t (id)) strict' }, [])
    })
    const write = (sql: string, ...row: number[]) => database.write(async (transaction) => void (await transaction.write({ sql }, row)))
    await Promise.all([
      put(1),
      put(2),
      write('insert into part (id, of) values (?, ?)', 1, 1),
      write('insert into part (id, of) values (?, ?)', 2, 2),
      write('delete from part where id = ?', 1),
      write('delete from t where id = ?', 1),
    ])
    expect(await texts()).toEqual([{ id: 2, text: 'x' }])
    expect(await database.read((reading) => reading.all({ sql: 'select id from part' }, []) as never)).toEqual([{ id: 2 }])
  })

  it('are durable when their command is answered', async () => {
    expect(await Promise.all([put(1).then(committed), put(2).then(committed)])).toEqual([2, 2])
  })

  it('are refused where they were asked for: only their own command hears of it', async () => {
    const heard: unknown[] = []
    const first = put(1)
    const naming = database.write(async (transaction) => {
      try {
        await transaction.write(insert, [1, 'again'])
      } catch (error) {
        heard.push(error)
        throw new Error('taken', { cause: error })
      }
    })
    const outcomes = await Promise.allSettled([first, naming, put(2)])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(naming).rejects.toThrow('taken')
    expect(heard).toEqual([expect.objectContaining({ kind: 'unique' })])
    expect(await rows()).toBe(2)
  })

  it('do not make a command fail, or succeed, by what another has written', async () => {
    const before = [put(1), put(1)]
    const swallows = database.write(async (transaction) => {
      try {
        return Number((await transaction.get(count, []))!.count)
      } catch {
        return -1
      }
    })
    const refuses = database.write(async (transaction) => {
      const known = Number((await transaction.get(count, []))!.count)
      throw new Error(`refused beside ${known}`)
    })
    const outcomes = await Promise.allSettled([...before, swallows, refuses, put(2)])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await swallows).toBe(1)
    await expect(refuses).rejects.toThrow('refused beside 1')
    expect(await rows()).toBe(2)
  })

  it('stay when a rehearsal after them is undone, and are refused before it begins', async () => {
    const rehearse = () => database.rehearse(async (transaction) => Number((await transaction.get(count, []))!.count))
    expect((await Promise.all([put(1), rehearse(), put(2)]))[1]).toBe(1)
    const outcomes = await Promise.allSettled([put(3), put(3), rehearse(), put(4)])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(outcomes[2]).toMatchObject({ value: 3 })
    expect(await rows()).toBe(4)
  })

  it('tell the truth about a row that is not as expected', async () => {
    await put(1, 'a')
    const told: boolean[] = []
    const change = (from: string, to: string) =>
      database.write(async (transaction) => {
        const isWritten = await transaction.writeExpected(rename, [to, 1, from])
        told.push(isWritten)
        if (!isWritten) throw new Error('stale')
      })
    const outcomes = await Promise.allSettled([change('a', 'b'), change('a', 'c'), put(2, 'd'), change('b', 'e')])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(told.slice(-3)).toEqual([true, false, true])
    expect(await texts()).toEqual([
      { id: 1, text: 'e' },
      { id: 2, text: 'd' },
    ])
  })

  it('leave nothing in the memory that was undone', async () => {
    const remembering = (id: number) =>
      database.write(async (transaction) => {
        const seen = transaction.memory!.get('last')
        await transaction.write(insert, [id, 'x'])
        transaction.memory!.set('last', id)
        return seen
      })
    await remembering(1)
    const outcomes = await Promise.allSettled([remembering(2), remembering(2), remembering(3)])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[2]).toMatchObject({ value: undefined })
  })

  it('are not held without bound', async () => {
    await database.write(async (transaction) => {
      for (let id = 1; id <= 10_000; id++) await transaction.write(insert, [id, 'x'])
      expect(await transaction.get(count, [])).toEqual({ count: 10_000 })
    })
    expect(await rows()).toBe(10_000)
  })
})
