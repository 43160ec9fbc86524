import { afterEach, beforeEach, expect, it } from 'vitest'
import { functionsOf } from '@formwork/platform/plugin/index.ts'
import { decodeState } from '../../engine/process/codec.ts'
import { tasks as tasksQuery } from '../../query/tasks.ts'
import { task as taskQuery } from '../../query/task.ts'
import { consequences as consequencesQuery } from '../../query/consequences.ts'
import { process as processQuery } from '../../query/process.ts'
import type { Query } from '../../query/query.ts'
import { describeEachDatabase } from '../../store/contract/databases.fixture.ts'
import { findBrokenHistory, readHistory } from '../../store/process/history.ts'
import { readInstance } from '../../store/process/instances.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import { readRevisions } from '../../store/organisation/revisions.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { processModel } from './process-model.fixture.ts'

type Row = {
  seat: string
  version: number
  node: { id: string }
  status: string
  verdict: string | null
  record: { id: string; title: string }
  summary: unknown[]
  initiator: { name: string }
}
interface Task {
  shown: string
  why: { en: string }
  verbs: string[]
  forecast: { node: { id: string }; status: string; people: { name: string }[] }[]
  edit: string[]
  values: Record<string, unknown>
  seatVersion: number
  changedSince?: unknown[]
}

