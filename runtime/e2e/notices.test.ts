import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { typeOrder } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn } from './support/workbench.ts'

describe('what reaches people by itself', () => {
  let server: DemoServer
  let browser: Browser
  let buyer: Page
  let manager: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    buyer = (await openDesk(browser)).page
    manager = (await openDesk(browser)).page
    await signIn(buyer, server.base, '李娜')
    await signIn(manager, server.base, '王强')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('a task arrives while the page is open, and the notice leads to it', async () => {
    await typeOrder(buyer, server.base, { supplier: 'S001', warehouse: 'W01', lines: [['P001', '10', '18']] })
    await buyer.getByRole('button', { name: '提交审批' }).click()
    await buyer.getByText('审批中', { exact: true }).first().waitFor()
    await manager.getByRole('button', { name: /通知，[1-9]\d* 条未读/ }).waitFor()
    await manager.getByRole('button', { name: /条未读/ }).click()
    const panel = manager.getByRole('dialog', { name: '通知' })
    await shoot(manager, 'notices-panel')
    await panel.getByText('待您处理').first().click()
    await manager.getByRole('button', { name: '同意' }).waitFor()
  })

  it('a comment names somebody, who is told and leads to the record', async () => {
    const before = await unread(manager)
    await buyer
      .getByRole('tab', { name: '评论' })
      .or(buyer.getByRole('button', { name: '评论' }))
      .first()
      .click()
    const field = buyer.getByRole('textbox', { name: '写评论' })
    await field.pressSequentially('请 @王强')
    await buyer.getByRole('button', { name: '王强', exact: true }).click()
    await field.pressSequentially('今天确认')
    await shoot(buyer, 'comment-mention')
    await buyer.keyboard.press('Control+Enter')
    await buyer.getByText('请 @王强 今天确认').waitFor()
    await expect.poll(() => unread(manager)).toBeGreaterThan(before)
  })

  it('every notice has its page, on a phone too', async () => {
    const { page } = await openDesk(browser, PHONE)
    await signIn(page, server.base, '王强')
    await page.goto(`${server.base}notices`)
    await page.getByText('提到了您').first().waitFor()
    await settle(page)
    await shoot(page, 'phone-notices')
    await page.getByRole('button', { name: '全部已读' }).first().click()
    await expect.poll(() => unread(page)).toBe(0)
  })

  it('alerts say what is wrong, and offer what to do', async () => {
    await manager.goto(`${server.base}alerts?scope=all`)
    await manager.getByRole('heading', { name: '预警' }).waitFor()
    const rows = manager.locator('.alert')
    await rows.first().waitFor()
    const [shown, actions] = [await rows.count(), await rows.locator('.actions button').count()]
    console.log(`alerts: ${shown}, ${actions} things to do about them, each 1 press`)
    expect(actions).toBeGreaterThanOrEqual(2 * shown)
    // Judged on the last day of the sample, also where nothing was written on the days before.
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
    const days = (await rows.allInnerTexts()).flatMap((text) => /将于 (\d{4}-\d\d-\d\d) 到期/.exec(text)?.[1] ?? [])
    expect(days.filter((day) => day < today)).toEqual([])
    await shoot(manager, 'alerts')
    await rows.first().getByRole('button', { name: '明天再提醒' }).click()
    await expect.poll(() => rows.count()).toBe(shown - 1)
  })
})

async function unread(page: Page): Promise<number> {
  const label = await page.getByRole('button', { name: /^通知，\d+ 条未读$/ }).getAttribute('aria-label')
  return Number(/\d+/.exec(label ?? '')?.[0] ?? -1)
}
