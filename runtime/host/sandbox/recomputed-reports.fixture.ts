import { expect, it } from 'vitest'
import { findQuery, readAsSystem } from '../run-query.ts'
import type { CastSandbox } from './sandbox-moulds.ts'

const [FROM, TO] = ['2026-05-01', '2026-05-31']
const day = (text: string): number => Math.floor(Date.parse(`${text}T00:00:00Z`) / 86_400_000)

/** An entry as it lies: whole numbers in the smallest unit, coordinates as ids, virtual places negative. */
interface Entry {
  readonly day: number
  readonly entity: string
  readonly cells: Readonly<Record<string, bigint | string | null>>
}

function cell(value: unknown): bigint | string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : BigInt(value as number)
}

const figure = (entry: Entry, name: string): bigint => entry.cells[name] as bigint
const sumOf = (entries: readonly Entry[], name: string): bigint => entries.reduce((sum, entry) => sum + figure(entry, name), 0n)

const gained = (entries: readonly Entry[], name: string): Entry[] => entries.filter((entry) => figure(entry, name) > 0n)
const lost = (entries: readonly Entry[], name: string): Entry[] => entries.filter((entry) => figure(entry, name) < 0n)

/** `12345n` with two digits is `123.45`. */
function write(units: bigint, digits: number): string {
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0')
  return `${units < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** HALF_UP, away from zero at a half. */
function share(value: bigint, part: bigint, whole: bigint): bigint {
  const doubled = 2n * (value * part < 0n ? -(value * part) : value * part) + whole
  const rounded = doubled / (2n * whole)
  return value * part < 0n ? -rounded : rounded
}

function grouped<K>(entries: readonly Entry[], keyOf: (entry: Entry) => K): Map<K, Entry[]> {
  const groups = new Map<K, Entry[]>()
  for (const entry of entries) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry])
  return groups
}

interface Report {
  readonly rows: readonly Record<string, string | null>[]
  readonly totals: Record<string, string>
}
const inMonth = (entry: Entry): boolean => entry.day >= day(FROM) && entry.day <= day(TO)
const shown = (row: Record<string, string | null>, name: string): string => row[name] ?? 'none'
const orNone = (units: bigint, digits: number): string => (units === 0n ? 'none' : write(units, digits))

/**
 * Five reports of a sample's month against figures that are added up here from the rows of the ledgers' tables, with whole
 * numbers alone: no code of the report engine, of the store's reading or of Decimal has a part in them.
 */
export function recomputeReports(opened: () => CastSandbox): void {
  const rows = async (sql: string, parameters: readonly (string | number)[] = []): Promise<Record<string, unknown>[]> =>
    opened().runner.workspace.database.read(async (reading) => [...(await reading.all({ sql }, [...parameters]))])

  /** Physical names of a ledger: `place`, `onHand`, `due` to columns, `place:customer` to the integer of a virtual place. */
  async function namesOf(ledger: string): Promise<Map<string, string>> {
    const found = await rows('select path, physical from ledger_name where path = ? or path like ?', [ledger, `${ledger}/%`])
    return new Map(found.map(({ path, physical }) => [String(path).replace(/^[^/]*\/?(\w+:)?/, ''), String(physical)]))
  }

  async function entriesOf(ledger: string, columns: readonly string[]): Promise<Entry[]> {
    const names = await namesOf(ledger)
    const listed = columns.map((name) => `e."${names.get(name)}" as "${name}"`).join(', ')
    const found = await rows(
      `select e.at, j.entity, ${listed} from entry_${names.get('')} e join ledger_journal j on j.id = e.journal order by e.at, e.seq`,
    )
    return found.map((row) => ({
      day: Math.floor(Number(row.at) / 1440),
      entity: String(row.entity),
      cells: Object.fromEntries(columns.map((name) => [name, cell(row[name])])),
    }))
  }

  const report = (name: string, parameters: Record<string, unknown>): Promise<Report> =>
    readAsSystem(opened().runner.workspace, (context) =>
      findQuery('report').run(context, { report: name, parameters } as never),
    ) as Promise<Report>

  it('收发存: opening, purchases, sales and closing of every product in every warehouse', async () => {
    const entries = (await entriesOf('stock', ['product', 'place', 'onHand', 'value'])).filter(
      (entry) => figure(entry, 'place') > 0n && entry.day <= day(TO),
    )
    const { rows: told } = await report('stock-flow', { from: FROM, to: TO })
    const byCell = new Map(told.map((row) => [`${row.product}/${row.place}`, row]))
    let compared = 0
    for (const [key, held] of grouped(entries, ({ cells }) => `${cells.product}/${cells.place}`)) {
      const row = byCell.get(key)
      if (row === undefined) continue
      const month = held.filter(inMonth)
      const of = (entities: readonly string[]): Entry[] => month.filter(({ entity }) => entities.includes(entity))
      const bought = of(['purchase-receipt', 'purchase-invoice', 'purchase-charge'])
      const sold = of(['sales-delivery', 'retail-sale', 'points-exchange'])
      const moved = of(['stock-transfer', 'transfer-arrival'])
      for (const [measure, digits] of [
        ['onHand', 3],
        ['value', 2],
      ] as const) {
        const before = held.filter((entry) => !inMonth(entry))
        expect([key, shown(row, `${measure}Opening`)]).toEqual([key, write(sumOf(before, measure), digits)])
        expect([key, shown(row, `${measure}Purchased`)]).toEqual([key, orNone(sumOf(bought, measure), digits)])
        const exchanged = of(['exchange'])
        const soldInAll = -sumOf(sold, measure) - sumOf(lost(exchanged, measure), measure)
        const returnedInAll = sumOf(of(['sales-return']), measure) + sumOf(gained(exchanged, measure), measure)
        expect([key, shown(row, `${measure}Sold`)]).toEqual([key, orNone(soldInAll, digits)])
        expect([key, shown(row, `${measure}CustomerReturned`)]).toEqual([key, orNone(returnedInAll, digits)])
        expect([key, shown(row, `${measure}MovedIn`)]).toEqual([key, orNone(sumOf(gained(moved, measure), measure), digits)])
        expect([key, shown(row, `${measure}MovedOut`)]).toEqual([key, orNone(-sumOf(lost(moved, measure), measure), digits)])
        expect([key, shown(row, `${measure}Closing`)]).toEqual([key, write(sumOf(held, measure), digits)])
        compared++
      }
    }
    expect(compared).toBeGreaterThan(20)
  })

  it('商品毛利: quantity, net sales, cost and margin of every product', async () => {
    const customer = BigInt((await namesOf('stock')).get('place:customer')!)
    const sold = (await entriesOf('stock', ['product', 'place', 'onHand', 'value', 'revenue'])).filter(
      (entry) => figure(entry, 'place') === customer && inMonth(entry),
    )
    const { rows: told, totals } = await report('product-margin', { from: FROM, to: TO })
    const byProduct = new Map(told.map((row) => [row.product, row]))
    const groups = grouped(sold, ({ cells }) => String(cells.product))
    expect(groups.size).toBeGreaterThan(5)
    for (const [product, entries] of groups) {
      const row = byProduct.get(product)!
      const [revenue, cost] = [sumOf(entries, 'revenue'), sumOf(entries, 'value')]
      expect([product, row.onHand, row.revenue, row.value, row.margin]).toEqual([
        product,
        write(sumOf(entries, 'onHand'), 3),
        write(revenue, 2),
        write(cost, 2),
        write(revenue - cost, 2),
      ])
      if (revenue !== 0n) expect([product, row.rate]).toEqual([product, write(share((revenue - cost) * 100n, 100n, revenue), 2)])
    }
    expect(totals.margin).toBe(write(sumOf(sold, 'revenue') - sumOf(sold, 'value'), 2))
  })

  it('应收账龄: every open item in the one bucket of its days late', async () => {
    const entries = (await entriesOf('receivable', ['partner', 'openItem', 'instalment', 'amount', 'due'])).filter(
      (entry) => entry.day <= day(TO),
    )
    const limits = [0, 30, 60, 90, 180, 365]
    const buckets = [0n, 0n, 0n, 0n, 0n, 0n, 0n]
    for (const item of grouped(entries, ({ cells }) => `${cells.partner}/${cells.openItem}/${cells.instalment}`).values()) {
      const due = item.map(({ cells }) => cells.due).find((each) => each !== null)
      const late = due === undefined ? 0 : day(TO) - day(String(due))
      const bucket = limits.findIndex((limit) => late <= limit)
      buckets[bucket < 0 ? 6 : bucket]! += sumOf(item, 'amount')
    }
    const { totals } = await report('receivables', { at: TO })
    expect(buckets.some((bucket) => bucket !== 0n)).toBe(true)
    expect(buckets.map((_, index) => Number(totals[`bucket${index}`] ?? 0))).toEqual(buckets.map((bucket) => Number(write(bucket, 2))))
    expect(totals.amount).toBe(write(sumOf(entries, 'amount'), 2))
  })

  it('资金日报: what every account had, took in, paid out and has, on every day of the month', async () => {
    const entries = await entriesOf('cash', ['account', 'amount'])
    let compared = 0
    for (let date = day(FROM); date <= day(TO); date += 5) {
      const text = new Date(date * 86_400_000).toISOString().slice(0, 10)
      const { rows: told } = await report('account-daily', { from: text, to: text })
      for (const row of told) {
        const own = entries.filter(({ cells }) => String(cells.account) === row.account)
        const today = own.filter((entry) => entry.day === date)
        expect([text, row.account, row.amountOpening, row.amountClosing]).toEqual([
          text,
          row.account,
          write(
            sumOf(
              own.filter((entry) => entry.day < date),
              'amount',
            ),
            2,
          ),
          write(
            sumOf(
              own.filter((entry) => entry.day <= date),
              'amount',
            ),
            2,
          ),
        ])
        const received = today.filter(({ entity }) =>
          ['customer-receipt', 'customer-deposit', 'member-recharge', 'platform-settlement'].includes(entity),
        )
        expect([text, shown(row, 'amountReceipts')]).toEqual([text, orNone(sumOf(received, 'amount'), 2)])
        const paid = today.filter(({ entity }) => ['payment', 'supplier-prepayment'].includes(entity))
        expect([text, shown(row, 'amountPayments')]).toEqual([text, orNone(-sumOf(paid, 'amount'), 2)])
        compared++
      }
    }
    expect(compared).toBeGreaterThan(10)
  })

  it('库龄: what is there came in last, by quantity and by share of its value', async () => {
    const sources = ['purchase-receipt', 'stock-receipt', 'opening-stock', 'assembly', 'stock-count']
    const limits = [30, 60, 90, 180, 365]
    const entries = (await entriesOf('stock', ['product', 'place', 'onHand', 'value'])).filter(
      (entry) => figure(entry, 'place') > 0n && entry.day <= day(TO),
    )
    const { rows: told } = await report('stock-ageing', { at: TO })
    expect(told.length).toBeGreaterThan(5)
    for (const row of told) {
      const own = entries.filter(({ cells }) => String(cells.product) === row.product)
      const held = sumOf(own, 'onHand')
      expect([row.product, row.onHand, row.value]).toEqual([row.product, write(held, 3), write(sumOf(own, 'value'), 2)])
      const arrivals = [
        ...grouped(
          own.filter(({ entity }) => sources.includes(entity)),
          (entry) => entry.day,
        ),
      ]
        .map(([date, came]) => ({ date, quantity: sumOf(came, 'onHand') }))
        .filter(({ quantity }) => quantity > 0n)
        .sort((one, other) => other.date - one.date)
      const slots = [0n, 0n, 0n, 0n, 0n, 0n]
      let left = held
      for (const { date, quantity } of arrivals) {
        const slot = left < quantity ? left : quantity
        const bucket = limits.findIndex((limit) => day(TO) - date <= limit)
        slots[bucket < 0 ? 5 : bucket]! += slot
        left -= slot
      }
      slots[5]! += left
      expect([row.product, ...slots.map((_, index) => shown(row, `bucket${index}`))]).toEqual([
        row.product,
        ...slots.map((slot) => orNone(slot, 3)),
      ])
    }
  })
}
