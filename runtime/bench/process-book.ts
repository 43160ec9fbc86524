import { assert } from '@formwork/platform/error/assert.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Plan } from '@formwork/platform/plugin/contracts/dialect.ts'
import type { Answer, Command } from '../command/unit.ts'
import { createWorkspace } from '../host/create-workspace.ts'
import type { DatabaseLocation } from '../host/database-location.ts'
import type { LoadedWorkspace } from '../host/loaded-workspace.ts'
import { withWorkspace } from './posting-book.ts'
import { processTemplate } from './process-template.ts'

/** An open workspace whose requests so many people approve one after another. */
export interface ProcessBook {
  readonly execute: (command: Command) => Promise<Answer>
  readonly workspace: LoadedWorkspace
  readonly person: number
  readonly steps: number
}

/** What a slice of instances took. */
export interface Slice {
  /** Milliseconds an instance, on the clock and of CPU. */
  readonly wall: number
  readonly cpu: number
}

const OPEN_SEAT: Plan = {
  sql: "select s.id, s.version from process_instance as i join seat as s on s.instance = i.id where i.record = ? and s.box = 'todo'",
}

/** Makes a workspace with one approver. */
export async function createProcessBook(registry: Registry, file: string, steps: number): Promise<void> {
  const location: DatabaseLocation = { dialect: 'sqlite', location: file }
  await createWorkspace({ location, registry, files: processTemplate(steps), now: Date.now() })
  await withWorkspace(registry, location, async (execute) => {
    await execute(order('save', { entity: 'person', changes: { values: { name: 'Checker', roles: ['checker'] } } }))
  })
}

/** Opens it in this thread for as long as `work` runs. */
export function withBook<T>(registry: Registry, file: string, steps: number, work: (book: ProcessBook) => Promise<T>): Promise<T> {
  return withWorkspace(registry, { dialect: 'sqlite', location: file }, async (execute, workspace) => {
    const checker = await workspace.database.read((reading) =>
      Promise.resolve(reading.get({ sql: "select id from r_person where c_name = 'Checker'" }, [])),
    )
    return work({ execute, workspace, person: Number(checker!.id), steps })
  })
}

/** Runs so many instances from submitting to posting by so many clients at once. */
export async function runInstances(book: ProcessBook, count: number, clients: number): Promise<Slice> {
  let left = count
  const client = async (): Promise<void> => {
    while (left-- > 0) await runInstance(book)
  }
  return measure(count, () => Promise.all(Array.from({ length: clients }, client)))
}

/** Clock and CPU of this process for so many repetitions. */
export async function measure(count: number, work: () => Promise<unknown>): Promise<Slice> {
  const before = process.cpuUsage()
  const begun = performance.now()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: (performance.now() - begun) / count, cpu: (user + system) / 1000 / count }
}

async function runInstance({ execute, workspace, person, steps }: ProcessBook): Promise<void> {
  const { id } = await execute(order('submit', { entity: 'request', changes: { values: { subject: 'Chairs', amount: '120.50' } } }))
  let last: Answer = {}
  for (let step = 0; step < steps; step++) {
    const seat = await workspace.database.read((reading) => Promise.resolve(reading.get(OPEN_SEAT, [Number(id)])))
    assert(seat !== undefined, 'nobody has to approve')
    last = await execute({ ...order('approve', { seat: String(seat.id), version: Number(seat.version) }), person })
  }
  assert(last.process === 'ended', 'the process did not end')
}

function order(name: string, body: unknown): Command {
  return { do: name, person: null, language: 'en', channel: 'api', requestId: 'bench', body }
}
