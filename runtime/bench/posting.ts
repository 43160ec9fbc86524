/**
 * Documents a second through the command bus (writer thread, group commit, FULL) against bare prepared statements that do
 * the same writes in the same run. `node runtime/bench/posting.ts`; the ratios count, not the figures.
 */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '@formwork/platform/error/assert.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import type { Answer } from '../command/unit.ts'
import { openWorkspace } from '../host/open-workspace.ts'
import { Writer } from '../host/writer.ts'
import { BareWriter } from './bare-writer.ts'
import { captureWrites } from './capture-writes.ts'
import { multiplyRows } from './multiply-rows.ts'
import { createBook, receiptOrder, withWorkspace, type PostingBook } from './posting-book.ts'
import { median, reportBar } from './report-bar.ts'

/** What the foundation promises. */
const LEAST_AT_MANY = 0.6
const LEAST_AT_ONE = 0.5
/** The ratio with many entries against the ratio with few: measured, so a little less is the same. */
const LEAST_OF_RATIO = 0.9

const CLIENTS = 16
const DOCUMENTS = 640
const ROUNDS = 9
/**
 * Turns before the first that counts: a server runs for days, and the thread's hot functions are still being compiled for the
 * last time after 5,000 to 6,000 documents.
 */
const WARM_TURNS = 10
const FEW_ENTRIES = 1_000
/** Ten lines, each taken from outside and put into a place. */
const ENTRIES_A_RECEIPT = 20
const MANY_ENTRIES = 1_000_000

interface Rates {
  readonly bare: number
  readonly bus: number
  readonly cost: Costs
}

/** Microseconds of processor time a document, over all threads of the process: says more than rates where others share the machine. */
interface Costs {
  readonly bare: number
  readonly bus: number
}

const registry = createServerRegistry()
const book = await createBook(registry)
try {
  await postFirst(book)
  const few = await openArena(book, 'few', 'with 1,000 entries')
  const entries = multiplyRows(book.location.location, { items: 'items', openItems: 'debts' }, MANY_ENTRIES)
  const many = await openArena(book, 'many', `with ${entries.toLocaleString('en')} entries`)
  const [small, large] = await measure([few, many])
  assert(small !== undefined && large !== undefined, 'Both histories were measured')
  judge('16 clients, few entries', small.many, LEAST_AT_MANY)
  judge('16 clients, many entries', large.many, LEAST_AT_MANY)
  judge('1 client, few entries', small.one, LEAST_AT_ONE)
  judge('1 client, many entries', large.one, LEAST_AT_ONE)
  reportBar('ratio with many entries / with few, 16 clients', large.many / small.many, { least: LEAST_OF_RATIO })
} finally {
  rmSync(book.folder, { recursive: true, force: true })
}

/** Posts receipts until the ledger holds its first entries. */
async function postFirst(empty: PostingBook): Promise<void> {
  await withWorkspace(registry, empty.location, async (execute) => {
    for (let number = 0; number < FEW_ENTRIES / ENTRIES_A_RECEIPT; number++) checkPosted(await execute(receiptOrder(empty, number)))
  })
}

/** Both sides over copies of one file, with a history of one length. */
interface Arena {
  readonly label: string
  /** Posts the next documents on both sides, with so many clients. */
  readonly turn: (clients: number, isBareFirst: boolean) => Promise<Rates>
  readonly rowWrites: number
  readonly close: () => Promise<void>
}

