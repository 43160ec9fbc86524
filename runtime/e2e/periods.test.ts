import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { DESK, launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

describe('the close of periods', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser, DESK)
    page = desk.page
    await signIn(page, server.base, '陈建国')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    // A refused close is an answer with a status of its own; nothing else may go wrong.
    expect(desk.troubles.filter((trouble) => !trouble.includes('409') && !trouble.includes('422'))).toEqual([])
  })

  it('says what stands in the way, closes what is accepted, and opens the last period again with a reason', async () => {
    await page.getByRole('link', { name: '期末结账' }).first().click()
    await page.getByRole('heading', { name: '期末结账' }).waitFor()
    await page.getByText('还没有结过账').waitFor()
    const today = await page.evaluate(() => new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format())
    await page.locator('#period-end').fill(today)
    await page.keyboard.press('Tab')
    await page.getByText('这个月还没有过完').waitFor()
    await page.getByRole('button', { name: '检查并结账' }).click()
    const findings = page.getByRole('alert').filter({ hasText: '结账前请先处理' })
    await findings.waitFor()
    expect(await findings.innerText()).toContain('未记账的单据')
    // Each says where its records are.
    expect(await findings.getByRole('link', { name: '查看' }).first().getAttribute('href')).toMatch(/list\/[a-z-]+$/)
    expect((await page.locator('.next').innerText()).match(/\d{4}-\d\d-\d\d/g) ?? []).not.toContain(today)
    const anyway = page.getByRole('button', { name: '已核对，仍然结账' })
    expect(await anyway.isDisabled()).toBe(true)
    await shoot(page, 'period-findings')
    for (const box of await findings.getByRole('checkbox').all()) await box.check()
    await anyway.click()
    const row = page.getByRole('row', { name: new RegExp(`${today}.*陈建国.*已结账`) })
    await row.waitFor()
    await shoot(page, 'period-closed')
    await row.getByRole('button', { name: '反结账' }).click()
    await page.getByRole('textbox', { name: '反结账的原因' }).fill('漏记一张运费')
    await page.getByRole('button', { name: /^反结账 / }).click()
    await page.getByRole('row', { name: new RegExp(`${today}.*已反结账`) }).waitFor()
  })

  it('is not for who may not close', async () => {
    const other = await openDesk(browser, PHONE)
    await signIn(other.page, server.base, '李娜')
    await other.page.goto(`${server.base}periods`)
    await other.page.getByText('您没有结账的权限').waitFor()
    await settle(other.page)
    await shoot(other.page, 'period-refused')
    await other.context.close()
  })
})
