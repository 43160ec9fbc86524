import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CalendarDefinition, MatchDefinition, ProcessDefinition } from '@formwork/platform/definition/types.ts'
import { bpmn } from '../../engine/process/testing.fixture.ts'
import { record as recordQuery } from '../../query/record.ts'
import { process as processQuery } from '../../query/process.ts'
import { task as taskQuery } from '../../query/task.ts'
import { describeEachDatabase } from '../../store/contract/databases.fixture.ts'
import type { TestDefinitions } from '../command-workspace.fixture.ts'
import { ApprovalWorkspace, codeOf } from './approval-workspace.fixture.ts'
import { processModel } from './process-model.fixture.ts'

const HOUR = 3_600_000
const office: CalendarDefinition = {
  kind: 'calendar',
  name: 'office',
  days: [1, 2, 3, 4, 5],
  hours: [{ name: 'day', from: '09:00', to: '17:00' }],
}

const follow: ProcessDefinition = {
  kind: 'process',
  name: 'follow',
  bpmn: 'follow.bpmn',
  entity: 'request',
  start: 'posted',
  elements: { ship: { job: 'carry', payload: { number: '=record.number' } }, check: { assign: '=role("finance")' } },
}
const undone: ProcessDefinition = {
  kind: 'process',
  name: 'undone',
  bpmn: 'undone.bpmn',
  entity: 'request',
  start: 'unposted',
  elements: { look: { assign: '=role("finance")' } },
}
/** Finds the text of a row, or what is hidden from finance. */
const lookedUp: MatchDefinition = {
  kind: 'match',
  name: 'looked-up',
  parameters: [{ name: 'of', type: 'text', required: true }],
  candidates: [
    { name: 'first', entity: 'request', lines: 'lines', when: '=parameter.of = "first"', value: '=line.what' },
    { name: 'mode', entity: 'request', when: '=parameter.of = "mode"', value: '=record.mode' },
  ],
}
const line = (id: string, body: string): string => bpmn(body).replace('id="p"', `id="${id}"`)

const [approval, check] = processModel.processes!
const model: TestDefinitions = {
  ...processModel,
  roles: processModel.roles!.map((role) =>
    role.name === 'finance'
      ? {
          ...role,
          label: { zh: '财务', en: 'Finance people' },
          grants: [{ name: 'see', resource: 'request', operations: ['view'], hide: ['amount', 'mode'] }],
        }
      : role,
  ) as TestDefinitions['roles'],
  processes: [
    {
      ...approval!,
      cancel: 'approval',
      elements: {
        ...approval!.elements,
        finance: {
          ...approval!.elements.finance,
          reveal: ['amount'],
          evidence: [
            { name: 'half', value: '=record.amount / 2' },
            { name: 'mode', value: '=record.mode' },
            { name: 'first', value: '=record.lines[1].what' },
            { name: 'looked', value: '=match("looked-up", { of: "first" })' },
            { name: 'hidden', value: '=match("looked-up", { of: "mode" })' },
          ],
          due: 'P1D',
          calendar: 'office',
          timeouts: [{ name: 'late', after: '1', do: 'remind' }],
        },
      },
    },
    check!,
    follow,
    undone,
  ],
  bpmn: {
    ...processModel.bpmn,
    follow: line(
      'follow',
      '<startEvent id="s"/><serviceTask id="ship"/><userTask id="check"/><endEvent id="e"/>\n  s -> ship\n  ship -> check\n  check -> e',
    ),
    undone: line('undone', '<startEvent id="s"/><userTask id="look"/><endEvent id="e"/>\n  s -> look\n  look -> e'),
  },
}

interface Task {
  why: { zh: string; en: string }
  values: Record<string, unknown>
  returns: { id: string; label: { en: string } }[]
  picks: { name: string; least: number; most: number }[]
  draft: { opinion: string } | null
  verbs: string[]
  due: number | null
  revealed?: { entity: { fields: { name: string }[] } }
}

