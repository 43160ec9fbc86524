import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appendAudit, type AuditRow } from '../audit/append-audit.ts'
import { readRecordAudit } from '../audit/read-audit.ts'
import { eraseAuditValues, sealAudit } from '../audit/seal-audit.ts'
import { verifyAudit } from '../audit/verify-audit.ts'
import { findAnswer, keepAnswer } from '../command-key/command-key.ts'
import type { Database } from '../database.ts'
import {
  BASE_RELEASE,
  insertNextRelease,
  readDefinitionFiles,
  readReleaseNumber,
  replaceDefinitionFiles,
} from '../definitions/definitions.ts'
import { cancelJob, claimJobs, extendLease, failJob, finishJob, insertJobs, listDeadJobs, nextDue } from '../jobs/jobs.ts'
import { migrateSystem, SYSTEM_VERSION } from '../migrate/migrate-system.ts'
import { openStore } from '../open-store.ts'
import { drawNumber, peekNumber, raiseSeries } from '../series/series.ts'
import { findCredential, putCredential } from '../sessions/credentials.ts'
import { findSession, insertSession, removePersonSessions, touchSession } from '../sessions/sessions.ts'
import { modelOf } from '../test-model.fixture.ts'
import { describeEachDatabase } from './databases.fixture.ts'

