/**
 * Approvals a second, end to end with records on SQLite (writer, group commit, FULL), beside npm `bpmn-engine` with its
 * state saved as durably and recovered at each step; and what a step costs in a long process and beside many finished ones.
 * `node runtime/bench/run.ts process`; FINISHED=1000000 for the full million. All that is compared is run in turns, and
 * the middle of the turns counts, so that a busy machine slows both sides.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { multiplyInstances } from './multiply-instances.ts'
import { createProcessBook, measure, runInstances, withBook, type ProcessBook, type Slice } from './process-book.ts'
import { openPeer } from './process-peer.ts'
import { chain } from './process-template.ts'

/** What the issue promises: at least so many times the peer's rate. */
const LEAST_TO_PEER = 10
/** A step of a long process against one of a short one: measured, so a little more is the same. */
const MOST_GROWTH = 1.25
const STEPS = 5
const LONG_STEPS = 20
const TURNS = 5
const INSTANCES = 60
const PEER_INSTANCES = 8
const CLIENTS = 16
const FEW_FINISHED = 1_000
const MANY_FINISHED = Number(process.env.FINISHED ?? 100_000)

const registry = createServerRegistry()
const folder = mkdtempSync(join(tmpdir(), 'formwork-process-'))
const [small, long, large] = ['small', 'long', 'large'].map((name) => join(folder, `${name}.db`)) as [string, string, string]
try {
  await createProcessBook(registry, small, STEPS)
  await createProcessBook(registry, long, LONG_STEPS)
  await withBook(registry, small, STEPS, (book) => runInstances(book, FEW_FINISHED, CLIENTS))
  await compareWithPeer()
  await compare(`CPU of a step of ${LONG_STEPS} against one of ${STEPS}`, long, LONG_STEPS)
  copyFileSync(small, large)
  const finished = multiplyInstances(large, MANY_FINISHED)
  await compare(`CPU of a step beside ${finished} finished instances against ${FEW_FINISHED}`, large, STEPS)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function compareWithPeer(): Promise<void> {
  const model = chain(Array.from({ length: STEPS }, (_, index) => `step${index + 1}`))
  const peer = await openPeer(model, STEPS, join(folder, 'peer.db'))
  await withBook(registry, small, STEPS, async (book) => {
    const turns: { one: Slice; many: Slice; peerOne: Slice | undefined; peerMany: Slice | undefined }[] = []
    for (let turn = 0; turn < TURNS; turn++) {
      turns.push({
        one: await runInstances(book, INSTANCES, 1),
        many: await runInstances(book, INSTANCES * 2, CLIENTS),
        peerOne: peer && (await measure(PEER_INSTANCES, () => peer(PEER_INSTANCES, 1))),
        peerMany: peer && (await measure(PEER_INSTANCES, () => peer(PEER_INSTANCES, CLIENTS))),
      })
    }
    const of = (read: (turn: (typeof turns)[number]) => number): number => middle(turns.map(read))
    console.log(
      `1 client:   ${rate(of(({ one }) => one.wall))} instances/s of ${STEPS} steps, ${of(({ one }) => one.cpu).toFixed(2)} ms CPU an instance`,
    )
    console.log(
      `${CLIENTS} clients: ${rate(of(({ many }) => many.wall))} instances/s, ${of(({ many }) => many.cpu).toFixed(2)} ms CPU an instance`,
    )
    if (peer === undefined) return console.log('not run: the npm package bpmn-engine is not installed')
    console.log(
      `bpmn-engine: ${rate(of((turn) => turn.peerOne!.wall))} instances/s, ${rate(of((turn) => turn.peerMany!.wall))} in group commits, ${of((turn) => turn.peerMany!.cpu).toFixed(2)} ms CPU an instance`,
    )
    console.log(
      `     at 1 client, each step on the disk before it is answered: ${of((turn) => turn.peerOne!.wall / turn.one.wall).toFixed(1)} times its rate`,
    )
    judgeLeast(
      `times the rate of bpmn-engine at ${CLIENTS} clients`,
      of((turn) => turn.peerMany!.wall / turn.many.wall),
    )
    judgeLeast(
      'times less CPU an instance than bpmn-engine',
      of((turn) => turn.peerMany!.cpu / turn.many.cpu),
    )
  })
}

/** Steps in another workspace against steps in the small one, turn by turn. */
async function compare(label: string, file: string, steps: number): Promise<void> {
  const ratio = await withBook(registry, small, STEPS, (few) =>
    withBook(registry, file, steps, async (many) => {
      await runInstances(many, INSTANCES, 1)
      const ratios: number[] = []
      for (let turn = 0; turn < TURNS; turn++) ratios.push((await costOfStep(many)) / (await costOfStep(few)))
      return middle(ratios)
    }),
  )
  const passed = ratio <= MOST_GROWTH
  report(passed, label, ratio.toFixed(2))
}

/** Milliseconds of CPU a command: submitting counts as a step. */
async function costOfStep(book: ProcessBook): Promise<number> {
  const { cpu } = await runInstances(book, Math.ceil((INSTANCES * STEPS) / book.steps), 1)
  return cpu / (book.steps + 1)
}

function judgeLeast(label: string, ratio: number): void {
  report(ratio >= LEAST_TO_PEER, label, ratio.toFixed(1))
}

/** Prints a figure with its bar; missing it sets the exit code. */
function report(passed: boolean, label: string, shown: string): void {
  console.log(`${passed ? 'ok  ' : 'MISS'} ${label}: ${shown}`)
  if (!passed) process.exitCode = 1
}

function middle(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)]!
}

function rate(milliseconds: number): string {
  return (1000 / milliseconds).toFixed(0)
}
