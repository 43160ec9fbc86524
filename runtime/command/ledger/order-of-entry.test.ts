import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import { verifyLinks } from '../../store/ledger/verify-links.ts'
import type { Answer } from '../unit.ts'
import { modelOfDefinitions } from './orders.fixture.ts'
import { soldDefinitions } from './sold.fixture.ts'

type Saved = Answer & { id: string; lines: Record<string, string> }

/** One record a day: its day is its index + 2; the first day holds enough of everything. */
interface Happening {
  readonly kind: 'receipt' | 'order' | 'delivery' | 'dispatch' | 'arrival'
  readonly quantity: number
  readonly value: number
  /** Which order or dispatch it refers to. */
  readonly pick: number
}

const happening = fc.record({
  kind: fc.constantFrom('receipt', 'order', 'delivery', 'dispatch', 'arrival'),
  quantity: fc.integer({ min: 1, max: 7 }),
  value: fc.integer({ min: 1, max: 99 }),
  pick: fc.nat(20),
}) as fc.Arbitrary<Happening>

class Book {
  readonly workspace: TestWorkspace
  readonly ids: { item: string; places: readonly string[] }
  readonly #done = new Map<number, Saved>()
  readonly #left = new Map<number, number>()

  constructor(workspace: TestWorkspace, ids: Book['ids']) {
    this.workspace = workspace
    this.ids = ids
  }

  static async open(): Promise<Book> {
    const workspace = await TestWorkspace.ofModel(modelOfDefinitions(soldDefinitions))
    const item = (await workspace.save('item', { name: 'bolt' })).id
    const places = [(await workspace.save('place', { name: 'A' })).id, (await workspace.save('place', { name: 'B' })).id]
    const book = new Book(workspace, { item, places })
    await book.#submit('receipt', 1, 0, { quantity: '100', value: '333.33' })
    return book
  }

  /** Does what happened on a day; a reference takes what is left of it. */
  async enter(day: number, { kind, quantity, value }: Happening, of: number | undefined): Promise<void> {
    const open = of === undefined ? 0 : this.#left.get(of)!
    const part = Math.min(quantity, open)
    if (kind === 'arrival' && part === 0) return
    if (part > 0) this.#left.set(of!, open - part)
    const source = part > 0 ? { source: this.#done.get(of!)!.lines.l } : {}
    const line = { quantity: String(of === undefined ? quantity : Math.max(part, 1)), ...source }
    const more = kind === 'receipt' ? { value: `${value}.0${quantity}` } : {}
    this.#done.set(day, await this.#submit(kind, day, kind === 'arrival' ? 1 : 0, { ...line, ...more }))
    this.#left.set(day, quantity)
  }

  async #submit(entity: string, day: number, place: number, line: Record<string, string | undefined>): Promise<Saved> {
    const date = `2025-11-${String(day).padStart(2, '0')}`
    const insert = { do: 'insert', ref: 'l', values: { article: this.ids.item, ...line } }
    return (await this.workspace.run('submit', {
      entity,
      changes: { values: { date, place: this.ids.places[place] }, lines: { lines: [insert] } },
    })) as Saved
  }

  /** Everything that the ledgers say, as of a day where one is given. */
  figures(day?: number): Promise<unknown> {
    return this.workspace.database.read(async (reading) => {
      const to = day === undefined ? '' : `where at < ${(Date.UTC(2025, 10, day + 1) / 60_000).toFixed(0)}`
      const sums = async (table: string, sql: string): Promise<unknown[]> => reading.all({ sql: `select ${sql} from ${table} ${to}` }, [])
      const goods = await reading.all(
        { sql: `select d1, d2, sum(m1) q, sum(m2) v, sum(m3) r from entry_1 ${to} group by d1, d2 order by d1, d2` },
        [],
      )
      return { goods, result: await sums('entry_2', 'sum(m1) as revenue, sum(m2) as cost') }
    })
  }
}

/** What each one refers to: an order or a dispatch of an earlier day. */
function referencesOf(all: readonly Happening[]): (number | undefined)[] {
  return all.map(({ kind, pick }, index) => {
    const wanted = kind === 'delivery' ? 'order' : kind === 'arrival' ? 'dispatch' : undefined
    const earlier = all.flatMap((each, at) => (each.kind === wanted && at < index ? [at + 2] : []))
    return earlier.length === 0 ? undefined : earlier[pick % earlier.length]
  })
}

it('what is pending and what follows costs do not depend on the order of entry, and as of a day nothing changes later', async () => {
  const cases = fc.array(happening, { minLength: 4, maxLength: 9 }).chain((all) => {
    const shuffled = fc.shuffledSubarray(
      all.map((_, index) => index),
      { minLength: all.length, maxLength: all.length },
    )
    return fc.tuple(fc.constant(all), shuffled)
  })
  await fc.assert(
    fc.asyncProperty(cases, async ([all, shuffled]) => {
      // Those that share an order keep their order: each takes what the one before left.
      const references = referencesOf(all).map((of, index, list) => (list.indexOf(of) === index ? of : undefined))
      const known = all.map((each, index) =>
        each.kind === 'arrival' && references[index] === undefined ? { ...each, kind: 'receipt' as const } : each,
      )
      const [one, other] = [await Book.open(), await Book.open()]
      for (const [index, each] of known.entries()) {
        await one.enter(index + 2, each, references[index])
        if (index !== 2) continue
        const then = await one.figures(4)
        await one.enter(18, { kind: 'receipt', quantity: 3, value: 50, pick: 0 }, undefined)
        expect(await one.figures(4)).toEqual(then)
      }
      await other.enter(18, { kind: 'receipt', quantity: 3, value: 50, pick: 0 }, undefined)
      const entered = new Set<number>()
      const enter = async (index: number): Promise<void> => {
        if (entered.has(index)) return
        entered.add(index)
        if (references[index] !== undefined) await enter(references[index] - 2)
        await other.enter(index + 2, known[index]!, references[index])
      }
      for (const index of shuffled) await enter(index)
      expect(await other.figures()).toEqual(await one.figures())
      const { store, database } = other.workspace
      const checks = await database.read((reading) => verifyLinks(reading, store.ledgers, store.model))
      expect(checks.filter(({ broken }) => broken > 0)).toEqual([])
      await Promise.all([one.workspace.close(), other.workspace.close()])
    }),
    { numRuns: 6 },
  )
}, 120_000)
