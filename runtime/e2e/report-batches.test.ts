import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn } from './support/workbench.ts'

describe('documents made of the rows of a report', () => {
  let server: DemoServer
  let browser: Browser

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function as(name: string, size?: typeof PHONE): Promise<{ page: Page; troubles: string[] }> {
    const desk = await openDesk(browser, size)
    await signIn(desk.page, server.base, name)
    return desk
  }

  it('says what it would make, makes it once, and leads to the drafts', async () => {
    const { page, troubles } = await as('孙丽')
    await page.goto(`${server.base}report/customer-statement-lines?from=2000-01-01`)
    await page.getByRole('button', { name: '生成客户对账单' }).click()
    const sheet = page.getByRole('dialog', { name: '生成客户对账单' })
    await sheet.getByText(/将生成 \d+ 张对账单草稿/).waitFor()
    const count = Number(/将生成 (\d+) 张/.exec(await sheet.innerText())![1])
    expect(count).toBeGreaterThan(1)
    await shoot(page, 'report-batch')
    await sheet.getByRole('button', { name: `生成 ${count} 张` }).click()
    await sheet.getByText('正在生成').waitFor()
    // The same again the same day: nothing is made twice.
    await expect
      .poll(async () => (await page.request.get(`${server.base}api/batches/customer-statements`)).text(), { timeout: 20_000 })
      .not.toContain('"record":null')
    await sheet.getByRole('link', { name: '查看对账单' }).click()
    await page.getByText(`共 ${count} 条`).waitFor()
    await page.goto(`${server.base}report/customer-statement-lines?from=2000-01-01`)
    await page.getByRole('button', { name: '生成客户对账单' }).click()
    await sheet.getByText(`今天已经生成过 ${count} 张`).waitFor()
    expect(await sheet.getByRole('button', { name: '生成 0 张' }).isDisabled()).toBe(true)
    expect(troubles).toEqual([])
  })

  it('offers a menu where there are several, on a phone too, and nothing to whoever may not make such documents', async () => {
    const phone = await as('李娜', PHONE)
    await phone.page.goto(`${server.base}report/replenishment`)
    await phone.page.getByRole('button', { name: '生成单据' }).click()
    await phone.page.getByRole('menuitem', { name: '补货生成采购订单' }).click()
    await phone.page
      .getByRole('dialog', { name: '补货生成采购订单' })
      .getByText(/将生成|没有要生成的/)
      .waitFor()
    await settle(phone.page)
    await shoot(phone.page, 'report-batch-phone')
    // A storekeeper sees the same report, and may make receipts of it, no orders.
    const { page } = await as('赵敏')
    await page.goto(`${server.base}report/replenishment`)
    await page.locator('h1').filter({ hasText: '补货建议' }).waitFor()
    await settle(page)
    expect(await page.getByRole('menuitem', { name: '补货生成采购订单' }).count()).toBe(0)
    expect(phone.troubles).toEqual([])
  })
})