await describeEachDatabase('what an approval offers', ({ open }) => {
  let world: ApprovalWorkspace
  beforeEach(async () => {
    world = await ApprovalWorkspace.open(await open(), model)
    const { store } = world.workspace
    Object.assign(store, { model: { ...store.model, others: new Map([['office', office]]), matches: new Map([['looked-up', lookedUp]]) } })
  })
  afterEach(() => world.close())

  const page = async (person: string): Promise<Task> => {
    const [row] = await world.box(person)
    return world.ask<Task>(taskQuery, person, { seat: row!.seat })
  }
  const shown = (
    person: string,
    id: string,
  ): Promise<{ values: Record<string, unknown>; operations: string[]; process: { seats: unknown[] } }> =>
    world.ask(recordQuery, person, { entity: 'request', id })
  const incidents = async (): Promise<number[]> =>
    world.workspace.database.read(async (reading) =>
      (await reading.all({ sql: 'select incidents from process_instance order by id' }, [])).map((row) => Number(row.incidents)),
    )
  /** The job of this kind fails for the last time. */
  const kill = async (kind: string): Promise<void> => {
    const claimed = (await world.run('claim-jobs', { holder: 'test-runner', lease: 1000, limit: 50 })) as {
      jobs: { id: number; kind: string }[]
    }
    for (const job of claimed.jobs) {
      if (job.kind !== kind) await world.run('finish-job', { id: job.id, holder: 'test-runner' })
      else await world.run('fail-job', { id: job.id, holder: 'test-runner', error: 'no road', wait: 0, isDead: true })
    }
  }
  const jobs = async (kind: string): Promise<{ state: string; due: number }[]> =>
    world.workspace.database.read(async (reading) =>
      (await reading.all({ sql: 'select state, due from job where kind = ? order by id' }, [kind])).map((row) => ({
        state: String(row.state),
        due: Number(row.due),
      })),
    )

  it('a task keeps the draft of an opinion for its holder until he decides', async () => {
    await world.submit()
    const [row] = await world.box('head')
    await world.run('keep-opinion', { seat: row!.seat, opinion: 'look at the' }, 'head')
    expect((await page('head')).draft).toEqual({ opinion: 'look at the' })
    expect(await codeOf(world.run('keep-opinion', { seat: row!.seat, opinion: 'mine' }, 'dan'))).toBe('not-your-seat')
    await world.run('keep-opinion', { seat: row!.seat, opinion: '' }, 'head')
    expect((await page('head')).draft).toBeNull()
    await world.run('keep-opinion', { seat: row!.seat, opinion: 'good' }, 'head')
    await world.act('head', 'approve')
    expect(await codeOf(world.run('keep-opinion', { seat: row!.seat, opinion: 'late' }, 'head'))).toBe('seat-closed')
    const kept = await world.workspace.database.read(async (reading) => reading.all({ sql: 'select place from scratch' }, []))
    expect(kept).toEqual([])
  })

  it('names the steps that it may be returned to, says why by the role’s label, and shows what the step reveals', async () => {
    const { id } = await world.submit()
    expect((await page('head')).returns).toEqual([])
    await world.act('head', 'approve')
    const dan = await page('dan')
    expect(dan.returns).toEqual([{ id: 'head', label: { zh: 'Head', en: 'Head' } }])
    expect(dan.verbs).toContain('return')
    expect(dan.why.zh).toContain('财务')
    expect(dan.why.en).toContain('Finance people')
    expect(dan.values.amount).toBe('100.00')
    expect(dan.revealed?.entity.fields.map(({ name }) => name)).toContain('amount')
    expect((await shown('dan', id)).values).not.toHaveProperty('amount')
    expect((await shown('anna', id)).process.seats).toContainEqual(
      expect.objectContaining({ node: { id: 'finance', label: { zh: 'Finance', en: 'Finance' } }, status: 'open' }),
    )
    const instance = await world.instanceOf(id)
    const found = await world.ask<{ seats: unknown[] }>(processQuery, 'anna', { instance: String(instance.id) })
    expect(found.seats).toContainEqual(expect.objectContaining({ node: 'finance', label: { zh: 'Finance', en: 'Finance' } }))
  })

  it('evidence is computed under the rights of whoever decides: what is hidden and not revealed stays empty', async () => {
    await world.submit('urgent')
    await world.act('head', 'approve')
    const [row] = await world.box('dan')
    const { evidence } = await world.ask<{ evidence: unknown[] }>(taskQuery, 'dan', { seat: row!.seat })
    expect(evidence).toEqual([
      { name: 'half', label: 'half', value: '50' },
      { name: 'mode', label: 'mode', value: null },
      { name: 'first', label: 'first', value: 'x' },
      { name: 'looked', label: 'looked', value: 'x' },
      { name: 'hidden', label: 'hidden', value: null },
    ])
  })

  it('deadlines count the working time of the calendar that the version is pinned to', async () => {
    await world.submit()
    await world.act('head', 'approve')
    // Friday 10:00 in Shanghai and one working day: Monday 10:00.
    expect((await page('dan')).due).toBe(world.workspace.now + 72 * HOUR)
    expect(await jobs('fire-timer')).toEqual([{ state: 'waiting', due: world.workspace.now + 72 * HOUR }])
  })

  it('cancelling is offered to the initiator, asks those who decided, and makes the record a draft', async () => {
    const { id } = await world.submit()
    await world.act('head', 'approve')
    expect((await shown('anna', id)).operations).toEqual(expect.arrayContaining(['cancel', 'urge']))
    expect((await shown('head', id)).operations).not.toContain('urge')
    expect((await shown('head', id)).operations).not.toContain('cancel')
    await world.run('cancel', { entity: 'request', id, reason: 'wrong' }, 'anna')
    expect(await world.statusOf(id)).toBe('submitted')
    expect((await shown('anna', id)).operations).not.toContain('cancel')
    expect(await codeOf(world.run('cancel', { entity: 'request', id }, 'anna'))).toBe('process-cancel-asked')
    await world.act('head', 'approve', {}, 'cancel-request')
    expect(await world.statusOf(id)).toBe('draft')
    expect(await world.box('dan')).toEqual([])
    expect((await world.instanceOf(id)).outcome).toBe('cancelled')
  })

  it('a job that fails for good is an incident of its instance, which an administrator tries again', async () => {
    await world.submit()
    await world.act('head', 'approve')
    await world.act('dan', 'approve')
    await kill('carry')
    expect(await incidents()).toEqual([0, 1])
    const { id } = await followed()
    await world.run('retry-process', { instance: String(id) }, 'root')
    expect(await incidents()).toEqual([0, 0])
    expect(await jobs('carry')).toEqual([{ state: 'waiting', due: world.workspace.now }])
    expect(await codeOf(world.run('retry-process', { instance: String(id) }, 'root'))).toBe('process-not-active')
    expect(await codeOf(world.run('retry-process', { instance: String(id) }, 'dan'))).toBe('not-permitted')
  })

  it('so is a timer', async () => {
    const { id } = await world.submit()
    await world.act('head', 'approve')
    world.workspace.now += 80 * HOUR
    await kill('fire-timer')
    expect(await incidents()).toEqual([1])
    await world.run('retry-process', { instance: String((await world.instanceOf(id)).id) }, 'root')
    expect(await incidents()).toEqual([0])
    await world.runDue(world.workspace.now)
    expect(await jobs('fire-timer')).toEqual([])
    expect(Object.values((await world.stateOf(id)).seats).map((seat) => seat.urged)).toContain(1)
  })

  it('what accompanies a record ends when that is undone, and what waits for it begins', async () => {
    const { id } = await world.submit()
    await world.act('head', 'approve')
    await world.act('dan', 'approve')
    const accompanying = await followed()
    expect(accompanying.status).toBe('running')
    const version = (await shown('root', id)) as unknown as { version: number }
    await world.run('unpost', { entity: 'request', id, version: version.version }, 'root')
    expect((await followed()).outcome).toBe('cancelled')
    expect((await world.box('dan')).map((row) => row.node.id)).toEqual(['look'])
  })

  it('a record that was returned and is deleted leaves no process behind', async () => {
    const { id } = await world.submit()
    await world.act('head', 'return-to-initiator', { opinion: 'why?' })
    const { version } = (await shown('anna', id)) as unknown as { version: number }
    await world.run('delete', { entity: 'request', id, version }, 'anna')
    expect(await world.instanceOf(id)).toMatchObject({ status: 'ended', outcome: 'cancelled' })
  })

  it('people are chosen before submitting and by whoever decides before', async () => {
    choose({
      head: { ...model.processes![0]!.elements.head, pick: { by: 'initiator', most: 1 }, assign: undefined },
      finance: { pick: { by: 'previous' }, assign: '=role("finance")' },
    })
    const draft = await world.run('save', { entity: 'request', changes: { values: { department: world.department, amount: '1' } } }, 'anna')
    const body = { entity: 'request', id: String(draft.id), version: 1 }
    expect(await codeOf(world.run('submit', body, 'anna'))).toBe('process-pick-needed')
    await world.run('pick-people', { entity: 'request', id: String(draft.id), picks: { head: [String(world.ids.root)] } }, 'anna')
    await world.run('submit', body, 'anna')
    expect((await page('root')).why.en).toContain('The initiator chose you')
    expect((await page('root')).picks).toMatchObject([{ name: 'finance', least: 1, most: 25 }])
    expect(await codeOf(world.act('root', 'approve'))).toBe('process-pick-needed')
    await world.act('root', 'approve', { picks: { finance: [String(world.ids.eve)] } })
    expect([await world.box('dan'), (await world.box('eve')).length]).toEqual([[], 1])
  })

  it('people one after another: those who come later have rows, are handed over, and are told when it is their turn', async () => {
    choose({ head: { assign: '=flatten([person("root"), person("dan")])', decide: 'sequence' } })
    const { id } = await world.submit()
    expect((await shown('anna', id)).process.seats).toMatchObject([
      { person: 'root', status: 'open' },
      { person: 'dan', status: 'planned' },
    ])
    expect(await world.box('dan')).toEqual([])
    expect(await codeOf(shown('dan', id).then(() => world.run('comment-task', { seat: '1', text: 'x' }, 'dan')))).not.toBe('accepted')
    const answer = await world.run('hand-over', { from: String(world.ids.dan), to: String(world.ids.eve), reason: 'left' }, 'root')
    expect(answer).toMatchObject({ kept: [], references: [{ process: 'approval', element: 'head' }] })
    await world.act('root', 'approve')
    expect((await world.box('eve')).map((row) => row.node.id)).toEqual(['head'])
  })

  it('a proxy stands in below an amount; when it is over, what is open goes back', async () => {
    const proxy = {
      person: String(world.ids.eve),
      begins: world.workspace.now - 1,
      ends: world.workspace.now + HOUR,
      condition: 'record.amount < 1000',
    }
    expect(await codeOf(world.run('set-proxy', { ...proxy, condition: '1 +' }, 'head'))).toBe('expression-syntax')
    await world.run('set-proxy', proxy, 'head')
    await world.submit()
    await world.submit('', { amount: '5000' })
    expect([(await world.box('eve')).length, (await world.box('head')).length]).toEqual([1, 1])
    world.workspace.now += HOUR
    const [job] = await world.workspace.database.read(async (reading) =>
      reading.all({ sql: "select payload from job where kind = 'return-proxied'" }, []),
    )
    expect(await world.run('return-proxied', JSON.parse(String(job!.payload)))).toEqual({ returned: 1 })
    expect([(await world.box('eve')).length, (await world.box('head')).length]).toEqual([0, 2])
    const back = (await world.box('head')).at(-1)!
    expect((await world.ask<Task>(taskQuery, 'head', { seat: back.seat })).why.en).toContain('eve no longer stands in for you')
  })

  it('a copy is sent by hand, once to each, and its reader may comment', async () => {
    await world.submit()
    const [row] = await world.box('head')
    expect(
      await world.run('send-copy', { seat: row!.seat, people: [String(world.ids.dan), String(world.ids.anna)] }, 'head'),
    ).toMatchObject({
      people: [String(world.ids.dan), String(world.ids.anna)],
    })
    expect(await world.run('send-copy', { seat: row!.seat, people: [String(world.ids.dan)] }, 'anna')).toMatchObject({ people: [] })
    const [copy] = await world.box('dan', 'copied')
    await world.run('comment-task', { seat: copy!.seat, text: 'seen' }, 'dan')
    expect(await codeOf(world.run('send-copy', { seat: row!.seat, people: [String(world.ids.dan)] }, 'eve'))).toBe('not-found')
  })

  it('running instances move by a plan: preview of each, all or nothing, an audit entry, and the way back', async () => {
    const { id } = await world.submit()
    const before = await world.stateOf(id)
    const old = world.workspace.store.model
    const renamed = (text: string): string => text.replaceAll('"head"', '"chief"')
    const process = old.processes.get('approval')!
    const { head, ...others } = process.elements
    const next = {
      ...old,
      processes: new Map([...old.processes, ['approval', { ...process, elements: { ...others, chief: head! } }]]),
      bpmn: new Map([...old.bpmn, ['approval', renamed(old.bpmn.get('approval')!)]]),
    }
    Object.assign(world.workspace.store, { model: next })
    const plan = { process: 'approval', mapping: { head: 'chief' } }
    const preview = (body: unknown): Promise<unknown> =>
      world.workspace.run('migrate-process', body, { person: world.ids.root!, dryRun: true })
    expect(await preview(plan)).toMatchObject({ moves: [{ record: id, from: ['head'], to: ['chief'] }], findings: [] })
    expect(await preview({ process: 'approval' })).toMatchObject({ findings: [{ element: 'head' }] })
    expect(await codeOf(world.run('migrate-process', { process: 'approval' }, 'root'))).toBe('process-migration-refused')
    expect(await world.stateOf(id)).toEqual(before)
    await world.run('migrate-process', plan, 'root')
    expect((await world.box('head')).map((row) => row.node.id)).toEqual(['chief'])
    const audit = await world.workspace.database.read(async (reading) =>
      reading.all({ sql: "select person from audit where action = 'migrate-process'" }, []),
    )
    expect(audit.map((row) => Number(row.person))).toEqual([world.ids.root])
    Object.assign(world.workspace.store, { model: old })
    await world.run('migrate-process', { process: 'approval', mapping: { chief: 'head' } }, 'root')
    expect({ ...(await world.stateOf(id)), steps: 0 }).toEqual({ ...before, steps: 0 })
    await world.act('head', 'approve')
    expect((await world.box('dan')).length).toBe(1)
  })

  it('an ended approval that is reopened has its record in approval again, and may post it anew', async () => {
    const { id } = await world.submit()
    await world.act('head', 'approve')
    await world.act('dan', 'approve')
    expect(await world.statusOf(id)).toBe('posted')
    const instance = await approvalOf(id)
    await world.run('move-process', { instance, to: 'finance', reason: 'look again' }, 'root')
    expect(await world.statusOf(id)).toBe('submitted')
    expect((await followed()).outcome).toBe('cancelled')
    await world.act('dan', 'approve', {}, 'finance')
    expect(await world.statusOf(id)).toBe('posted')
  })

  async function approvalOf(record: string): Promise<string> {
    return world.workspace.database.read(async (reading) => {
      const sql = "select id from process_instance where process = 'approval' and record = ?"
      return String((await reading.get({ sql }, [Number(record)]))!.id)
    })
  }

  /** The approval with other settings of some steps, as a release would bring them. */
  function choose(elements: ProcessDefinition['elements']): void {
    const { store } = world.workspace
    const process = store.model.processes.get('approval')!
    const changed = { ...process, elements: { ...process.elements, ...elements } }
    Object.assign(store, { model: { ...store.model, processes: new Map([...store.model.processes, ['approval', changed]]) } })
  }

  async function followed(): Promise<{ id: number; status: string; outcome: string | null }> {
    return world.workspace.database.read(async (reading) => {
      const row = await reading.get({ sql: "select id, status, outcome from process_instance where process = 'follow'" }, [])
      return { id: Number(row!.id), status: String(row!.status), outcome: row!.outcome as string | null }
    })
  }
})
