import { processModel } from './process-model.fixture.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { decodeState } from '../../engine/process/codec.ts'
import type { Query } from '../../query/query.ts'
import { tasks as tasksQuery } from '../../query/tasks.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import { readRevisions } from '../../store/organisation/revisions.ts'
import { readInstance } from '../../store/process/instances.ts'
import { verifyProcesses } from '../../store/process/verify-processes.ts'
import type { Database } from '../../store/database.ts'
import { TestWorkspace, type TestDefinitions } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'

interface Row {
  readonly seat: string
  readonly version: number
  readonly node: { readonly id: string }
}

/** A workspace with people and an approval of requests; what people do is one call each. */
export class ApprovalWorkspace {
  readonly workspace: TestWorkspace
  readonly ids: Record<string, number> = {}
  department = ''

  private constructor(workspace: TestWorkspace) {
    this.workspace = workspace
  }

  static async open(database: Database, definitions: TestDefinitions = processModel): Promise<ApprovalWorkspace> {
    const opened = new ApprovalWorkspace(await TestWorkspace.open(definitions, database))
    await opened.person('head', ['staff'])
    const { id } = await opened.workspace.save('department', { code: 'F', name: 'Field', head: String(opened.ids.head) })
    opened.department = id
    await opened.person('anna', ['staff'], { department: id })
    await opened.person('dan', ['finance'])
    await opened.person('eve', ['finance'])
    await opened.person('root', ['administrator'])
    return opened
  }

  async person(name: string, roles: string[], more = {}): Promise<void> {
    this.ids[name] = Number((await this.workspace.save('person', { name, login: name, roles, ...more })).id)
  }

  run(name: string, body: unknown, person?: string | null): Promise<Answer> {
    return this.workspace.run(name, body, { person: person == null ? null : this.ids[person]! })
  }

  ask<T>(query: Query, person: string, request: unknown, model: Model = this.workspace.store.model): Promise<T> {
    const { workspace } = this
    return workspace.database.read(async (reading) => {
      const organisation = await readOrganisation(reading, workspace.store, (await readRevisions(reading)).organisation)
      const found = organisation.people.get(this.ids[person]!)!
      const { id, name, login, roles, department } = found
      const actor = { person: id, name, login, roles, department, language: 'en' as const }
      const { store, registry, now } = workspace
      return query.run({ reading, model, store, registry, actor, organisation, now, language: 'en' }, request as never) as Promise<T>
    })
  }

  async box(person: string, name = 'todo'): Promise<Row[]> {
    return (await this.ask<{ rows: Row[] }>(tasksQuery, person, { box: name })).rows
  }

  submit(mode = '', more = {}): Promise<Answer & { id: string; version: number; status: string }> {
    const values = { department: this.department, amount: '100', mode, ...more }
    const lines = { lines: [{ do: 'insert', values: { what: 'x' } }] }
    return this.run('submit', { entity: 'request', changes: { values, lines } }, 'anna') as never
  }

  async act(person: string, verb: string, more = {}, node?: string): Promise<Answer> {
    const rows = await this.box(person)
    const row = node === undefined ? rows[0] : rows.find((each) => each.node.id === node)
    return this.run(verb, { seat: row!.seat, version: row!.version, ...more }, person)
  }

  instanceOf(record: string) {
    return this.workspace.database.read(async (reading) => {
      const row = await reading.get({ sql: 'select id from process_instance where record = ? order by id desc limit 1' }, [Number(record)])
      return (await readInstance(reading, Number(row!.id)))!
    })
  }

  async stateOf(record: string) {
    return decodeState((await this.instanceOf(record)).state)
  }

  async statusOf(record: string): Promise<string> {
    const { records } = this.workspace.store
    return this.workspace.database.read(async (reading) => (await records.load(reading, 'request', Number(record)))!.header.status)
  }

  /** Runs what is due until `now`, as the job runner does. */
  async runDue(now: number): Promise<void> {
    this.workspace.now = now
    for (;;) {
      const body = { holder: 'test-runner', lease: 60_000, limit: 10 }
      const { jobs } = (await this.run('claim-jobs', body)) as { jobs: { id: number; kind: string; payload: unknown }[] }
      if (jobs.length === 0) return
      for (const job of jobs) {
        if (job.kind === 'fire-timer') await this.run(job.kind, job.payload)
        await this.run('finish-job', { id: job.id, holder: 'test-runner' })
      }
    }
  }

  /** Whatever a test did, tasks and tokens still agree. */
  async close(): Promise<void> {
    const [found] = await this.workspace.database.read((reading) => verifyProcesses(reading))
    await this.workspace.close()
    if (found!.broken > 0) throw new Error(found!.first as string)
  }
}

export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )
