import { CalendarDate } from '@formwork/platform/value/index.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { cents, type Choice } from './history-step.fixture.ts'
import type { LedgerWorkspace } from './ledger-workspace.fixture.ts'
import { History, openBook, type HistorySettings } from './random-history.fixture.ts'

/** Everything that books say: what is held and open everywhere, what pools keep, what every movement costs. */
async function snapshotOf(book: LedgerWorkspace): Promise<string[]> {
  const said: string[] = []
  for (const [ledger] of book.store.ledgers.shapes) {
    const { table } = book.store.ledgers.plansOf(ledger)
    const isHeld = table.measures.map((name) => `${name} <> 0`).join(' or ')
    const columns = [...table.dimensions, ...table.measures].join(', ')
    const rows = await book.rows(`select ${columns} from ${table.balances} where ${isHeld} order by ${table.dimensions.join(', ')}`)
    said.push(...rows.map((row) => `${ledger} ${Object.values(row).join(' ')}`))
  }
  const pools = await book.rows('select key, quantity, value from ledger_pool where quantity <> 0 or value <> 0 order by key')
  return [...said, ...pools.map((row) => `pool ${Object.values(row).join(' ')}`)]
}

/** What books say of a day: sums of entries until then, of quantities alone or of values too. */
async function asOf(book: LedgerWorkspace, minute: number, measures: 'quantities' | 'all'): Promise<string[]> {
  const said: string[] = []
  for (const ledger of ['goods', 'open']) {
    const { table } = book.store.ledgers.plansOf(ledger)
    const wanted = ledger === 'goods' && measures === 'quantities' ? [table.measures[0]!] : table.measures
    const by = table.dimensions.join(', ')
    const sums = wanted.map((name) => `sum(${name}) as ${name}`).join(', ')
    // Coordinates that hold nothing say the same as those that are not there.
    const isHeld = wanted.map((name) => `sum(${name}) <> 0`).join(' or ')
    const entries = `${table.entries} where at <= ? group by ${by} having ${isHeld} order by ${by}`
    const rows = await book.rows(`select ${by}, ${sums} from ${entries}`, [minute])
    said.push(...rows.map((row) => `${ledger} ${Object.values(row).join(' ')}`))
  }
  return said
}

function differ(what: string, left: readonly string[], right: readonly string[]): void {
  const [missing, added] = [left.filter((line) => !right.includes(line)), right.filter((line) => !left.includes(line))]
  if (missing.length + added.length > 0) throw new Error(`${what}: ${missing.join('; ')} became ${added.join('; ')}`)
}

/** A step of its own minute, so that dates alone decide the order; `of` is the position of the issue that comes back. */
interface Dated {
  readonly kind: 'receive' | 'issue' | 'transfer' | 'count' | 'return-in'
  readonly choice: Choice
  readonly minute: number
  readonly of?: number
}

const FIRST_DAY = CalendarDate.of(2026, 1, 1)

function datedSteps(choices: readonly Choice[]): Dated[] {
  const steps: Dated[] = []
  for (const choice of choices) {
    const { kind, place, target } = choice
    if (kind === 'transfer' && place === target) continue
    const minute = steps.length
    if (kind === 'receive' || kind === 'issue' || kind === 'transfer' || kind === 'count') steps.push({ kind, choice, minute })
    const issues = steps.flatMap((step, index) => (step.kind === 'issue' ? [index] : []))
    const of = issues[choice.pick % Math.max(1, issues.length)]
    const isFree = of !== undefined && !steps.some((step) => step.of === of)
    if (kind === 'return-in' && isFree) steps.push({ kind, choice: { ...choice, item: steps[of]!.choice.item }, minute, of })
  }
  return steps
}

