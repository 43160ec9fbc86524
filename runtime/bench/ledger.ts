/**
 * What ledgers promise: rates of posting by size of record and by size of the ledger, back-dated entries, the close of a
 * month, what was held on a past date, and `verify`. Sizes come from the environment, by default those of the bars:
 * FORMWORK_BENCH_ENTRIES (1,000,000), FORMWORK_BENCH_HISTORY (100,000 of one item), FORMWORK_BENCH_CLOSE_ITEMS (10,000 with
 * ten entries each), FORMWORK_BENCH_LINES (4,800 a turn).
 */
import { assert } from '@formwork/platform/error/assert.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { readAsSystem } from '../host/run-query.ts'
import { authorizeRead } from '../query/authorize.ts'
import { readingSource } from '../query/reading-source.ts'
import { verifyLedgers } from '../store/ledger/verify-ledgers.ts'
import { readLedgerRows } from '../store/reading/ledger-rows.ts'
import { historyOrders, ledgerOrder, movementOrder, withLedgerBook, type LedgerBook } from './ledger-book.ts'
import { measurePosting, type PostingRates } from './ledger-rates.ts'
import { multiplyItems } from './multiply-items.ts'
import { multiplyRows } from './multiply-rows.ts'
import { withWorkspace } from './posting-book.ts'
import { median, reportBar } from './report-bar.ts'

const sizeOf = (name: string, usual: number): number => Number(process.env[`FORMWORK_BENCH_${name}`] ?? usual)
const ENTRIES = sizeOf('ENTRIES', 1_000_000)
const HISTORY = sizeOf('HISTORY', 100_000)
const CLOSE_ITEMS = sizeOf('CLOSE_ITEMS', 10_000)
const LINES = sizeOf('LINES', 4_800)

/** The ratio with many entries against the ratio with few: measured, so a little less is the same. */
const LEAST_OF_RATIO = 0.9
const MOST_BACK_DATED = 200
const MOST_CLOSE = 10_000
const MOST_PAST = 300
const MOST_VERIFY = 60_000

const FEW_ENTRIES = 1_000
const ENTRIES_A_LINE = 2
const TRIES = 5
const CLOSE_ENTRIES_AN_ITEM = 10
const ENTRIES_AN_ITEM = 100

const registry = createServerRegistry()
const shown = (count: number): string => count.toLocaleString('en')
const daysOf = (month: string): string[] => Array.from({ length: 28 }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`)
const months = Array.from({ length: 12 }, (_, index) => CalendarDate.of(2025, 4, 1).addMonths(index).toString().slice(0, 7))

await withLedgerBook(registry, { method: 'moving-average', items: 100 }, rates)
await withLedgerBook(registry, { method: 'moving-average', items: 1 }, backDated)
await withLedgerBook(registry, { method: 'period-average', items: Math.ceil(CLOSE_ITEMS / 16) }, close)
await withLedgerBook(registry, { method: 'moving-average', items: Math.ceil(ENTRIES / ENTRIES_AN_ITEM / 64) }, manyEntries)

async function rates(book: LedgerBook): Promise<void> {
  await post(book, ['2026-03-05'], FEW_ENTRIES / ENTRIES_A_LINE)
  const few = new Map<number, PostingRates>()
  for (const lines of [1, 10, 100]) few.set(lines, await showRates(book, lines, `${shown(FEW_ENTRIES)} entries`))
  const entries = multiplyRows(book.location.location, { items: 'goods', openItems: 'open' }, ENTRIES)
  for (const lines of [1, 10, 100]) {
    const many = await showRates(book, lines, `${shown(entries)} entries`)
    reportBar(`ratio with many entries / with few, records of ${lines}`, many.ratio / few.get(lines)!.ratio, { least: LEAST_OF_RATIO })
  }
}

async function showRates(book: LedgerBook, lines: number, label: string): Promise<PostingRates> {
  const found = await measurePosting(registry, book, lines, Math.max(16, Math.ceil(LINES / lines)))
  const ratio = `${found.ratio.toFixed(2)} of bare prepared inserts and upserts`
  console.log(`  records of ${lines}, ${label}: ${found.entries.toFixed(0)} entries/s, ${ratio}`)
  return found
}

/** One item with a year of entries; all months but the last are closed. */
async function backDated(book: LedgerBook): Promise<void> {
  await post(book, months.flatMap(daysOf), HISTORY / ENTRIES_A_LINE)
  await withWorkspace(registry, book.location, async (execute) => {
    for (const month of months.slice(0, -1)) {
      await execute(ledgerOrder('close-period', { end: CalendarDate.parse(`${month}-01`).endOfMonth().toString() }))
    }
    const took: number[] = []
    for (let turn = 0; turn < TRIES; turn++) {
      const order = movementOrder(book, 'receive', `${months.at(-1)!}-01`, { first: turn, lines: 1 })
      took.push(await milliseconds(() => execute(order)))
    }
    reportBar(`back-dated into an item with ${shown(HISTORY)} entries, last month open`, median(took), { most: MOST_BACK_DATED }, ' ms')
  })
}

/** Costs of a whole month are found at its end. */
async function close(book: LedgerBook): Promise<void> {
  await post(book, daysOf('2026-03'), (book.items.length * CLOSE_ENTRIES_AN_ITEM) / ENTRIES_A_LINE)
  const entries = multiplyItems(book.location.location, 'goods', CLOSE_ITEMS * CLOSE_ENTRIES_AN_ITEM)
  await withWorkspace(registry, book.location, async (execute) => {
    const took = await milliseconds(() => execute(ledgerOrder('close-period', { end: '2026-03-31' })))
    reportBar(`close of a month: ${shown(CLOSE_ITEMS)} items, ${shown(entries)} entries`, took, { most: MOST_CLOSE }, ' ms')
  })
}

async function manyEntries(book: LedgerBook): Promise<void> {
  await post(book, months.flatMap(daysOf), (book.items.length * ENTRIES_AN_ITEM) / ENTRIES_A_LINE)
  const entries = multiplyItems(book.location.location, 'goods', ENTRIES)
  await withWorkspace(registry, book.location, async (_execute, workspace) => {
    const held = (to: CalendarDate): Promise<number> =>
      readAsSystem(workspace, async (context) => {
        const read = { name: 'held', of: 'balances', group: [{ name: 'item', path: ['item'] }], where: [], to } as const
        const measures = ['quantity', 'value'].map((name) => ({ name, path: [name], aggregate: 'sum' as const }))
        return (await readLedgerRows(readingSource(context), authorizeRead(context, 'goods'), { ...read, measures }, 100_000)).length
      })
    const past = CalendarDate.parse(`${months[6]!}-15`)
    const took: number[] = []
    for (let turn = 0; turn < TRIES; turn++) took.push(await milliseconds(() => held(past)))
    reportBar(`what is held of every item on a past date, ${shown(entries)} entries`, median(took), { most: MOST_PAST }, ' ms')
    const verified = await milliseconds(() =>
      readAsSystem(workspace, async ({ reading, store }) => {
        const found = await verifyLedgers(reading, store)
        const wrong = found.find(({ broken }) => broken > 0)
        assert(wrong === undefined, `The book is not true: ${JSON.stringify(wrong)}`)
      }),
    )
    reportBar(`verify ${shown(entries)} entries`, verified, { most: MOST_VERIFY }, ' ms')
  })
}

async function post(book: LedgerBook, days: readonly string[], lines: number): Promise<void> {
  await withWorkspace(registry, book.location, async (execute) => {
    for (const order of historyOrders(book, days, lines)) await execute(order)
  })
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
