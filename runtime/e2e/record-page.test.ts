import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found, send, submittedOrder, type Sent } from './support/api.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn } from './support/workbench.ts'

describe('what a record tells about itself', () => {
  let server: DemoServer
  let browser: Browser
  let buyer: Page
  let manager: Page
  let phone: Page
  let order: Sent

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    buyer = (await openDesk(browser)).page
    manager = (await openDesk(browser)).page
    phone = (await openDesk(browser, PHONE)).page
    await signIn(buyer, server.base, '李娜')
    await signIn(manager, server.base, '王强')
    await signIn(phone, server.base, '王强')
    order = await submittedOrder(buyer, server.base)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const seatOf = async (page: Page): Promise<{ seat: string; version: number }> => {
    const { rows } = (await (await page.request.get(`${server.base}api/tasks?box=todo`)).json()) as {
      rows: { seat: string; version: number; record: { id: string } }[]
    }
    return rows.find((row) => row.record.id === order.id)!
  }

  it('shows an approver what changed since he sent it back', async () => {
    const { seat, version } = await seatOf(manager)
    await send(manager, server.base, 'return-to-initiator', { seat, version, opinion: '数量太少' })
    await buyer.goto(`${server.base}record/purchase-order/${order.id}`)
    // Why it came back stands above what has to be mended.
    await buyer.getByRole('note').getByText('数量太少').waitFor()
    await buyer.locator('#field-remark').fill('按主管意见改过')
    await buyer.getByRole('button', { name: '提交审批' }).click()
    await buyer.getByText('审批中', { exact: true }).first().waitFor()
    // Whoever finds the order instead of his task gets to the decision from there; whoever has none is not asked.
    await buyer.getByRole('button', { name: '更多' }).waitFor()
    expect(await buyer.getByRole('button', { name: '去审批' }).count()).toBe(0)
    for (const page of [manager, phone]) {
      await page.goto(`${server.base}record/purchase-order/${order.id}`)
      await page.getByRole('button', { name: '去审批' }).click()
      const card = page.getByRole('region', { name: '您上次处理之后的变化' })
      await card.getByText('按主管意见改过').waitFor()
      await shoot(page, page === phone ? 'phone-task-changes' : 'task-changes')
    }
  })

  it('keeps the history of a field, told where the field stands', async () => {
    await buyer.goto(`${server.base}record/purchase-order/${order.id}`)
    await buyer.getByRole('button', { name: '备注', exact: true }).click()
    const sheet = buyer.getByRole('dialog', { name: /备注/ })
    await sheet.getByText('按主管意见改过').waitFor()
    await sheet.getByText('李娜').first().waitFor()
    await shoot(buyer, 'record-field-history')
    await sheet.getByRole('button', { name: '关闭' }).click()
  })

  it('carries a code that opens it on a phone', async () => {
    await buyer
      .getByRole('button', { name: /^关联单据/ })
      .or(buyer.getByRole('tab', { name: /^关联单据/ }))
      .first()
      .click()
    const code = buyer.getByRole('img', { name: '扫码在手机上打开' })
    await code.waitFor()
    const box = (await code.boundingBox())!
    expect(Math.min(box.width, box.height)).toBeGreaterThan(80)
    await shoot(buyer, 'record-code')
  })

  it('keeps what its rules let pass, with the reason and who gave it', async () => {
    const { page } = await openDesk(browser)
    await signIn(page, server.base, '刘洋')
    const values = {
      customer: await found(page, server.base, 'customer', 'C001'),
      warehouse: await found(page, server.base, 'warehouse', 'W01'),
    }
    const product = await found(page, server.base, 'product', 'P001')
    const lines = { lines: [{ do: 'insert', values: { product, quantity: '1', gift: true, price: '0' } }] }
    const { id } = await send(page, server.base, 'save', { entity: 'sales-order', changes: { values, lines } })
    await page.goto(`${server.base}record/sales-order/${id}`)
    await page.getByRole('button', { name: /提交/ }).first().click()
    const sheet = page.getByRole('dialog').filter({ hasText: '赠品超过促销方案' })
    await sheet.getByRole('textbox').fill('老客户答谢')
    await shoot(page, 'record-warning')
    await sheet.getByRole('button').last().click()
    const card = page.getByRole('region', { name: '例外' })
    await card.getByText(/老客户答谢/).waitFor()
    expect(await card.innerText()).toMatch(/赠品超过促销方案应送的数量[\s\S]*刘洋/)
    await settle(page)
    await shoot(page, 'record-exceptions')
  })
})
