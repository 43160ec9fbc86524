import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAppError } from '@formwork/platform/error/index.ts'
import type { Plan, Transaction } from '@formwork/platform/plugin/contracts/dialect.ts'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BetterSqlite3Connection } from './better-sqlite3.ts'
import { SqliteDatabase } from './database.ts'
import { applyPragmas, readPragma } from './pragmas.ts'
import { IdSequence } from './sequence.ts'

const insert: Plan = { sql: 'insert into t (id, text) values (?, ?)' }
const count: Plan = { sql: 'select count(*) as count from t' }

let folder: string
let file: string
let writer: BetterSqlite3Connection
let database: SqliteDatabase

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'formwork-'))
  file = join(folder, 'w.db')
  database = await open()
  await database.write(
    async (transaction) => void (await transaction.run({ sql: 'create table t (id integer primary key, text text not null) strict' }, [])),
  )
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<SqliteDatabase> {
  writer = new BetterSqlite3Connection({ file, readOnly: false })
  await applyPragmas(writer, { readOnly: false, memory: false })
  const sequence = new IdSequence(writer)
  await sequence.create()
  const reader = new BetterSqlite3Connection({ file, readOnly: true })
  await applyPragmas(reader, { readOnly: true, memory: false })
  return new SqliteDatabase({ writer, reader, sequence })
}

const add = (id: number, text = 'x') => database.write(async (transaction) => void (await transaction.run(insert, [id, text])))
const rows = () => database.read(async (reading) => Number((await reading.get(count, []))!.count))
/** What another process sees: only what is committed. */
const committed = () => {
  const other = new BetterSqlite3(file, { readonly: true })
  const found = other.prepare<[], { count: number }>(count.sql).get()!.count
  other.close()
  return found
}

describe('group commit', () => {
  it('answers only what is durable', async () => {
    const seen = await Promise.all(Array.from({ length: 200 }, (_, id) => add(id + 1).then(committed)))
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(64)
    expect(seen.at(-1)).toBe(200)
  })

  it('keeps those beside a command that fails', async () => {
    const outcomes = await Promise.allSettled([add(1), add(1), add(2), database.write(() => Promise.reject(new Error('refused'))), add(3)])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await rows()).toBe(3)
  })

  it('runs those again that a failure after a write has undone, in their order', async () => {
    const runs: string[] = []
    const order = (name: string, id: number, fails = false) =>
      database.write(async (transaction) => {
        runs.push(name)
        await transaction.run(insert, [id, name])
        if (fails) throw new Error(`${name} refused`)
        return transaction.nextIds(1)
      })
    const outcomes = await Promise.allSettled([order('a', 1), order('b', 2, true), order('c', 3), order('d', 2)])
    expect(runs).toEqual(['a', 'b', 'a', 'b', 'c', 'd'])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(await database.read((reading) => reading.all({ sql: 'select id, text from t order by id' }, []) as never)).toEqual([
      { id: 1, text: 'a' },
      { id: 2, text: 'd' },
      { id: 3, text: 'c' },
    ])
  })

  it('undoes nothing for a command that fails before it writes', async () => {
    let runs = 0
    const first = database.write(async (transaction) => {
      runs++
      await transaction.run(insert, [1, 'x'])
    })
    const refused = database.write(async (transaction) => {
      await transaction.get(count, [])
      throw new Error('refused')
    })
    await expect(refused).rejects.toThrow('refused')
    await first
    expect(runs).toBe(1)
  })

  it('undoes a rehearsal, and nothing beside it', async () => {
    const rehearsed = database.rehearse(async (transaction) => {
      await transaction.run(insert, [2, 'rehearsal'])
      return Number((await transaction.get(count, []))!.count)
    })
    const outcomes = await Promise.all([add(1), rehearsed, add(3)])
    expect(outcomes[1]).toBe(1)
    expect(await rows()).toBe(2)
    await expect(database.rehearse(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  })

  it('undoes new tables with the group, and prepares anew', async () => {
    const make = database.write(async (transaction) => {
      await transaction.run({ sql: 'create table u (id integer primary key) strict' }, [])
      await transaction.run({ sql: 'insert into u values (?)' }, [1])
      throw new Error('refused')
    })
    await expect(make).rejects.toThrow('refused')
    await add(1)
    await expect(database.read((reading) => reading.all({ sql: 'select * from u' }, []) as never)).rejects.toThrow('no such table')
  })

  it('takes more work while a group is open', async () => {
    const late = [add(1)]
    let isOffered = false
    database.takeMore = () => {
      if (!isOffered) late.push(add(2))
      isOffered = true
    }
    await late[0]
    expect(committed()).toBe(2)
    await Promise.all(late)
  })

  it('refuses a transaction that is used after its end', async () => {
    let escaped: Transaction | undefined
    await database.write((transaction) => {
      escaped = transaction
      return Promise.resolve()
    })
    expect(() => escaped!.run(insert, [9, 'x'])).toThrow('has ended')
    expect(await rows()).toBe(0)
  })

  it('finishes what waits before it closes, and takes nothing after', async () => {
    const waiting = Promise.all([add(1), add(2), add(3)])
    await database.close()
    await waiting
    await expect(add(4)).rejects.toMatchObject({ code: 'service-unavailable' })
    database = await open()
    expect(await rows()).toBe(3)
    expect(statSync(`${file}-wal`).size).toBe(0)
  })
})

describe('a full disk', () => {
  it('refuses writes with disk-full, loses nothing, reads on, and recovers', async () => {
    await add(1)
    const pages = Number(await readPragma(writer, 'page_count'))
    writer.execute(`pragma max_page_count = ${pages}`)
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => add(index + 2, 'long text '.repeat(500))))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const { reason } of refused) expect(isAppError(reason, 'disk-full')).toBe(true)
    expect(await rows()).toBe(1 + 20 - refused.length)
    writer.execute(`pragma max_page_count = ${pages + 10_000}`)
    await add(100)
    expect(committed()).toBe(2 + 20 - refused.length)
  })
})

describe('settings', () => {
  it('writes through to the disk, checks foreign keys and bounds the log', async () => {
    expect(await readPragma(writer, 'synchronous')).toBe(2)
    expect(await readPragma(writer, 'journal_mode')).toBe('wal')
    expect(await readPragma(writer, 'foreign_keys')).toBe(1)
    expect(await readPragma(writer, 'wal_autocheckpoint')).toBe(10_000)
    expect(Number(await readPragma(writer, 'journal_size_limit'))).toBeGreaterThan(0)
  })

  it('refuses values of the wrong type', async () => {
    await expect(database.write(async (transaction) => void (await transaction.run(insert, ['12abc', 'x'])))).rejects.toThrow()
    await expect(database.write(async (transaction) => void (await transaction.run(insert, [1, Number.NaN])))).rejects.toThrow()
  })
})

describe('ids', () => {
  it('are never given twice, although the process dies without closing', async () => {
    const before = await database.write(async (transaction) => transaction.nextIds(5))
    const another = await open()
    const after = await another.write(async (transaction) => transaction.nextIds(1))
    expect(after).toBeGreaterThanOrEqual(before + 5)
    const back = await database.write(async (transaction) => transaction.nextIds(1))
    expect(back).toBeGreaterThan(after)
    await another.close()
  })
})