await describeEachDatabase('system tables', ({ open, openAgain }) => {
  let database: Database

  beforeEach(async () => {
    database = await open()
    await openStore(modelOf([]), createBuiltInRegistry(), database)
  })
  afterEach(() => database.close())

  const atOnce = <T>(count: number, work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => work(index)))

  it('gives every id once, also to commands that run at once and after a rollback', async () => {
    const draw = (count: number) => database.write(async (transaction) => ({ first: await transaction.nextIds(count), count }))
    await expect(
      database.write(async (transaction) => {
        await transaction.nextIds(7)
        throw new Error('back')
      }),
    ).rejects.toThrow('back')
    const drawn = await atOnce(60, (index) => draw((index % 5) + 1))
    const ids = drawn.flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => Number.isSafeInteger(id) && id > 0)).toBe(true)
  })

  it('numbers a series without gap or double, and gives a number back on rollback', async () => {
    const draw = (index: number) =>
      database.write(async (transaction) => {
        const number = await drawNumber(transaction, 'receipt', '2025-02', 4)
        if (index % 3 === 0) throw new Error('refused')
        return number
      })
    const outcomes = await Promise.allSettled(Array.from({ length: 45 }, (_, index) => draw(index)))
    const numbers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(numbers.sort((left, right) => left - right)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect(await database.read((reading) => peekNumber(reading, 'receipt', '2025-02'))).toBe(31)
    expect(await database.read((reading) => peekNumber(reading, 'receipt', '2025-03'))).toBe(1)
    await database.write((transaction) => raiseSeries(transaction, 'receipt', '2025-02', 9999))
    await expect(database.write(async (transaction) => drawNumber(transaction, 'receipt', '2025-02', 4))).rejects.toMatchObject({
      code: 'series-exhausted',
    })
  })

  it('keeps one answer a key and person', async () => {
    await database.write((transaction) => keepAnswer(transaction, 7, 'k', { bodyHash: 'h', answer: { id: '1', version: 1 } }, 5))
    await expect(
      database.write((transaction) => keepAnswer(transaction, 7, 'k', { bodyHash: 'other', answer: {} }, 6)),
    ).rejects.toMatchObject({ kind: 'unique' })
    await database.write((transaction) => keepAnswer(transaction, null, 'k', { bodyHash: 'system', answer: {} }, 6))
    expect(await database.read((reading) => findAnswer(reading, 7, 'k'))).toEqual({ bodyHash: 'h', answer: { id: '1', version: 1 } })
    expect(await database.read((reading) => findAnswer(reading, 8, 'k'))).toBeUndefined()
  })

  const audit = (rows: AuditRow[], request: string) =>
    database.write(async (transaction) =>
      appendAudit(transaction, database.dialect, { at: 1_700_000_000_000, person: 3, channel: 'form', request }, rows),
    )
  const seal = async () => {
    while (database.dialect === 'postgresql' && (await database.write((transaction) => sealAudit(transaction, 7))) > 0);
  }

  it('chains audit rows of commands that run at once, and leaves none of those that fail', async () => {
    await atOnce(20, (index) =>
      audit(
        [{ action: 'save', entity: 'receipt', record: 10 + (index % 3), values: { total: [null, `${index}.00`] } }, { action: 'submit' }],
        `r${index}`,
      ),
    )
    await expect(
      database.write(async (transaction) => {
        await appendAudit(transaction, database.dialect, { at: 1, person: null, channel: 'job', request: 'lost' }, [{ action: 'save' }])
        throw new Error('refused')
      }),
    ).rejects.toThrow('refused')
    await audit([{ action: 'last' }], 'r99')
    await seal()
    const verdict = await database.read((reading) => verifyAudit(reading))
    expect(verdict).toMatchObject({ rows: 41 })
    expect(verdict.broken).toBeUndefined()
    const history = await database.read((reading) => readRecordAudit(reading, 10, 0, 100))
    expect(history).toHaveLength(7)
    expect(JSON.parse(history[0]!.values!)).toHaveProperty('total')
  })

  it('notices a changed, a removed and a forged row; erasing values breaks nothing', async () => {
    await audit(
      [1, 2, 3, 4].map((record) => ({ action: 'save', record, values: { name: ['a', 'b'] } })),
      'r',
    )
    await seal()
    const verify = async () => (await database.read((reading) => verifyAudit(reading))).broken
    const tamper = (sql: string) => database.write(async (transaction) => void (await transaction.run({ sql }, [])))
    expect(await database.write((transaction) => eraseAuditValues(transaction, 2))).toBe(1)
    expect(await verify()).toBeUndefined()
    await tamper(`update audit set changed = '{"name":["a","x"]}' where sequence = 3`)
    expect(await verify()).toEqual({ sequence: 3, reason: 'values' })
    await tamper('update audit set person = 4 where sequence = 2')
    expect(await verify()).toEqual({ sequence: 2, reason: 'hash' })
    await tamper('delete from audit where sequence = 1')
    expect(await verify()).toEqual({ sequence: 1, reason: 'gap' })
  })

  it('lets each job be claimed by one, again when its lease ends, and lays dead ones aside', async () => {
    await database.write((transaction) =>
      insertJobs(
        transaction,
        [1, 2, 3, 4, 5, 6].map((due) => ({ kind: 'notice', due, payload: { due } })),
        0,
      ),
    )
    await database.write((transaction) =>
      insertJobs(
        transaction,
        [
          { kind: 'timer', due: 100, key: 'seat-7', payload: null },
          { kind: 'timer', due: 200, key: 'seat-7', payload: null },
        ],
        0,
      ),
    )
    const claim = (holder: string, now: number, limit = 2) =>
      database.write((transaction) => claimJobs(transaction, database.dialect, { holder, now, leaseEnd: now + 30, limit }))
    const claimed = (await atOnce(4, (index) => claim(`worker-${index}`, 10))).flat()
    expect(claimed.map((job) => job.payload)).toHaveLength(6)
    expect(new Set(claimed.map((job) => job.id)).size).toBe(6)
    const [first, second, third] = claimed.sort((left, right) => left.id - right.id)
    expect(await claim('late', 20)).toEqual([])
    const [again] = await claim('late', 41, 1)
    expect(again!.tries).toBe(2)
    const lost = [first, second, third].find((job) => job!.id === again!.id)!
    expect(await database.write((transaction) => finishJob(transaction, lost.id, 'worker-0'))).toBe(false)
    expect(await database.write((transaction) => extendLease(transaction, again!.id, 'late', 99))).toBe(true)
    await database.write((transaction) => failJob(transaction, again!.id, 'late', { error: 'no', due: 0, isDead: true }))
    expect(await database.read((reading) => listDeadJobs(reading, 5))).toMatchObject([{ id: again!.id, error: 'no' }])
    await database.write((transaction) => cancelJob(transaction, 'seat-7'))
    expect(await database.read((reading) => nextDue(reading))).toBe(40)
  })

  it('keeps sessions and credentials; two people cannot have one login', async () => {
    await database.write(async (transaction) => {
      await putCredential(transaction, { person: 1, login: ' Zhang ', password: 'scrypt$…', mustChange: true }, 5)
      await insertSession(transaction, {
        tokenHash: 't1',
        person: 1,
        language: 'zh',
        createdAt: 1,
        seenAt: 1,
        expiresAt: 9,
        device: 'Firefox',
      })
      await insertSession(transaction, {
        tokenHash: 't2',
        person: 1,
        language: 'en',
        createdAt: 1,
        seenAt: 1,
        expiresAt: 9,
        device: 'phone',
      })
      await touchSession(transaction, 't1', 5, 20)
    })
    expect(await database.read((reading) => findCredential(reading, 'ZHANG'))).toMatchObject({
      person: 1,
      login: 'zhang',
      mustChange: true,
    })
    await expect(
      database.write((transaction) => putCredential(transaction, { person: 2, login: 'zhang', password: '', mustChange: false }, 6)),
    ).rejects.toMatchObject({ code: 'not-unique' })
    expect(await database.write((transaction) => removePersonSessions(transaction, 1, 't1'))).toBe(1)
    expect(await database.read((reading) => findSession(reading, 't1'))).toMatchObject({ seenAt: 5, expiresAt: 20 })
    expect(await database.read((reading) => findSession(reading, 't2'))).toBeUndefined()
  })

  it('keeps every release and the base as they were', async () => {
    const file = (text: string) => [
      { path: 'template.json', text },
      { path: '采购/entity.json', text: '{}' },
    ]
    await database.write(async (transaction) => {
      await replaceDefinitionFiles(transaction, BASE_RELEASE, file('base'), 1)
      await insertNextRelease(transaction, file('one'), { at: 1, person: null, note: '' })
      await insertNextRelease(transaction, file('two'), { at: 2, person: 3, note: 'second' })
    })
    const read = (release: number) =>
      database.read(async (reading) => (await readDefinitionFiles(reading, release)).map((found) => found.text))
    expect(await database.read((reading) => readReleaseNumber(reading))).toBe(2)
    expect([await read(BASE_RELEASE), await read(1), await read(2)]).toEqual([
      ['base', '{}'],
      ['one', '{}'],
      ['two', '{}'],
    ])
  })

  it('refuses a database that a newer program wrote', async () => {
    await database.write(
      async (transaction) => void (await transaction.run({ sql: 'update meta set value = ?' }, [String(SYSTEM_VERSION + 1)])),
    )
    await expect(migrateSystem(database)).rejects.toMatchObject({ code: 'schema-newer' })
  })

  it('shows a reading one moment, whatever is written meanwhile', async () => {
    const counts = await database.read(async (reading) => {
      const before = await peekNumber(reading, 's', '')
      await database.write(async (transaction) => drawNumber(transaction, 's', '', 4))
      return [before, await peekNumber(reading, 's', '')]
    })
    expect(counts).toEqual([1, 1])
  })

  it('serves two processes on one database without an error or a double', async () => {
    if (openAgain === undefined) return
    const other = await openAgain()
    try {
      const draws = await atOnce(40, (index) =>
        (index % 2 === 0 ? database : other).write(async (transaction) => [
          await transaction.nextIds(3),
          await drawNumber(transaction, 's', '', 4),
        ]),
      )
      expect(new Set(draws.map(([id]) => id)).size).toBe(40)
      expect(draws.map(([, number]) => number!).sort((left, right) => left - right)).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      )
    } finally {
      await other.close()
    }
  })

  it('never shows a lock error to commands that cross', async () => {
    const cross = (first: string, second: string) =>
      database.write(async (transaction) => {
        await drawNumber(transaction, first, '', 4)
        await drawNumber(transaction, second, '', 4)
      })
    await atOnce(24, (index) => (index % 2 === 0 ? cross('a', 'b') : cross('b', 'a')))
    expect(await database.read((reading) => peekNumber(reading, 'a', ''))).toBe(25)
  })
})
