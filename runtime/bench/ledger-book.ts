import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { neutralFiles } from '../cli/ledger/neutral-files.ts'
import { defaultSettings } from '../cli/ledger/neutral-ledgers.ts'
import type { Command } from '../command/unit.ts'
import { createWorkspace } from '../host/create-workspace.ts'
import type { DatabaseLocation } from '../host/database-location.ts'
import { withWorkspace } from './posting-book.ts'

/** A workspace of the neutral book with items and one place. */
export interface LedgerBook {
  readonly folder: string
  readonly location: DatabaseLocation
  readonly items: readonly string[]
  readonly place: string
}

/** What is received of an item in a line, and less of it is issued, so that there is always enough. */
const RECEIVED = 9
const ISSUED = 8

async function createLedgerBook(registry: Registry, method: string, items: number): Promise<LedgerBook> {
  const folder = mkdtempSync(join(tmpdir(), 'formwork-bench-'))
  const location: DatabaseLocation = { dialect: 'sqlite', location: join(folder, 'base.db') }
  await createWorkspace({ location, registry, files: neutralFiles({ ...defaultSettings, method }), now: Date.now() })
  return withWorkspace(registry, location, async (execute) => {
    const save = async (entity: string, name: string): Promise<string> =>
      String((await execute(ledgerOrder('save', { entity, changes: { values: { name } } }))).id)
    const saved: string[] = []
    for (let index = 0; index < items; index++) saved.push(await save('item', `Item ${index}`))
    return { folder, location, items: saved, place: await save('place', 'Place') }
  })
}

/** Works with a book and removes it. */
export async function withLedgerBook(
  registry: Registry,
  shape: { readonly method: string; readonly items: number },
  work: (book: LedgerBook) => Promise<void>,
): Promise<void> {
  const book = await createLedgerBook(registry, shape.method, shape.items)
  try {
    await work(book)
  } finally {
    rmSync(book.folder, { recursive: true, force: true })
  }
}

/** A file of its own with the same rows. */
export function copyBook(book: LedgerBook, name: string): DatabaseLocation {
  const folder = join(book.folder, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  copyFileSync(book.location.location, join(folder, 'workspace.db'))
  return { ...book.location, location: join(folder, 'workspace.db') }
}

export function ledgerOrder(name: string, body: unknown): Command {
  return { do: name, person: null, language: 'en', channel: 'api', requestId: 'bench', body }
}

/** Submits a receipt or an issue; its lines go through the items from `first` on. `date` is a day. */
export function movementOrder(
  book: LedgerBook,
  entity: 'receive' | 'issue',
  date: string,
  span: { first: number; lines: number },
): Command {
  const lines = Array.from({ length: span.lines }, (_, index) => {
    const number = span.first + index
    const values = { article: book.items[number % book.items.length], quantity: String(entity === 'receive' ? RECEIVED : ISSUED) }
    const money = entity === 'receive' ? { value: `${90 + (number % 11)}.${10 + (number % 90)}` } : {}
    return { do: 'insert', ref: String(index), values: { ...values, ...money } }
  })
  return ledgerOrder('submit', { entity, changes: { values: { date: `${date}T10:00:00Z`, place: book.place }, lines: { lines } } })
}

/** Receipts and issues in turns over all items, so many lines together, spread over days. Every line makes two entries. */
export function* historyOrders(book: LedgerBook, days: readonly string[], lines: number, most = 100): Generator<Command> {
  const chunk = Math.min(most, book.items.length === 1 ? most : book.items.length)
  const pairs = Math.ceil(lines / (2 * chunk))
  for (let pair = 0; pair < pairs; pair++) {
    const day = days[Math.floor((pair * days.length) / pairs)]!
    const span = { first: pair * chunk, lines: chunk }
    yield movementOrder(book, 'receive', day, span)
    yield movementOrder(book, 'issue', day, span)
  }
}
