import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { insertJobs, listDeadJobs } from '../store/jobs/jobs.ts'
import { notesTemplate } from '../server/fixture/notes-template.fixture.ts'
import { openSandbox, type Sandbox } from '../host/sandbox/open-sandbox.ts'
import { sandboxWorkspace } from '../host/sandbox/sandbox-workspace.ts'
import { startJobs } from './jobs.ts'
import { waitAfter, WorkspaceJobs } from './workspace-jobs.ts'

let sandbox: Sandbox
const failures: { kind: string; tries: number; isDead: boolean }[] = []
beforeEach(async () => {
  failures.length = 0
  sandbox = await openSandbox({ files: notesTemplate, registry: createServerRegistry() })
})
afterEach(() => sandbox.close())

const runner = (holder = 'runner-one') =>
  new WorkspaceJobs(sandboxWorkspace(sandbox.workspace), holder, ({ kind, tries, isDead }) => void failures.push({ kind, tries, isDead }))
const enqueue = (kind: string, payload: unknown, key?: string) =>
  sandbox.workspace.database.write((transaction) =>
    insertJobs(transaction, [{ kind, payload, key, due: sandbox.clock.now() }], sandbox.clock.now()),
  )
const waiting = () =>
  sandbox.workspace.database.read(async (reading) => reading.all({ sql: 'select kind, tries, state, due from job order by id' }, []))
const never = () => false
const DEMO = { password: 'not-a-secret' }

describe('jobs of a workspace', () => {
  it('run commands of the system when they are due, once', async () => {
    await enqueue('mark-demo', DEMO)
    expect(await runner().nextWait(sandbox.clock.now())).toBe(0)
    expect(await runner().runDue(never)).toBe(1)
    expect(await runner().runDue(never)).toBe(0)
    expect(await waiting()).toEqual([])
    const demo = await sandboxWorkspace(sandbox.workspace).read('demo-logins', { person: null, language: 'zh', arguments: {} })
    expect(demo).toMatchObject({ logins: [] })
    expect(
      await sandbox.workspace.database.read(async (reading) =>
        reading.all({ sql: "select action, channel from audit where action = 'mark-demo'" }, []),
      ),
    ).toEqual([{ action: 'mark-demo', channel: 'job' }])
  })

  it('do a job that was done but not finished only once: its command carries a key', async () => {
    await enqueue('mark-demo', DEMO)
    const { jobs } = (await sandboxWorkspace(sandbox.workspace).execute({
      do: 'claim-jobs',
      person: null,
      language: 'zh',
      channel: 'job',
      requestId: 'r',
      body: { holder: 'runner-dead', lease: 1, limit: 5 },
    })) as { jobs: { id: number }[] }
    await sandboxWorkspace(sandbox.workspace).execute({
      do: 'mark-demo',
      key: `job/${jobs[0]!.id}`,
      person: null,
      language: 'zh',
      channel: 'job',
      requestId: 'r',
      body: DEMO,
    })
    sandbox.clock.moveTo(undefined)
    expect(await runner().runDue(never)).toBe(1)
    expect(
      await sandbox.workspace.database.read(async (reading) => reading.all({ sql: "select id from audit where action = 'mark-demo'" }, [])),
    ).toHaveLength(1)
  })

  it('belong to one runner while the lease lasts', async () => {
    await enqueue('mark-demo', DEMO)
    const claim = (holder: string) =>
      sandboxWorkspace(sandbox.workspace).execute({
        do: 'claim-jobs',
        person: null,
        language: 'zh',
        channel: 'job',
        requestId: 'r',
        body: { holder, lease: 60_000, limit: 5 },
      })
    expect((await claim('runner-one')).jobs).toHaveLength(1)
    expect((await claim('runner-two')).jobs).toHaveLength(0)
    sandbox.clock.moveTo('1')
    expect((await claim('runner-two')).jobs).toHaveLength(1)
  })

  it('come back later when they fail, and are laid aside after so many tries', async () => {
    await enqueue('mark-demo', { password: 7 })
    for (let day = 1; day <= 4; day++) {
      await runner().runDue(never)
      sandbox.clock.moveTo(String(day))
    }
    expect(failures).toEqual([
      { kind: 'mark-demo', tries: 1, isDead: false },
      { kind: 'mark-demo', tries: 2, isDead: false },
      { kind: 'mark-demo', tries: 3, isDead: true },
    ])
    const dead = await sandbox.workspace.database.read((reading) => listDeadJobs(reading, 10))
    expect(dead).toMatchObject([{ kind: 'mark-demo', error: expect.stringContaining('Expected text') as string }])
  })

  it('lay aside what nobody knows how to do', async () => {
    await enqueue('save', { entity: 'item' })
    await enqueue('no-such-kind', {})
    await runner().runDue(never)
    expect(failures.map((failure) => failure.kind)).toEqual(['save', 'no-such-kind'])
  })

  it('come again and again where they are written to', async () => {
    const forgetting = async () => (await waiting()).filter((job) => job.kind === 'forget-expired')
    await runner().prepare()
    await runner().prepare()
    expect(await forgetting()).toMatchObject([{ kind: 'forget-expired', tries: 0 }])
    await runner().runDue(never)
    expect(await forgetting()).toEqual([{ kind: 'forget-expired', tries: 0, state: 'waiting', due: sandbox.clock.now() + 3_600_000 }])
  })
})

describe('the runner of a server', () => {
  it('finds the workspaces, runs what is due, and stops', async () => {
    await enqueue('mark-demo', DEMO)
    const workspace = sandboxWorkspace(sandbox.workspace, 'one')
    const jobs = startJobs({
      workspaces: { names: async () => ['one'], get: async () => workspace },
      interval: 10,
      report: (line) => void failures.push(line),
    })
    const isDone = async (): Promise<boolean> => !(await waiting()).some((job) => job.kind === 'mark-demo')
    for (let tries = 0; tries < 200 && !(await isDone()); tries++) await new Promise((resolve) => setTimeout(resolve, 10))
    await jobs.stop()
    expect(await isDone()).toBe(true)
    await enqueue('mark-demo', DEMO)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await isDone()).toBe(false)
    expect(failures).toEqual([])
  })
})

describe('the wait after a failure', () => {
  it('doubles up to an hour, and differs a little', () => {
    expect([1, 2, 3, 4].map((tries) => waitAfter(tries, () => 0.5))).toEqual([1000, 2000, 4000, 8000])
    expect(waitAfter(40, () => 0.5)).toBe(3_600_000)
    expect(waitAfter(1, () => 0)).toBe(750)
  })
})