async function openArena(from: PostingBook, name: string, label: string): Promise<Arena> {
  const captured = copyOf(from, `${name}-captured`)
  const orders = Array.from({ length: (2 * ROUNDS + WARM_TURNS) * DOCUMENTS }, (_, number) => receiptOrder(from, number))
  const documents = await captureWrites(registry, { ...from.location, location: captured }, orders, checkPosted)
  rmSync(captured)
  const bare = new BareWriter(copyOf(from, `${name}-bare`))
  const writer = new Writer((error) => console.error(error))
  const location = { ...from.location, location: copyOf(from, `${name}-bus`) }
  const workspace = await openWorkspace({ name, location, registry, writer })
  let next = 0
  const postAll = async (first: number, clients: number): Promise<number> => {
    const start = performance.now()
    let number = first
    const client = async (): Promise<void> => {
      while (number < first + DOCUMENTS) checkPosted(await workspace.execute(orders[number++]!))
    }
    await Promise.all(Array.from({ length: clients }, client))
    return (DOCUMENTS * 1000) / (performance.now() - start)
  }
  return {
    label,
    rowWrites: documents.reduce((sum, writes) => sum + writes.length, 0) / documents.length,
    async turn(clients, isBareFirst) {
      const first = next
      next += DOCUMENTS
      const same = documents.slice(first, next)
      const sides = { bare: async () => bare.write(same, clients), bus: async () => postAll(first, clients) }
      const early = isBareFirst ? await timed(sides.bare) : undefined
      const bus = await timed(sides.bus)
      const { rate, cost } = early ?? (await timed(sides.bare))
      return { bare: rate, bus: bus.rate, cost: { bare: cost, bus: bus.cost } }
    },
    async close() {
      bare.close()
      await workspace.close()
      await writer.end()
    },
  }
}

/**
 * The sides take turns, each first as often as the other, and so do the histories: what the machine does meanwhile falls on
 * all of them. The median of the rounds' ratios counts.
 */
async function measure(arenas: readonly Arena[]): Promise<{ many: number; one: number }[]> {
  const rates = arenas.map((): { many: Rates[]; one: Rates[] } => ({ many: [], one: [] }))
  for (let warm = 0; warm < WARM_TURNS; warm++) for (const { turn } of arenas) await turn(CLIENTS, true)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { turn }] of arenas.entries()) rates[index]!.many.push(await turn(CLIENTS, round % 2 === 0))
    for (const [index, { turn }] of arenas.entries()) rates[index]!.one.push(await turn(1, round % 2 === 0))
  }
  for (const [index, { label, rowWrites, close }] of arenas.entries()) {
    await close()
    show(`${CLIENTS} clients, ${label}`, rates[index]!.many)
    show(`1 client, ${label}`, rates[index]!.one)
    console.log(`    ${rowWrites.toFixed(1)} row writes a document`)
  }
  return rates.map(({ many, one }) => ({ many: median(many.map(ratio)), one: median(one.map(ratio)) }))
}

function copyOf(from: PostingBook, name: string): string {
  const folder = join(from.folder, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  copyFileSync(from.location.location, join(folder, 'workspace.db'))
  return join(folder, 'workspace.db')
}

function checkPosted(answer: Answer): void {
  assert(answer.status === 'posted', `The receipt is ${String(answer.status)}, not posted`)
}

function ratio({ bus, bare }: Rates): number {
  return bus / bare
}

/** The rate that `side` tells, with the processor time that each of its documents took, in microseconds. */
async function timed(side: () => Promise<number>): Promise<{ rate: number; cost: number }> {
  const before = processorTime()
  const rate = await side()
  return { rate, cost: (processorTime() - before) / DOCUMENTS }
}

/** Of all threads, in microseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

function show(label: string, rates: readonly Rates[]): void {
  const best = (pick: (rate: Rates) => number): string => median(rates.map(pick)).toFixed(0).padStart(6)
  console.log(
    `  ${label.padEnd(44)} bus ${best((rate) => rate.bus)}/s   bare ${best((rate) => rate.bare)}/s   ratio ${median(rates.map(ratio)).toFixed(2)}`,
  )
  const cost = (pick: (cost: Costs) => number): string => median(rates.map((rate) => pick(rate.cost))).toFixed(0)
  const share = median(rates.map(({ cost: { bare, bus } }) => bare / bus)).toFixed(2)
  console.log(`    processor time a document: bus ${cost(({ bus }) => bus)} µs   bare ${cost(({ bare }) => bare)} µs   ratio ${share}`)
}

function judge(label: string, value: number, least: number): void {
  reportBar(`ratio bus / bare, ${label}`, value, { least })
}
