import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { columnsOf } from './support/grid.ts'
import { cellText, total, typeOrder } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, settle, shoot, signIn, type Desk } from './support/workbench.ts'

/** From an order by keyboard through two approvals, a partial receipt, figures and payables, to a payment of the oldest. */
describe('the whole path, as five people', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page
  let number = ''

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
  afterEach(async () => {
    const { troubles } = desk
    await desk.context.close()
    expect(troubles).toEqual([])
  })

  async function as(name: string): Promise<void> {
    desk = await openDesk(browser)
    page = desk.page
    await signIn(page, server.base, name)
  }

  it('the buyer writes an order without the mouse and submits it', async () => {
    await as('李娜')
    await typeOrder(page, server.base, {
      supplier: 'lx',
      warehouse: 'W01',
      lines: [
        ['P005', '12'],
        ['P006', '10', '1280'],
      ],
    })
    expect(await cellText(page, 0, 0)).toBe('笔记本电脑')
    const { at } = await columnsOf(page)
    expect(await cellText(page, 0, at('单位'))).toBe('台')
    expect(await cellText(page, 0, at('单价'))).toBe('4,380')
    expect(await total(page)).toBe('65,360.00')
    await expect.poll(() => page.getByText('陆万伍仟叁佰陆拾元整').count()).toBe(1)
    await shoot(page, 'order-new')
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('审批中', { exact: true }).first().waitFor()
    number = await page.locator('[data-number]').innerText()
    expect(number).toMatch(/^CG\d{10}$/)
    await settle(page)
    await shoot(page, 'order-submitted')
  })

  async function approve(opinion: string, picture: string): Promise<void> {
    await page.getByRole('link', { name: '待办' }).first().click()
    await page.getByRole('button', { name: new RegExp(number) }).click()
    await page.getByRole('button', { name: '同意' }).waitFor()
    await settle(page)
    await shoot(page, picture)
    await page.getByRole('textbox', { name: '审批意见' }).fill(opinion)
    await page.getByRole('button', { name: '同意' }).click()
    await page.getByText(`同意：${number}`).waitFor()
  }

  it('the manager approves; it is no longer his', async () => {
    await as('王强')
    await approve('同意,请财务复核', 'task-manager')
    await page.goto(`${server.base}tasks`)
    await settle(page)
    expect(await page.getByText(number).count()).toBe(0)
    await page.getByRole('tab', { name: '已办' }).click()
    await page.getByText(number).waitFor()
  })

  it('finance approves what is over 50,000, with the balance at hand', async () => {
    await as('孙丽')
    await approve('预算内', 'task-finance')
    await page.goto(`${server.base}list/purchase-order`)
    await page.getByRole('row', { name: new RegExp(`${number}.*已审`) }).waitFor()
  })

  it('the storekeeper turns the order into a receipt of a part, without seeing a price', async () => {
    await as('赵敏')
    await page.goto(`${server.base}list/purchase-order`)
    await page.getByRole('row', { name: new RegExp(number) }).click()
    await page.getByRole('button', { name: '生成入库单' }).click()
    await page.waitForURL(/record\/purchase-receipt\/\d+/)
    await page.waitForSelector('[role=grid]')
    expect(await page.getByRole('columnheader', { name: '单价' }).count()).toBe(0)
    const received = (await columnsOf(page)).at('数量')
    expect(await cellText(page, 0, received)).toBe('12')
    await page.locator(`[aria-rowindex="1"] [data-column="${received}"]`).click()
    await page.keyboard.type('5')
    await page.keyboard.press('Enter')
    await settle(page)
    await shoot(page, 'receipt-draft')
    await page.getByRole('button', { name: '审核', exact: true }).click()
    await page.getByText('已审', { exact: true }).first().waitFor()
    await settle(page)
    await shoot(page, 'receipt-posted')
    await page.goto(`${server.base}report/stock-balance`)
    await page
      .getByRole('row', { name: /显示器.*中心仓/ })
      .first()
      .waitFor()
    expect(await page.getByRole('columnheader', { name: '金额' }).count()).toBe(0)
  })

  it('a receipt of more than is open is refused, on its row', async () => {
    await as('赵敏')
    await page.goto(`${server.base}list/purchase-order`)
    await page.getByRole('row', { name: new RegExp(number) }).click()
    await page.getByRole('button', { name: '生成入库单' }).click()
    await page.waitForURL(/record\/purchase-receipt\/\d+/)
    await page.waitForSelector('[role=grid]')
    const received = (await columnsOf(page)).at('数量')
    expect(await cellText(page, 0, received)).toBe('7')
    await page.locator(`[aria-rowindex="1"] [data-column="${received}"]`).click()
    await page.keyboard.type('8')
    await page.keyboard.press('Enter')
    await settle(page)
    await page.getByRole('button', { name: '审核', exact: true }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.locator('[aria-rowindex="1"] .wrong').count()).toBe(1)
    await shoot(page, 'receipt-refused')
  })

  it('figures and payables are there at once; every number leads to its paper', async () => {
    await as('孙丽')
    await page.goto(`${server.base}report/payables`)
    await page.locator('tbody tr').first().waitFor()
    await shoot(page, 'payables')
    await page.goto(`${server.base}report/stock-balance`)
    const row = page.getByRole('row', { name: /笔记本电脑/ })
    await row.first().waitFor()
    await shoot(page, 'stock-balance')
    await row.first().getByRole('link').first().click()
    await page.waitForURL(/report\/stock-card/)
    await page.locator('tbody a').first().waitFor()
    await shoot(page, 'stock-card')
    await page.locator('tbody a').last().click()
    await page.waitForURL(/record\//)
  })

  it('the cashier pays, and the oldest is settled first', async () => {
    await as('周杰')
    const owed = async (): Promise<{ text: string; figures: string[] }[]> => {
      await page.goto(`${server.base}report/payables`)
      await page.locator('tbody tr').first().waitFor()
      const rows = await page.getByRole('row', { name: /联信/ }).all()
      return Promise.all(rows.map(async (row) => ({ text: await row.innerText(), figures: await row.locator('.number').allInnerTexts() })))
    }
    const before = await owed()
    expect(before.length).toBeGreaterThan(1)
    await page.goto(`${server.base}record/payment/new`)
    await page.waitForSelector('#field-supplier')
    await page.focus('#field-supplier')
    await page.keyboard.type('lx')
    await page.keyboard.press('Enter')
    await settle(page)
    await page.fill('#field-amount', '1000')
    await settle(page)
    await shoot(page, 'payment-new')
    await page.getByRole('button', { name: '审核', exact: true }).click()
    await page.getByText('已审', { exact: true }).first().waitFor()
    await settle(page)
    await shoot(page, 'payment-posted')
    const after = await owed()
    await shoot(page, 'payables-after')
    const amounts = (rows: typeof before): number[] =>
      rows.map(({ figures }) => Math.max(...figures.map((figure) => Math.round(Number(figure.replaceAll(',', '')) * 100) || 0)))
    expect(amounts(after)[0]).toBe(amounts(before)[0]! - 100_000)
    expect(amounts(after).slice(1)).toEqual(amounts(before).slice(1))
  })
})
