import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Answer, Command } from '../command/unit.ts'
import { createWorkspace } from '../host/create-workspace.ts'
import { openDatabase, type DatabaseLocation } from '../host/database-location.ts'
import { executeCommand } from '../host/execute-command.ts'
import { LoadedWorkspace } from '../host/loaded-workspace.ts'
import { postingTemplate } from './posting-template.ts'

const ARTICLES = 200
const PLACES = 5
const PARTIES = 50
const LINES = 10

/** A workspace with master data, and the receipts that are posted in it. */
export interface PostingBook {
  readonly folder: string
  readonly location: DatabaseLocation
  readonly articles: readonly string[]
  readonly places: readonly string[]
  readonly parties: readonly string[]
}

export async function createBook(registry: Registry): Promise<PostingBook> {
  const folder = mkdtempSync(join(tmpdir(), 'formwork-bench-'))
  const location: DatabaseLocation = { dialect: 'sqlite', location: join(folder, 'base.db') }
  await createWorkspace({ location, registry, files: postingTemplate, now: Date.now() })
  return withWorkspace(registry, location, async (execute) => {
    const save = async (entity: string, count: number, values: (index: number) => unknown): Promise<string[]> => {
      const orders = Array.from({ length: count }, (_, index) => execute(order('save', { entity, changes: { values: values(index) } })))
      return (await Promise.all(orders)).map((answer) => String(answer.id))
    }
    return {
      folder,
      location,
      articles: await save('item', ARTICLES, (index) => ({ code: `A${index}`, name: `Article ${index}`, lastPrice: '2.5' })),
      places: await save('place', PLACES, (index) => ({ name: `Place ${index}` })),
      parties: await save('party', PARTIES, (index) => ({ name: `Party ${index}`, terms: '30' })),
    }
  })
}

/** Opens a workspace in this thread for as long as `work` runs. */
export async function withWorkspace<T>(
  registry: Registry,
  location: DatabaseLocation,
  work: (execute: (command: Command) => Promise<Answer>, workspace: LoadedWorkspace) => Promise<T>,
): Promise<T> {
  const workspace = new LoadedWorkspace(await openDatabase(registry, location), registry)
  try {
    return await work((command) => executeCommand(workspace, command), workspace)
  } finally {
    await workspace.database.close()
  }
}

/** Saves and submits a receipt of ten lines; the process lets it pass, so that it is posted in the same command. */
export function receiptOrder(book: PostingBook, number: number): Command {
  const lines = Array.from({ length: LINES }, (_, index) => ({
    do: 'insert',
    ref: String(index),
    values: { article: pick(book.articles, number * 13 + index * 7), quantity: `${(number % 9) + 1}.5`, price: `${(index % 5) + 1}.25` },
  }))
  const values = { date: '2026-03-05', party: pick(book.parties, number), place: pick(book.places, number * 3) }
  return order('submit', { entity: 'receipt', changes: { values, lines: { lines } } })
}

function order(name: string, body: unknown): Command {
  return { do: name, person: null, language: 'en', channel: 'api', requestId: 'bench', body }
}

function pick(list: readonly string[], index: number): string {
  return list[index % list.length]!
}
