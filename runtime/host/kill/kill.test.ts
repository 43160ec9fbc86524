import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { postingTemplate } from '../../bench/posting-template.ts'
import type { Answer, Command } from '../../command/unit.ts'
import { verifyAudit } from '../../store/audit/verify-audit.ts'
import { verifyBalances } from '../../store/ledger/verify-balances.ts'
import { openDatabase } from '../database-location.ts'
import { executeCommand } from '../execute-command.ts'
import { LoadedWorkspace } from '../loaded-workspace.ts'
import { WorkspaceDirectory, type WorkspaceEntry } from '../workspace-directory.ts'
import { createWorkspace } from '../create-workspace.ts'
import { ServerProcess } from './server-process.fixture.ts'

const CLIENTS = 16
const KILLS = 3

const registry = createServerRegistry()
let root: string
let entry: WorkspaceEntry
let server: ServerProcess | undefined
let apiKey: string
let master: { article: string; place: string; party: string }

interface Sent {
  readonly key: string
  readonly body: unknown
  /** Set when the server has said so. */
  acknowledged?: Answer
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'formwork-'))
  entry = await new WorkspaceDirectory(root).add(
    'kill',
    { dialect: 'sqlite' },
    async ({ location }) => void (await createWorkspace({ location, registry, files: postingTemplate, now: Date.now() })),
  )
  await within(async (workspace) => {
    const run = (name: string, body: unknown, person: number | null = null) => executeCommand(workspace, order(name, body, person))
    const save = async (entity: string, values: unknown) => String((await run('save', { entity, changes: { values } })).id)
    master = {
      article: await save('item', { code: 'A', name: 'Article', lastPrice: '1' }),
      place: await save('place', { name: 'P' }),
      party: await save('party', { name: 'Q', terms: '30' }),
    }
    const clerk = await save('person', { name: 'Clerk', login: 'clerk', roles: ['clerk'] })
    apiKey = String((await run('create-api-key', { name: 'test', scopes: ['*:*'] }, Number(clerk))).key)
  })
})
afterEach(async () => {
  await server?.kill()
  await rm(root, { recursive: true, force: true })
})

it('loses no acknowledged record when it is killed while 16 clients post', async () => {
  const sent: Sent[] = []
  for (let round = 0; round < KILLS; round++) {
    server = await ServerProcess.start(root)
    const clients = Array.from({ length: CLIENTS }, () => postUntilCut(server!.url, sent))
    const before = acknowledged(sent).length
    while (acknowledged(sent).length < before + CLIENTS) await wait(5)
    await wait(Math.random() * 400)
    await server.kill()
    await Promise.all(clients)
    await checkEverything(sent)
  }
  const lost = sent.filter((one) => one.acknowledged === undefined)
  expect(lost.length).toBeGreaterThan(0)
  server = await ServerProcess.start(root)
  for (const one of sent.slice(0, 20).concat(lost)) {
    const answer = await post(server.url, one)
    if (one.acknowledged !== undefined) expect(answer).toEqual(one.acknowledged)
    one.acknowledged = answer
  }
  await server.kill('SIGTERM')
  await checkEverything(sent)
  // What had been sent and not answered was done once or not at all, and once after it was repeated.
  expect(await countReceipts()).toBe(sent.length)
}, 120_000)

async function postUntilCut(url: string, sent: Sent[]): Promise<void> {
  for (let number = 0; ; number++) {
    const one: Sent = { key: randomUUID(), body: receipt(number) }
    sent.push(one)
    try {
      one.acknowledged = await post(url, one)
    } catch (error) {
      // The connection was cut; anything else is a failure of the server.
      if (error instanceof TypeError) return
      throw error
    }
  }
}

async function post(url: string, { key, body }: Sent): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}`, 'idempotency-key': key }
  const response = await fetch(`${url}/w/kill/api/commands/submit`, { method: 'POST', headers, body: JSON.stringify(body) })
  const answer = (await response.json()) as Answer
  if (response.status !== 200) throw new Error(`${response.status}: ${JSON.stringify(answer)}`)
  return answer
}

function receipt(number: number): unknown {
  const lines = Array.from({ length: 3 }, (_, index) => ({
    do: 'insert',
    ref: String(index),
    values: { article: master.article, quantity: `${number + 1}`, price: '2.5' },
  }))
  return { entity: 'receipt', changes: { values: { date: '2026-03-05', party: master.party, place: master.place }, lines: { lines } } }
}

const acknowledged = (sent: readonly Sent[]) => sent.flatMap((one) => (one.acknowledged === undefined ? [] : [one.acknowledged]))

/** Every acknowledged record is there, posted, under its number; file and audit chain are whole. */
async function checkEverything(sent: readonly Sent[]): Promise<void> {
  expect(await registry.dialects.get('sqlite')!.check!(entry.location)).toEqual([])
  await within((workspace) =>
    workspace.database.read(async (reading) => {
      const { store } = await workspace.current(reading)
      for (const answer of acknowledged(sent)) {
        const record = await store.records.load(reading, 'receipt', Number(answer.id))
        expect(record?.header).toMatchObject({ number: answer.number, status: 'posted' })
        expect(record?.lines.lines).toHaveLength(3)
      }
      expect((await verifyAudit(reading)).broken).toBeUndefined()
      expect((await verifyBalances(reading, store.model)).filter((verdict) => verdict.broken > 0)).toEqual([])
    }),
  )
}

async function countReceipts(): Promise<number> {
  return within((workspace) =>
    workspace.database.read(async (reading) => Number((await reading.get({ sql: 'select count(*) as count from r_receipt' }, []))!.count)),
  )
}

async function within<T>(work: (workspace: LoadedWorkspace) => Promise<T>): Promise<T> {
  const workspace = new LoadedWorkspace(await openDatabase(registry, entry.location), registry)
  try {
    return await work(workspace)
  } finally {
    await workspace.database.close()
  }
}

function order(name: string, body: unknown, person: number | null): Command {
  return { do: name, person, language: 'zh', channel: 'api', requestId: 'r', body }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