await describeEachDatabase('approvals', ({ open }) => {
  let workspace: TestWorkspace
  const ids: Record<string, number> = {}
  let department: string

  beforeEach(async () => {
    workspace = await TestWorkspace.open(processModel, await open())
    const person = async (name: string, roles: string[], more = {}): Promise<void> => {
      ids[name] = Number((await workspace.save('person', { name, login: name, roles, ...more })).id)
    }
    await person('head', ['staff'])
    department = (await workspace.save('department', { code: 'F', name: 'Field', head: String(ids.head) })).id
    await person('anna', ['staff'], { department })
    await person('dan', ['finance'])
    await person('eve', ['finance'])
    await person('root', ['administrator'])
  })
  afterEach(() => workspace.close())

  const run = (name: string, body: unknown, person?: string | null): Promise<Answer> =>
    workspace.run(name, body, { person: person == null ? null : ids[person]! })
  const ask = <T>(query: Query, person: string, request: unknown): Promise<T> =>
    workspace.database.read(async (reading) => {
      const organisation = await readOrganisation(reading, workspace.store, (await readRevisions(reading)).organisation)
      const found = organisation.people.get(ids[person]!)!
      const actor = {
        person: found.id,
        name: found.name,
        login: found.login,
        roles: found.roles,
        department: found.department,
        language: 'en' as const,
      }
      return query.run(
        {
          reading,
          model: workspace.store.model,
          store: workspace.store,
          registry: workspace.registry,
          actor,
          organisation,
          now: workspace.now,
          language: 'en',
        },
        request as never,
      ) as Promise<T>
    })
  const box = async (person: string, name = 'todo'): Promise<Row[]> => (await ask<{ rows: Row[] }>(tasksQuery, person, { box: name })).rows
  const page = (person: string, seat: string): Promise<Task> => ask<Task>(taskQuery, person, { seat })
  const submit = (mode = '', more = {}): Promise<Answer & { id: string; version: number; status: string }> =>
    run(
      'submit',
      {
        entity: 'request',
        changes: { values: { department, amount: '100', mode, ...more }, lines: { lines: [{ do: 'insert', values: { what: 'x' } }] } },
      },
      'anna',
    ) as never
  const act = async (person: string, verb: string, more = {}): Promise<Answer> => {
    const [row] = await box(person)
    return run(verb, { seat: row!.seat, version: row!.version, ...more }, person)
  }
  const load = async (id: string) =>
    workspace.database.read(async (reading) => (await workspace.store.records.load(reading, 'request', Number(id)))!)
  const instanceOf = async (id: string) =>
    workspace.database.read(async (reading) => {
      const row = await reading.get({ sql: 'select id from process_instance where record = ? order by id desc limit 1' }, [Number(id)])
      return (await readInstance(reading, Number(row!.id)))!
    })
  const jobs = async (): Promise<{ kind: string; due: number; payload: string; id: number }[]> =>
    (await workspace.database.read(async (reading) =>
      reading.all({ sql: "select id, kind, due, payload from job where kind = 'fire-timer' order by due" }, []),
    )) as never
  const code = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'accepted',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    )

  /** Rows say what the state says: every open seat has a row in somebody's box, every timer a job, and the chain is whole. */
  const verify = async (record: string): Promise<void> => {
    const instance = await instanceOf(record)
    const state = decodeState(instance.state)
    await workspace.database.read(async (reading) => {
      const rows = await reading.all({ sql: "select key from seat where instance = ? and box = 'todo' order by key" }, [instance.id])
      expect(rows.map((row) => Number(row.key))).toEqual(
        Object.values(state.seats)
          .filter((seat) => seat.status === 'open')
          .map((seat) => seat.key),
      )
      const timers = await reading.all({ sql: "select payload from job where kind = 'fire-timer'" }, [])
      const own = timers
        .map((row) => JSON.parse(String(row.payload)) as { instance: number; subscription: number })
        .filter((payload) => payload.instance === instance.id)
      expect(own.map((payload) => payload.subscription).sort()).toEqual(
        Object.values(state.subscriptions)
          .filter((subscription) => subscription.kind === 'timer')
          .map((subscription) => subscription.key)
          .sort(),
      )
      expect(await findBrokenHistory(reading, instance.id, instance.head)).toBeUndefined()
    })
  }

  it('a record goes through its approval into its end, each step in somebody’s box', async () => {
    expect(functionsOf(workspace.registry).get('leader')).toBeDefined()
    const record = await submit()
    expect(record.status).toBe('submitted')
    expect(await box('head')).toMatchObject([
      { node: { id: 'head', label: { en: 'Head' } }, record: { title: 'Q0001' }, initiator: { name: 'anna' }, status: 'open' },
    ])
    const [row] = await box('head')
    const task = await page('head', row!.seat)
    expect(task).toMatchObject({
      verbs: expect.arrayContaining(['approve', 'reject', 'transfer', 'return-to-initiator']),
      edit: ['remark'],
      values: { amount: '100.00' },
    })
    expect(task.why.en).toContain('You head "Field"')
    expect(task.forecast.map((step) => [step.node.id, step.status, step.people.map((person) => person.name)])).toEqual([
      ['head', 'open', ['head']],
      ['finance', 'ahead', ['dan', 'eve']],
    ])
    await run('approve', { seat: row!.seat, version: task.seatVersion, shown: task.shown, changes: { values: { remark: 'seen' } } }, 'head')
    expect((await load(record.id)).values.remark).toBe('seen')
    expect(await box('head')).toEqual([])
    expect(await box('head', 'done')).toMatchObject([{ verdict: 'approved' }])
    await act('dan', 'approve')
    expect((await load(record.id)).header).toMatchObject({ status: 'posted', outcome: null })
    expect(await box('eve', 'todo')).toEqual([])
    expect(await box('eve', 'done')).toEqual([])
    expect(await box('anna', 'started')).toMatchObject([{ status: 'completed' }])
    await verify(record.id)
  })

  it('rejection, return and cancel make a draft again, with the outcome; resubmitting goes on', async () => {
    const rejected = await submit()
    expect(await code(act('head', 'reject'))).toBe('opinion-required')
    await act('head', 'reject', { opinion: 'no' })
    expect((await load(rejected.id)).header).toMatchObject({ status: 'draft', outcome: 'rejected' })
    const returned = await submit()
    await act('head', 'return-to-initiator', { opinion: 'more detail' })
    const draft = (await load(returned.id)).header
    expect(draft).toMatchObject({ status: 'draft', outcome: 'returned' })
    expect(await code(act('anna', 'approve'))).toBe('process-resubmit-instead')
    expect(await code(act('anna', 'return-to-initiator'))).toBe('process-resubmit-instead')
    await run('submit', { entity: 'request', id: returned.id, version: draft.version, changes: { values: { remark: 'detail' } } }, 'anna')
    expect(await box('head')).toMatchObject([{ node: { id: 'head' } }])
    await verify(returned.id)
    const [waiting] = await box('head')
    await run('cancel', { entity: 'request', id: returned.id }, 'anna')
    expect(await code(run('approve', { seat: waiting!.seat, version: waiting!.version }, 'head'))).toBe('seat-withdrawn')
    expect((await load(returned.id)).header).toMatchObject({ status: 'draft', outcome: 'cancelled' })
    expect(await box('head')).toEqual([])
    expect(await code(run('cancel', { entity: 'request', id: returned.id }, 'anna'))).toBe('process-ended')
  })

  it('two deciders of one task: one wins, the other learns who and what', async () => {
    await submit()
    await act('head', 'approve')
    const [dan] = await box('dan')
    const [eve] = await box('eve')
    const outcomes = await Promise.allSettled([
      run('approve', { seat: dan!.seat, version: 1 }, 'dan'),
      run('reject', { seat: eve!.seat, version: 1 }, 'eve'),
    ])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect(refused?.reason).toMatchObject({ code: 'seat-closed' })
    expect((refused as PromiseRejectedResult).reason.describe('en')).toMatch(/dan \(approved\)|eve \(rejected\)/)
  })

  it('the same approval twenty times at once, with and without a key: it counts once', async () => {
    const record = await submit()
    const [row] = await box('head')
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        workspace.run('approve', { seat: row!.seat, version: 1 }, { person: ids.head!, key: index < 10 ? 'same' : undefined }).then(
          () => 'won',
          (error: { code: string }) => error.code,
        ),
      ),
    )
    expect(outcomes.slice(0, 10).every((outcome) => outcome === 'won' || outcome === 'seat-closed')).toBe(true)
    expect(new Set(outcomes)).toEqual(new Set(outcomes.includes('seat-closed') ? ['won', 'seat-closed'] : ['won']))
    const { id } = await instanceOf(record.id)
    const history = await workspace.database.read(async (reading) => readHistory(reading, id))
    expect(history.filter((line) => line.action === 'approved' && line.node === 'head')).toHaveLength(1)
  })

  it('200 people sign one node within a second: one completion, no error to anybody', async () => {
    const board: number[] = []
    for (let index = 0; index < 200; index++) {
      board.push(Number((await workspace.save('person', { name: `b${index}`, login: `b${index}`, roles: ['board'] })).id))
    }
    const record = await submit('board')
    await act('head', 'approve')
    const seats = await workspace.database.read(async (reading) =>
      reading.all({ sql: "select id, person, version from seat where node = 'board' order by id" }, []),
    )
    expect(seats).toHaveLength(200)
    const begun = performance.now()
    const outcomes = await Promise.allSettled(
      seats.map((seat) =>
        workspace.run('approve', { seat: String(seat.id), version: Number(seat.version) }, { person: Number(seat.person) }),
      ),
    )
    const elapsed = performance.now() - begun
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toEqual([])
    expect((await load(record.id)).header.status).toBe('posted')
    const { id } = await instanceOf(record.id)
    const history = await workspace.database.read(async (reading) => readHistory(reading, id))
    expect(history.filter((line) => line.action === 'node-approved' && line.node === 'board')).toHaveLength(1)
    expect(history.filter((line) => line.action === 'approved' && line.node === 'board')).toHaveLength(200)
    expect(elapsed).toBeLessThan(30_000)
  })

  it('approve what you saw: changed values and material facts refuse with what changed, votes of others do not', async () => {
    const record = await submit()
    const [row] = await box('head')
    const seen = await page('head', row!.seat)
    await workspace.inUnit(async (unit) => {
      const { writeProcessValues } = await import('../write-node-changes.ts')
      await writeProcessValues(unit, 'request', Number(record.id), { amount: '999' })
      const { appendAudit } = await import('../../store/audit/append-audit.ts')
      await appendAudit(
        unit.transaction,
        workspace.store.dialect,
        { at: workspace.now, person: null, channel: 'job', request: 'x' },
        unit.auditEntries,
      )
    })
    const refusal = await workspace.refusal('approve', { seat: row!.seat, version: 1, shown: seen.shown }, { person: ids.head! })
    expect(refusal).toMatchObject({ code: 'seen-values-changed', message: expect.stringContaining('amount') })
    const again = await page('head', row!.seat)
    await run('approve', { seat: row!.seat, version: 1, shown: again.shown }, 'head')
  })

  it('taking back reopens the own task, as long as nobody acted on it', async () => {
    const record = await submit()
    await act('head', 'approve')
    const [done] = await box('head', 'done')
    expect((await page('head', done!.seat)).verbs).toEqual(['take-back'])
    await run('take-back', { seat: done!.seat }, 'head')
    expect(await box('head')).toMatchObject([{ node: { id: 'head' }, seat: done!.seat }])
    expect(await box('dan')).toEqual([])
    await verify(record.id)
    await act('head', 'approve')
    await act('dan', 'approve')
    expect(await code(run('take-back', { seat: done!.seat }, 'head'))).toBe('process-take-back-refused')
  })

  it('on a second round the approver sees what changed since he last acted', async () => {
    const record = await submit()
    expect((await page('head', (await box('head'))[0]!.seat)).changedSince).toBeNull()
    await act('head', 'return-to-initiator', { opinion: 'why so much?' })
    workspace.now += 1000
    const { version } = (await load(record.id)).header
    await run('submit', { entity: 'request', id: record.id, version, changes: { values: { amount: '80' } } }, 'anna')
    const changes = (await page('head', (await box('head'))[0]!.seat)).changedSince
    expect(changes).toEqual([{ field: 'amount', before: '100.00', after: '80.00' }])
  })

  it('so does who rejected it, when it comes again', async () => {
    const record = await submit()
    await act('head', 'reject', { opinion: 'too much' })
    workspace.now += 1000
    const { version } = (await load(record.id)).header
    await run('submit', { entity: 'request', id: record.id, version, changes: { values: { amount: '80' } } }, 'anna')
    const changes = (await page('head', (await box('head'))[0]!.seat)).changedSince
    expect(changes).toEqual([{ field: 'amount', before: '100.00', after: '80.00' }])
  })

  it('consequences are shown before, and change nothing', async () => {
    const record = await submit()
    await act('head', 'approve')
    const before = await instanceOf(record.id)
    const [done] = await box('head', 'done')
    const undo = await ask<{ closes: { node: { id: string } }[]; opens: unknown[] }>(consequencesQuery, 'head', {
      seat: done!.seat,
      verb: 'take-back',
    })
    expect(undo.closes.map((each) => each.node.id)).toEqual(['finance', 'finance'])
    expect(undo.opens).toMatchObject([{ node: { id: 'head' }, person: { name: 'head' } }])
    expect(await ask(consequencesQuery, 'anna', { seat: done!.seat, verb: 'cancel' })).toMatchObject({
      record: 'cancelled',
      status: 'ended',
    })
    expect(await code(ask(consequencesQuery, 'dan', { seat: done!.seat, verb: 'cancel' }))).toBe('not-found')
    expect(await instanceOf(record.id)).toEqual(before)
  })

  it('the state of an instance is shown to whoever takes part, with its diagram and history', async () => {
    const record = await submit()
    const instance = String((await instanceOf(record.id)).id)
    const shown = await ask<{ bpmn: string; history: unknown[] }>(processQuery, 'anna', { instance })
    expect(shown).toMatchObject({
      status: 'running',
      initiator: 'anna',
      active: [{ element: 'head', waits: 'visit' }],
      passed: ['initiator'],
    })
    expect(shown.bpmn).toContain('<process id="approval"')
    expect(await code(ask(processQuery, 'dan', { instance }))).toMatch(/not-permitted|unknown-record/)
  })

  it('timers are jobs: fired once, however often they come; gone with their activity', async () => {
    const record = await submit('slow')
    await act('head', 'approve')
    await verify(record.id)
    const [job] = await jobs()
    expect(job!.due).toBe(workspace.now + 3_600_000)
    workspace.now = job!.due
    const fire = (): Promise<Answer> =>
      workspace.run('fire-timer', JSON.parse(job!.payload), { person: null, channel: 'job', key: `job/${job!.id}` })
    expect(await Promise.all([fire(), fire()])).toEqual([{ fired: true }, { fired: true }])
    expect(await workspace.run('fire-timer', JSON.parse(job!.payload), { person: null, channel: 'job' })).toEqual({ fired: false })
    expect(await box('dan')).toMatchObject([{ node: { id: 'finance' } }])
    const early = await submit('slow')
    await act('head', 'approve')
    await act('eve', 'approve')
    expect((await load(early.id)).header.status).toBe('posted')
    expect((await jobs()).filter((other) => other.id !== job!.id)).toEqual([])
  })

  it('messages find their instance by key, also when they come too early', async () => {
    const first = await submit('paid')
    const second = await submit('paid')
    for (const row of await box('head')) await run('approve', { seat: row.seat, version: row.version }, 'head')
    expect(await run('send-message', { name: 'paid', correlation: 'Q0002' })).toEqual({ received: true })
    expect([(await load(first.id)).header.status, (await load(second.id)).header.status]).toEqual(['submitted', 'posted'])
    expect(await run('send-message', { name: 'paid', correlation: 'Q0003' })).toEqual({ received: false })
    const third = await submit('paid')
    await act('head', 'approve')
    expect((await load(third.id)).header.status).toBe('posted')
    expect(await code(run('send-message', { name: 'paid' }, 'anna'))).toBe('not-permitted')
  })

  it('a called process is an instance of its own; its end lets the caller go on, cancelling the caller ends it', async () => {
    const record = await submit('call')
    await act('head', 'approve')
    expect(await box('dan')).toMatchObject([{ node: { id: 'inspect' } }])
    await act('dan', 'approve')
    expect((await load(record.id)).header.status).toBe('posted')
    const cancelled = await submit('call')
    await act('head', 'approve')
    await run('cancel', { entity: 'request', id: cancelled.id }, 'anna')
    expect(await box('eve')).toEqual([])
  })

  it('a failing step leaves everything as it was', async () => {
    const record = await submit('broken')
    const before = await instanceOf(record.id)
    const [row] = await box('head')
    expect(await code(run('approve', { seat: row!.seat, version: row!.version, changes: { values: { remark: 'lost' } } }, 'head'))).toBe(
      'formula-error',
    )
    expect(await instanceOf(record.id)).toEqual(before)
    expect((await load(record.id)).values.remark ?? null).toBeNull()
    expect(await box('head')).toMatchObject([{ seat: row!.seat, version: row!.version }])
    await verify(record.id)
  })

  it('rights: a stranger sees and does nothing, a seat opens exactly its record and its fields', async () => {
    const record = await submit()
    const [row] = await box('head')
    expect(await code(run('approve', { seat: row!.seat, version: 1 }, 'dan'))).toBe('not-your-seat')
    expect(await code(page('dan', row!.seat))).toBe('not-found')
    expect(await code(run('approve', { seat: row!.seat, version: 1, changes: { values: { amount: '1' } } }, 'head'))).toBe(
      'field-not-writable',
    )
    expect(await code(run('approve', { seat: row!.seat, version: 9 }, 'head'))).toBe('stale-version')
    expect(
      await code(run('move-process', { instance: String((await instanceOf(record.id)).id), to: 'finance', reason: 'x' }, 'anna')),
    ).toBe('not-permitted')
    await act('head', 'approve')
    const [dan] = await box('dan')
    expect((await page('dan', dan!.seat)).values.amount).toBe('100.00')
  })

  it('proxies, hand-over, comments and copies', async () => {
    await run('set-proxy', { person: String(ids.eve), begins: workspace.now - 1, ends: workspace.now + 1000 }, 'head')
    expect(await code(run('set-proxy', { person: String(ids.head), begins: workspace.now - 1, ends: workspace.now + 1000 }, 'eve'))).toBe(
      'process-person-refused',
    )
    const record = await submit()
    const [row] = await box('eve')
    expect((await page('eve', row!.seat)).why.en).toContain('You stand in for head')
    expect(await run('hand-over', { from: String(ids.eve), to: String(ids.root), reason: 'left' }, 'root')).toEqual({
      moved: [row!.seat],
      kept: [],
      references: [],
    })
    expect(await box('root')).toHaveLength(1)
    await run('comment-task', { seat: row!.seat, text: '@dan look', people: [String(ids.dan)] }, 'anna')
    expect(await box('dan', 'copied')).toMatchObject([{ record: { id: record.id } }])
    expect(await code(run('comment-task', { seat: row!.seat, text: 'x' }, 'dan'))).toBe('accepted')
  })
})
