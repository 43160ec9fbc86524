import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from '@formwork/platform/plugin/contracts/dialect.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { postingTemplate } from '../../bench/posting-template.ts'
import { decodeState } from '../../engine/process/codec.ts'
import { verifyAudit } from '../../store/audit/verify-audit.ts'
import { verifyBalances } from '../../store/ledger/verify-balances.ts'
import { createWorkspace } from '../create-workspace.ts'
import { openDatabase } from '../database-location.ts'
import { executeCommand } from '../execute-command.ts'
import { LoadedWorkspace } from '../loaded-workspace.ts'
import { WorkspaceDirectory, type WorkspaceEntry } from '../workspace-directory.ts'
import { ServerProcess } from './server-process.fixture.ts'

const CLIENTS = 3
const KILLS = 3
const TICKS = 3

/** Two people decide, a second apart; while the second one thinks a cycle ticks three times. */
const process = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="https://formwork.example/kill">
  <process id="receipt-approval" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="first"/>
    <intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <userTask id="second"/>
    <boundaryEvent id="tick" attachedToRef="second" cancelActivity="false"><timerEventDefinition><timeCycle>R${TICKS}/PT1S</timeCycle></timerEventDefinition></boundaryEvent>
    <scriptTask id="count" scriptFormat="feel" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:resultVariable="ticks"><script>if ticks = null then 1 else ticks + 1</script></scriptTask>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="first"/>
    <sequenceFlow id="f2" sourceRef="first" targetRef="wait"/>
    <sequenceFlow id="f3" sourceRef="wait" targetRef="second"/>
    <sequenceFlow id="f4" sourceRef="second" targetRef="end"/>
    <sequenceFlow id="f5" sourceRef="tick" targetRef="count"/>
  </process>
