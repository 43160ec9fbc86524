import { rmSync } from 'node:fs'
import { assert } from '@formwork/platform/error/assert.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Answer, Command } from '../command/unit.ts'
import { openWorkspace } from '../host/open-workspace.ts'
import { Writer } from '../host/writer.ts'
import { BareWriter } from './bare-writer.ts'
import { captureWrites } from './capture-writes.ts'
import { copyBook, movementOrder, type LedgerBook } from './ledger-book.ts'
import { median } from './report-bar.ts'

const CLIENTS = 16
const ROUNDS = 5
/** Turns before the first that counts: code is compiled step by step as it gets warm. */
const WARM_TURNS = 2
/** A line is taken from outside and put into a place. */
const ENTRIES_A_LINE = 2

export interface PostingRates {
  /** Entries a second through the command bus, median of the rounds. */
  readonly entries: number
  /** Against the same writes as bare prepared statements, median of the rounds' ratios. */
  readonly ratio: number
}

/** Receipts of so many lines by 16 clients, beside the same writes on a bare connection, in turns. `records` a turn. */
export async function measurePosting(registry: Registry, book: LedgerBook, lines: number, records: number): Promise<PostingRates> {
  const orders = Array.from({ length: (ROUNDS + WARM_TURNS) * records }, (_, number) =>
    movementOrder(book, 'receive', '2026-03-05', { first: number * lines, lines }),
  )
  const captured = copyBook(book, 'captured')
  const documents = await captureWrites(registry, captured, orders, checkPosted)
  rmSync(captured.location)
  const bare = new BareWriter(copyBook(book, 'bare').location)
  const writer = new Writer((error) => console.error(error))
  const workspace = await openWorkspace({ name: 'bench', location: copyBook(book, 'bus'), registry, writer })
  const rounds: { entries: number; ratio: number }[] = []
  for (let turn = 0; turn < WARM_TURNS + ROUNDS; turn++) {
    const [first, end] = [turn * records, (turn + 1) * records]
    const plain = bare.write(documents.slice(first, end), CLIENTS)
    const bus = await postAll((order) => workspace.execute(order), orders.slice(first, end))
    if (turn >= WARM_TURNS) rounds.push({ entries: bus * lines * ENTRIES_A_LINE, ratio: bus / plain })
  }
  bare.close()
  await workspace.close()
  await writer.end()
  return { entries: median(rounds.map(({ entries }) => entries)), ratio: median(rounds.map(({ ratio }) => ratio)) }
}

/** Records a second. */
async function postAll(execute: (order: Command) => Promise<Answer>, orders: readonly Command[]): Promise<number> {
  const start = performance.now()
  let next = 0
  const client = async (): Promise<void> => {
    while (next < orders.length) checkPosted(await execute(orders[next++]!))
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return (orders.length * 1000) / (performance.now() - start)
}

function checkPosted(answer: Answer): void {
  assert(answer.status === 'posted', `The record is ${String(answer.status)}, not posted`)
}
