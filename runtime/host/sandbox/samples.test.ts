import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizeRead } from '../../query/authorize.ts'
import { constantOperand } from '../../query/filter.ts'
import { readingSource } from '../../query/reading-source.ts'
import { verifyLedgers } from '../../store/ledger/verify-ledgers.ts'
import { readLedgerRows } from '../../store/reading/ledger-rows.ts'
import { readTemplateFolder } from '../read-template-folder.ts'
import { findQuery, readAsSystem } from '../run-query.ts'
import { recomputeReports } from './recomputed-reports.fixture.ts'
import { SandboxMoulds, type CastSandbox } from './sandbox-moulds.ts'

const registry = createServerRegistry()
const folder = new URL('../../../templates/jxc', import.meta.url).pathname
const { model } = loadDefinitions(await readTemplateFolder(folder), registry, { release: 1 })
const moulds = new SandboxMoulds(model!, { registry, isChecked: true })
const MONTH = { from: '2026-05-01', to: '2026-05-31' }
const SLOW = 120_000

afterAll(() => moulds.close())

interface Report {
  columns: { name: string; total?: boolean }[]
  rows: Record<string, string | null>[]
  totals: Record<string, string>
}

describe.each(['supermarket', 'wholesale', 'garments', 'pharmacy', 'electronics'])('the sample %s', (sample) => {
  let sandbox: CastSandbox
  beforeAll(async () => {
    sandbox = await moulds.open('ties', sample)
  }, SLOW)
  afterAll(() => sandbox.close())

  const report = (name: string, parameters: Record<string, unknown> = {}): Promise<Report> =>
    readAsSystem(sandbox.runner.workspace, (context) =>
      findQuery('report').run(context, { report: name, parameters } as never),
    ) as Promise<Report>

  /** A measure of a ledger, straight from its balances. */
  const held = (ledger: string, measure: string, where: Predicate[] = []): Promise<Decimal> =>
    readAsSystem(sandbox.runner.workspace, async (context) => {
      const measures = [{ name: 'figure', path: [measure], aggregate: 'sum' as const }]
      const read = { name: measure, of: 'balances' as const, group: [], measures, where }
      const [row] = await readLedgerRows(readingSource(context), authorizeRead(context, ledger), read, 1)
      return row?.figure == null ? Decimal.of(0) : Decimal.parse(String(row.figure))
    })

  describe('added up by hand', () => recomputeReports(() => sandbox))

  it('leaves books that agree', async () => {
    const { workspace } = sandbox.runner
    const faults = await workspace.database.read(async (reading) => {
      const { store } = await workspace.current(reading)
      return (await verifyLedgers(reading, store)).filter(({ broken }) => broken > 0)
    })
    expect(faults).toEqual([])
  })

  it('has at least 300 documents in its month, and the month is closed', async () => {
    const { workspace } = sandbox.runner
    const [journals, periods] = await workspace.database.read(async (reading) => [
      await reading.all({ sql: 'select count(distinct record) as count from ledger_journal where record > 0' }, []),
      await reading.all({ sql: "select name from ledger_period where status = 'closed'" }, []),
    ])
    expect(Number(journals![0]!.count)).toBeGreaterThan(400)
    expect(periods).toEqual([{ name: '2026-05' }])
  })

  it('movements: opening plus in less out is closing, closing is what is held', async () => {
    const flow = await report('stock-flow', MONTH)
    const kinds = (report_: Report, measure: string): string[] =>
      report_.columns.map(({ name }) => name).filter((name) => name.startsWith(measure))
    for (const row of [...flow.rows, flow.totals]) {
      for (const measure of ['onHand', 'value']) {
        const sum = kinds(flow, measure).reduce((total, name) => {
          const figure = Decimal.parse(row[name] ?? '0')
          if (name.endsWith('Closing')) return total
          return OUT.some((kind) => name.endsWith(kind)) ? total.subtract(figure) : total.add(figure)
        }, Decimal.of(0))
        expect(sum.equals(Decimal.parse(row[`${measure}Closing`] ?? '0'))).toBe(true)
      }
    }
    const balance = await report('stock-balance', { at: MONTH.to })
    expect([flow.totals.onHandClosing, flow.totals.valueClosing]).toEqual([balance.totals.onHand, balance.totals.value])
  })

  it('two halves of the month beside each other: what the first closed with the second opens with', async () => {
    const [first, second] = [
      { from: '2026-04-30', to: '2026-05-15' },
      { from: '2026-05-16', to: '2026-05-31' },
    ]
    const flow = await report('stock-flow', { ...second, '@compare': 'period' })
    expect(flow.rows.length).toBeGreaterThan(5)
    for (const row of flow.rows) expect([row.onHandClosingBefore, row.valueClosingBefore]).toEqual([row.onHandOpening, row.valueOpening])
    // The same days said by oneself.
    expect((await report('stock-flow', { ...second, '@compare': `${first.from}/${first.to}` })).rows).toEqual(flow.rows)
    // A report as of a day stands beside the day before: what the first half closed with.
    const stock = await report('stock-balance', { at: second.to, '@compare': first.to })
    const then = await report('stock-balance', { at: first.to })
    expect([stock.totals.valueBefore, stock.totals.value]).toEqual([
      then.totals.value,
      (await report('stock-balance', { at: second.to })).totals.value,
    ])
    expect((await report('stock-balance', { at: second.to, '@compare': 'period' })).rows).toEqual(
      (await report('stock-balance', { at: second.to, '@compare': '2026-04-30' })).rows,
    )
    const cost = await report('stock-cost-structure', { ...second, '@compare': 'period' })
    const [now, before] = [await report('stock-cost-structure', second), await report('stock-cost-structure', first)]
    expect([cost.totals.bought, cost.totals.boughtBefore, cost.totals.lostBefore]).toEqual([
      now.totals.bought,
      before.totals.bought,
      before.totals.lost,
    ])
    expect(Number(cost.totals.boughtBefore)).toBeGreaterThan(0)
    expect(cost.columns.map(({ name }) => name)).not.toContain('valueClosingBefore')
  })

  it.each([
    ['receivables', 'receivable'],
    ['payables', 'payable'],
  ])('%s: the ages of what is open add up to the ledger', async (name, ledger) => {
    const ageing = await report(name)
    const buckets = Object.entries(ageing.totals).filter(([column]) => column.startsWith('bucket'))
    const sum = buckets.reduce((total, [, figure]) => total.add(Decimal.parse(figure)), Decimal.of(0))
    expect(sum.equals(await held(ledger, 'amount'))).toBe(true)
    expect(sum.equals(Decimal.parse(ageing.totals.amount ?? '0'))).toBe(true)
  })

  it('money: the accounts add up to the ledger', async () => {
    const accounts = await report('account-balances')
    expect(Decimal.parse(accounts.totals.amount ?? sumOf(accounts.rows, 'amount')).equals(await held('cash', 'amount'))).toBe(true)
  })

  it('stock against its control balances: no difference, in value, quantity and revenue', async () => {
    const { rows } = await report('stock-control')
    const gaps = rows.filter(({ line }) => line?.startsWith('Difference (0)'))
    expect(gaps.map(({ amount }) => Number(amount))).toEqual([0, 0, 0])
  })

  it('ages of stock add up to what is held, by quantity and by value', async () => {
    const { totals } = await report('stock-ageing')
    const sum = (prefix: string): Decimal =>
      Object.entries(totals).reduce(
        (total, [name, figure]) => (name.startsWith(prefix) ? total.add(Decimal.parse(figure)) : total),
        Decimal.of(0),
      )
    expect([sum('bucket').toString(), sum('worth').toString()]).toEqual([
      (await held('stock', 'onHand')).toString(),
      (await held('stock', 'value')).toString(),
    ])
  })

  it.each([
    ['sales-analysis', 'revenue', ['product', 'partner', 'region', 'shop', 'channel', 'productGroup', 'month', 'weekday']],
    ['product-margin', 'margin', ['partner', 'salesman', 'shop', 'channel', 'record', 'month']],
    ['purchase-summary', 'amount', ['buyer', 'department', 'month', 'productGroup', 'warehouse']],
    ['receivables', 'amount', ['partner', 'dueMonth']],
    ['stock-balance', 'value', ['productGroup', 'brand', 'warehouseType']],
  ])('%s: %s is the same by every axis', async (name, column, axes) => {
    const whole = (await report(name)).totals[column]
    for (const axis of axes) expect([axis, (await report(name, { '@by': axis })).totals[column]]).toEqual([axis, whole])
  })

  it('sales by product are those of the ledger before returns, and every figure leads to its deliveries and retail sales', async () => {
    const always = { from: '2026-01-01', to: '2026-12-31' }
    const [summary, prices, back, net] = [
      await report('sales-summary', always),
      await report('price-execution', always),
      await report('returns-and-exchanges', always),
      await report('sales-analysis', always),
    ]
    const less = (one: string | undefined, other: string | undefined): Decimal =>
      Decimal.parse(one ?? '0').subtract(Decimal.parse(other ?? '0'))
    expect(less(net.totals.revenue, back.totals.revenue).equals(Decimal.parse(summary.totals.amount!))).toBe(true)
    expect(less(net.totals.onHand, back.totals.onHand).equals(Decimal.parse(summary.totals.quantity!))).toBe(true)
    expect(prices.totals.amount).toBe(summary.totals.amount)
    const [{ product, code, amount } = {}] = summary.rows
    const origin = (await readAsSystem(sandbox.runner.workspace, (context) =>
      findQuery('report-origin').run(context, {
        report: 'sales-summary',
        column: 'amount',
        parameters: always,
        where: { product, code },
      } as never),
    )) as { total: string; rows: { entity: string }[] }
    expect(origin.total).toBe(amount)
    const kinds = new Set(origin.rows.map(({ entity }) => entity))
    expect([...kinds].every((kind) => ['retail-sale', 'sales-delivery'].includes(kind))).toBe(true)
  })

  // The small shop has no vouchers.
  it.skipIf(sample === 'supermarket')('vouchers: debits equal credits, and their accounts stand where the ledgers do', async () => {
    const { rows, totals } = await report('account-totals', { from: '2020-01-01', to: '2030-12-31' })
    const net = (code: string): Decimal =>
      rows.filter(({ accountCode }) => accountCode === code).reduce((sum, row) => sum.add(Decimal.parse(row.net ?? '0')), Decimal.zero)
    expect([totals.debit, totals.net]).toEqual([totals.credit, '0.00'])
    expect(net('1405').equals(Decimal.parse((await report('stock-balance')).totals.value ?? '0'))).toBe(true)
    expect(net('1122').equals(await held('receivable', 'amount'))).toBe(true)
    expect(net('2202').equals(Decimal.zero.subtract(await held('payable', 'amount')))).toBe(true)
    expect(net('1402').isZero()).toBe(true)
  })

  it('turnover, accounts and cost of sales close with the ledgers', async () => {
    const [turnover, accounts, sold] = [await report('stock-turnover'), await report('account-daily'), await report('sold')]
    const atCustomers: Predicate[] = [{ compare: '=', left: { path: ['place'] }, right: constantOperand('customer') }]
    expect([turnover.totals.valueClosing, accounts.totals.amountClosing, sold.totals.value]).toEqual([
      (await held('stock', 'value')).toString(),
      (await held('cash', 'amount')).toString(),
      (await held('stock', 'value', atCustomers)).toString(),
    ])
  })

  it('profit: revenue, cost and expenses are those of the ledgers', async () => {
    const { rows } = await report('profit-and-loss', { from: '2026-01-01', to: '2026-12-31' })
    const sold: Predicate[] = [{ compare: '=', left: { path: ['place'] }, right: constantOperand('customer') }]
    const ledgers = [
      await held('stock', 'revenue', sold),
      await held('stock', 'value', sold),
      await held('cash-result', 'expense'),
      await held('cash-result', 'income'),
      await held('settlement-discount', 'given'),
      await held('settlement-discount', 'taken'),
    ]
    // Gifts on recharges stand there where members have stored value.
    const [gifts] = rows.length === 11 ? rows.splice(6, 1) : []
    const shown = [0, 1, 5, 6, 7, 8].map((row) => Decimal.parse(rows[row]!.amount ?? '0'))
    expect(shown.map((figure) => figure.strip().toString())).toEqual(ledgers.map((figure) => figure.strip().toString()))
    const [revenue, cost, , loss, count, expense, income, letOff, saved, profit] = rows.map((row) => Decimal.parse(row.amount ?? '0'))
    const given = Decimal.parse(gifts?.amount ?? '0')
    const less = [cost, loss, count, expense, given, letOff].reduce((total, each) => total!.add(each!), Decimal.zero)!
    expect(revenue!.subtract(less).add(income!).add(saved!).equals(profit!)).toBe(true)
  })
})

const OUT = ['Sold', 'SupplierReturned', 'MovedOut', 'Shortage', 'Lost', 'OtherOut']

function sumOf(rows: Report['rows'], column: string): string {
  return rows.reduce((total, row) => total.add(Decimal.parse(row[column] ?? '0')), Decimal.of(0)).toString()
}

describe('a sample told twice', () => {
  it(
    'makes the same ids, numbers and sums',
    async () => {
      const again = new SandboxMoulds(model!, { registry, isChecked: true })
      const [one, other] = [await moulds.open('one', 'supermarket'), await again.open('other', 'supermarket')]
      expect(await journalsOf(one)).toEqual(await journalsOf(other))
      await Promise.all([one.close(), other.close(), again.close()])
    },
    SLOW,
  )
})

function journalsOf({ runner }: CastSandbox): Promise<unknown[]> {
  return runner.workspace.database.read(async (reading) => reading.all({ sql: 'select * from ledger_journal order by id' }, []))
}
