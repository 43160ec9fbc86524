/**
 * Approvals a second, end to end with records on SQLite (writer, group commit, FULL), and what a step costs in a long
 * process and beside many finished ones. Beside it npm `bpmn-engine`, where it is installed, with its state saved and
 * recovered at each step. `node runtime/bench/run.ts process`; the ratios count, not the figures.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from '@formwork/platform/error/assert.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import type { Answer, Command } from '../command/unit.ts'
import { createWorkspace } from '../host/create-workspace.ts'
import type { DatabaseLocation } from '../host/database-location.ts'
import type { LoadedWorkspace } from '../host/loaded-workspace.ts'
import { withWorkspace } from './posting-book.ts'
import { chain, processTemplate } from './process-template.ts'
import { peerRate } from './process-peer.ts'

/** What the issue promises: at least so many times the peer's rate. */
const LEAST_TO_PEER = 10
/** A step of a long process against one of a short one: measured, so a little more is the same. */
const MOST_GROWTH = 1.25
const STEPS = 5
const LONG_STEPS = 20
const INSTANCES = 200
const CLIENTS = 16
const FINISHED = Number(process.env.FINISHED ?? 2_000)

const registry = createServerRegistry()
const folder = mkdtempSync(join(tmpdir(), 'formwork-process-'))
try {
  const short = await measure(STEPS)
  const long = await measure(LONG_STEPS)
  const peer = await peerRate(chain(Array.from({ length: STEPS }, (_, index) => `step${index + 1}`)), STEPS)
  console.log(`1 client:   ${short.one.toFixed(0)} instances/s of ${STEPS} steps, ${short.cpu.toFixed(2)} ms CPU an instance`)
  console.log(`${CLIENTS} clients: ${short.many.toFixed(0)} instances/s`)
  judge(`a step of ${LONG_STEPS} against one of ${STEPS}`, long.step / short.step, MOST_GROWTH)
  judge(`a step with ${FINISHED} more finished instances`, short.late / short.step, MOST_GROWTH)
  if (peer === undefined) console.log('not run: the npm package bpmn-engine is not installed')
  else judge(`times the rate of bpmn-engine (${peer.toFixed(0)}/s)`, LEAST_TO_PEER / (short.one / peer), 1, (short.one / peer).toFixed(1))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

interface Figures {
  readonly one: number
  readonly many: number
  /** Milliseconds of CPU an instance, one client. */
  readonly cpu: number
  /** Milliseconds a step, one client, at the beginning and after many instances have finished. */
  readonly step: number
  readonly late: number
}

async function measure(steps: number): Promise<Figures> {
  const location: DatabaseLocation = { dialect: 'sqlite', location: join(folder, `${steps}.db`) }
  await createWorkspace({ location, registry, files: processTemplate(steps), now: Date.now() })
  return withWorkspace(registry, location, async (execute, workspace) => {
    const person = Number(
      (await execute(order('save', { entity: 'person', changes: { values: { name: 'Checker', roles: ['checker'] } } }))).id,
    )
    const run = (count: number, clients: number): Promise<number> => runInstances({ execute, workspace, person, steps }, count, clients)
    await run(INSTANCES, CLIENTS)
    const before = process.cpuUsage()
    const alone = await run(INSTANCES, 1)
    const { user, system } = process.cpuUsage(before)
    const together = await run(INSTANCES, CLIENTS)
    if (steps === STEPS) await run(FINISHED, CLIENTS)
    const late = steps === STEPS ? await run(INSTANCES, 1) : alone
    return {
      one: (INSTANCES * 1000) / alone,
      many: (INSTANCES * 1000) / together,
      cpu: (user + system) / 1000 / INSTANCES,
      step: alone / INSTANCES / (steps + 1),
      late: late / INSTANCES / (steps + 1),
    }
  })
}

interface Book {
  readonly execute: (command: Command) => Promise<Answer>
  readonly workspace: LoadedWorkspace
  readonly person: number
  readonly steps: number
}

/** Milliseconds for so many instances from submitting to posting. */
async function runInstances(book: Book, count: number, clients: number): Promise<number> {
  let left = count
  const begun = performance.now()
  const client = async (): Promise<void> => {
    while (left-- > 0) await runInstance(book)
  }
  await Promise.all(Array.from({ length: clients }, client))
  return performance.now() - begun
}

async function runInstance({ execute, workspace, person, steps }: Book): Promise<void> {
  const { id } = await execute(order('submit', { entity: 'request', changes: { values: { subject: 'Chairs', amount: '120.50' } } }))
  let last: Answer = {}
  for (let step = 0; step < steps; step++) {
    const seat = await workspace.database.read(async (reading) =>
      reading.get(
        {
          sql: "select s.id, s.version from process_instance as i join seat as s on s.instance = i.id where i.record = ? and s.box = 'todo'",
        },
        [Number(id)],
      ),
    )
    assert(seat !== undefined, 'nobody has to approve')
    last = await execute({ ...order('approve', { seat: String(seat.id), version: Number(seat.version) }), person })
  }
  assert(last.process === 'ended', 'the process did not end')
}

function order(name: string, body: unknown): Command {
  return { do: name, person: null, language: 'en', channel: 'api', requestId: 'bench', body }
}

/** Prints a figure with its bar; missing it sets the exit code. */
function judge(label: string, value: number, most: number, shown = value.toFixed(2)): void {
  const passed = value <= most
  console.log(`${passed ? 'ok  ' : 'MISS'} ${label}: ${shown}`)
  if (!passed) process.exitCode = 1
}