async function enter(settings: HistorySettings, steps: readonly Dated[], order: readonly number[]): Promise<string[]> {
  const book = await openBook({ ...settings, negative: true })
  try {
    const done = new Map<number, StoredRecord>()
    for (const index of order) {
      const { kind, choice, minute, of } = steps[index]!
      const { item, place, target, quantity, value } = choice
      const date = `${FIRST_DAY.addDays(Math.floor(minute / 3)).toString()}T${String(8 + (minute % 3)).padStart(2, '0')}:00:00`
      const source = of === undefined ? null : book.line(done.get(of)!)
      const most = of === undefined ? quantity : Math.min(quantity, steps[of]!.choice.quantity)
      const line = { item, batch: null, quantity: String(most), value: kind === 'receive' ? cents(BigInt(value)) : null, source }
      done.set(index, await book.post(kind, { date, place, target: kind === 'transfer' ? target : null }, [line]))
    }
    const costs: string[] = []
    for (const [index, record] of [...done].sort(([left], [right]) => left - right)) {
      costs.push(`step ${index} costs ${(await book.costs(record)).join(' ')}`)
    }
    return [...(await snapshotOf(book)), ...costs]
  } finally {
    await book.close()
  }
}

/** An order of entry in which what comes back follows what it comes back of. */
function shuffled(steps: readonly Dated[], seed: number): number[] {
  const left = steps.map((_, index) => index)
  const order: number[] = []
  let random = seed + 1
  while (left.length > 0) {
    const free = left.filter((index) => steps[index]!.of === undefined || order.includes(steps[index]!.of))
    random = (random * 48_271) % 2_147_483_647
    const next = free[random % free.length]!
    order.push(next)
    left.splice(left.indexOf(next), 1)
  }
  return order
}

export const historyProperties: Readonly<Record<string, (settings: HistorySettings, choices: readonly Choice[]) => Promise<void>>> = {
  /** Entered in any order, the same dates give the same books. */
  async 'order of commit'(settings, choices) {
    const steps = datedSteps(choices)
    const expected = await enter(
      settings,
      steps,
      steps.map((_, index) => index),
    )
    differ('another order of entry', expected, await enter(settings, steps, shuffled(steps, choices[0]!.pick)))
  },

  /** What is posted and voided leaves everything as it was. */
  async 'void is identity'(settings, choices) {
    const book = await openBook(settings)
    try {
      const history = new History(book, settings)
      const half = Math.floor(choices.length / 2)
      await history.run(choices.slice(0, half), false)
      for (const choice of choices.slice(half).filter(({ kind }) => kind !== 'void')) {
        const before = await snapshotOf(book)
        const known = new Set(history.records)
        await history.run([choice], false)
        const added = history.records.find((record) => !known.has(record))
        if (added === undefined) continue
        await history.takeBack(added)
        differ(`after ${choice.kind} and its void`, before, await snapshotOf(book))
      }
    } finally {
      await book.close()
    }
  },

  /** Later events leave what books say of a day; a shortage that is covered later changes what its issue costs, as the policy says. */
  async 'the past stays'(settings, choices) {
    const book = await openBook(settings)
    try {
      const history = new History(book, settings)
      const day = 4
      const half = Math.floor(choices.length / 2)
      await history.run(
        choices.slice(0, half).map((choice) => ({ ...choice, day: choice.day % (day + 1), pick: choice.pick * 4 })),
        false,
      )
      const minute = (FIRST_DAY.epochDay + day) * 1440 + 1439
      const measures = settings.negative ? 'quantities' : 'all'
      const before = await asOf(book, minute, measures)
      for (const choice of choices.slice(half).filter(({ kind }) => kind !== 'void' && kind !== 'revise')) {
        const later = day + 1 + (choice.day % 5)
        // Debts are entered at half their day.
        await history.run([{ ...choice, day: choice.kind === 'owe' ? 2 * later : later, pick: choice.pick * 4 }], false)
      }
      differ(`as of day ${day}`, before, await asOf(book, minute, measures))
    } finally {
      await book.close()
    }
  },
}