</definitions>
`
const files = postingTemplate.map((file) => {
  if (file.path === 'receipt/process.bpmn') return { ...file, text: process }
  if (file.path !== 'receipt/process.json') return file
  const seat = { assign: '=role("checker")', self: 'self' }
  return { ...file, text: JSON.stringify({ ...(JSON.parse(file.text) as object), elements: { first: seat, second: seat } }) }
})

const registry = createServerRegistry()
let root: string
let entry: WorkspaceEntry
let server: ServerProcess | undefined
let apiKey: string
let master: { article: string; place: string; party: string }

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'formwork-'))
  entry = await new WorkspaceDirectory(root).add(
    'kill',
    { dialect: 'sqlite' },
    async ({ location }) => void (await createWorkspace({ location, registry, files, now: Date.now() })),
  )
  await within(async (workspace) => {
    const run = (name: string, body: unknown, person: number | null = null) =>
      executeCommand(workspace, { do: name, person, language: 'zh', channel: 'api', requestId: 'r', body })
    const save = async (entity: string, values: unknown) => String((await run('save', { entity, changes: { values } })).id)
    master = {
      article: await save('item', { code: 'A', name: 'Article', lastPrice: '1' }),
      place: await save('place', { name: 'P' }),
      party: await save('party', { name: 'Q', terms: '30' }),
    }
    const checker = await save('person', { name: 'Checker', login: 'checker', roles: ['clerk', 'checker'] })
    apiKey = String((await run('create-api-key', { name: 'test', scopes: ['*:*'] }, Number(checker))).key)
  })
})
afterEach(async () => {
  await server?.kill()
  await rm(root, { recursive: true, force: true })
})

it('loses and doubles no seat, timer or posting when it is killed while people decide and timers run', async () => {
  const submitted: string[] = []
  for (let round = 0; round < KILLS; round++) {
    server = await ServerProcess.start(root)
    const before = submitted.length
    const clients = [...Array.from({ length: CLIENTS }, () => submitUntilCut(server!.url, submitted)), decideUntilCut(server.url)]
    // Killed in the middle of the work: on a busy machine it may be a while until that has begun.
    await until(async () => submitted.length > before)
    await wait(1_000 + Math.random() * 1_500)
    await server.kill()
    await Promise.all(clients)
    await within((workspace) => workspace.database.read(async (reading) => expect((await verifyAudit(reading)).broken).toBeUndefined()))
  }
  server = await ServerProcess.start(root)
  await until(
    async () => (await openSeats(server!.url, 'first')).length === 0,
    () => decideAll(server!.url, 'first'),
  )
  await until(async () => (await rows("select 1 from job where kind = 'fire-timer'")).length === 0)
  await until(
    async () => (await openSeats(server!.url, 'second')).length === 0,
    () => decideAll(server!.url, 'second'),
  )
  await server.kill('SIGTERM')
  await checkEverything(submitted)
}, 180_000)

async function checkEverything(submitted: readonly string[]): Promise<void> {
  const instances = await rows('select id, record, status, outcome, state, history from process_instance')
  const records = (await rows('select id, status from r_receipt')).map((row) => ({ id: String(row.id), status: row.status }))
  const ids = records.map((row) => row.id)
  // What was acknowledged is there; what was not is there once with everything, or not at all.
  expect(submitted.filter((id) => !ids.includes(id))).toEqual([])
  expect(instances.map((row) => String(row.record)).sort()).toEqual([...ids].sort())
  expect(records.filter((row) => row.status !== 'posted')).toEqual([])
  expect(new Set(instances.map((row) => `${String(row.status)} ${String(row.outcome)}`))).toEqual(new Set(['ended completed']))
  const seats = await rows('select instance, node, count(*) as number, min(status) as status from seat group by instance, node')
  expect(seats).toHaveLength(instances.length * 2)
  expect(seats.filter((row) => Number(row.number) !== 1 || row.status !== 'approved')).toEqual([])
  const fired = await rows(
    "select instance, node, count(*) as number from process_history where action = 'triggered' group by instance, node",
  )
  const times = new Map(fired.map((row) => [`${String(row.instance)} ${String(row.node)}`, Number(row.number)]))
  const ticks = instances.map((row) => ticksOf(String(row.state)))
  instances.forEach((row, index) => {
    expect(times.get(`${String(row.id)} wait`)).toBe(1)
    expect(times.get(`${String(row.id)} tick`) ?? 0).toBe(ticks[index])
  })
  expect(Math.max(...ticks)).toBe(TICKS)
  expect(await rows("select id from job where kind = 'fire-timer'")).toEqual([])
  const journals = await rows('select record, count(*) as number from ledger_journal group by record')
  expect(journals.filter((row) => Number(row.number) !== 1)).toEqual([])
  expect(journals).toHaveLength(ids.length)
  await within((workspace) =>
    workspace.database.read(async (reading) => {
      const { store } = await workspace.current(reading)
      expect((await verifyAudit(reading)).broken).toBeUndefined()
      expect((await verifyBalances(reading, store.model)).filter((verdict) => verdict.broken > 0)).toEqual([])
    }),
  )
}

function ticksOf(state: string): number {
  return Number(String(decodeState(state).scopes[1]?.variables.ticks ?? 0))
}

async function submitUntilCut(url: string, submitted: string[]): Promise<void> {
  await untilCut(async () => {
    const lines = { lines: [{ do: 'insert', ref: '1', values: { article: master.article, quantity: '1', price: '2.5' } }] }
    const values = { date: '2026-03-05', party: master.party, place: master.place }
    const answer = await post(url, 'submit', { entity: 'receipt', changes: { values, lines } })
    submitted.push(String(answer.id))
    await wait(200)
  })
}

/** Decides about every second task that it finds, until the connection is cut. */
async function decideUntilCut(url: string): Promise<void> {
  await untilCut(async () => {
    for (const seat of await openSeats(url)) if (Math.random() < 0.5) await decide(url, seat)
    await wait(50)
  })
}

async function decideAll(url: string, node: string): Promise<void> {
  for (const seat of await openSeats(url, node)) await decide(url, seat)
}

interface OpenSeat {
  readonly seat: string
  readonly version: number
  readonly node: { readonly id: string }
}

async function openSeats(url: string, node?: string): Promise<OpenSeat[]> {
  const found: OpenSeat[] = []
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = `limit=200${after === '' ? '' : `&after=${after}`}`
    const response = await fetch(`${url}/w/kill/api/tasks?${page}`, { headers: { authorization: `Bearer ${apiKey}` } })
    const answer = (await response.json()) as { rows: OpenSeat[]; next?: string }
    found.push(...answer.rows)
    after = answer.next
  }
  return found.filter((seat) => node === undefined || seat.node.id === node)
}

async function decide(url: string, { seat, version }: OpenSeat): Promise<void> {
  await post(url, 'approve', { seat, version })
}

async function post(url: string, name: string, body: unknown): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}`, 'idempotency-key': randomUUID() }
  const response = await fetch(`${url}/w/kill/api/commands/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const answer = (await response.json()) as Record<string, unknown>
  if (response.status !== 200) throw new Error(`${response.status}: ${JSON.stringify(answer)}`)
  return answer
}

/** Repeats until the connection is cut; anything else is a failure of the server. */
async function untilCut(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await work()
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return
      throw error
    }
  }
}

async function until(done: () => Promise<boolean>, work: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await done())) {
    if (Date.now() > end) throw new Error('It never happened')
    await work()
    await wait(100)
  }
}

async function rows(sql: string): Promise<Row[]> {
  return within((workspace) => workspace.database.read((reading) => Promise.resolve(reading.all({ sql }, []))))
}

async function within<T>(work: (workspace: LoadedWorkspace) => Promise<T>): Promise<T> {
  const workspace = new LoadedWorkspace(await openDatabase(registry, entry.location), registry)
  try {
    return await work(workspace)
  } finally {
    await workspace.database.close()
  }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
