import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellText } from './support/order-form.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn } from './support/workbench.ts'

describe('drafts that grow from other records, windows and devices', () => {
  let server: DemoServer
  let browser: Browser
  let page: Page
  let troubles: string[] = []

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    ;({ page, troubles } = await openDesk(browser))
    await signIn(page, server.base, '赵敏')
    page.setDefaultTimeout(20_000)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('a document that only a source can begin says so, and leads there', async () => {
    await page.goto(`${server.base}record/transfer-arrival/new`)
    await page.getByText('这张单据从调拨单带出').waitFor()
    await page.getByRole('button', { name: '选调拨单' }).click()
    await page.locator('dialog[open]').getByRole('button', { name: '取消' }).click()
    // What nobody may begin says who can change that, and leads back.
    await page.goto(`${server.base}record/purchase-order/new`)
    await page.getByText('请找管理员在角色里打开').waitFor()
    await page.getByRole('link', { name: '查看采购订单' }).click()
    await page.waitForURL(/list\/purchase-order/)
  })

  it('columns of a currency are there when one is chosen', async () => {
    const heads = () => page.locator('.head [role=columnheader] .name').allInnerTexts()
    await page.goto(`${server.base}record/purchase-receipt/new`)
    await page.locator('.head [role=columnheader] .name').first().waitFor()
    expect(await heads()).toContain('商品')
    expect((await heads()).filter((head) => head.startsWith('外币'))).toEqual([])
  })

  it('open lines of a source are pulled in with their quantities', async () => {
    await page.goto(`${server.base}record/purchase-receipt/new`)
    await page.getByRole('button', { name: '选单', exact: true }).click()
    await page.getByRole('tab', { name: '采购订单' }).click()
    const source = page.locator('.source').first()
    await source.locator('.head input').check()
    const quantity = source.getByRole('textbox').first()
    await quantity.fill('abc')
    expect(await page.getByRole('button', { name: '带入所选' }).isDisabled()).toBe(true)
    await quantity.fill('2')
    await shoot(page, 'pull-lines')
    await page.getByRole('button', { name: '带入所选' }).click()
    await page.waitForURL(/purchase-receipt\/\d+$/)
    await page.getByText('RK20').first().waitFor()
    expect(await cellText(page, 0, 2)).toBe('2')
    expect(troubles).toEqual([])
  })

  it('a record that was saved in another window says so at once, and both come together', async () => {
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.waitForSelector('#field-remark')
    await page.fill('#field-remark', '这边')
    await other.fill('#field-remark', '那边')
    await other.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('button', { name: '查看并合并' }).click()
    await shoot(page, 'newer-conflict')
    await page.getByRole('button', { name: '合并后继续' }).click()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect.poll(() => other.locator('#field-remark').inputValue(), { timeout: 20_000 }).toBe('这边')
    await other.close()
  })

  it('scanned codes count, unknown ones are said', async () => {
    await page.getByRole('button', { name: '扫码录入' }).click()
    const scan = page.getByRole('textbox', { name: /^扫码录入/ })
    for (const code of ['P001', 'P001', 'P001', 'NOTHING']) {
      await scan.fill(code)
      await scan.press('Enter')
    }
    await page.getByText('没有找到“NOTHING”').waitFor()
    expect(await cellText(page, 1, 2)).toBe('3')
    await shoot(page, 'scan-line')
  })

  it('columns are hidden and kept that way', async () => {
    await page.getByRole('button', { name: '列设置' }).click()
    await page.getByRole('checkbox', { name: '批次' }).uncheck()
    await page.getByRole('button', { name: '完成' }).click()
    expect(await page.getByRole('columnheader', { name: '批次' }).count()).toBe(0)
    await page.getByRole('button', { name: '列设置' }).click()
    await page.getByRole('button', { name: '恢复默认' }).click()
    await page.getByRole('button', { name: '完成' }).click()
  })

  it('what was typed here is offered on a phone', async () => {
    await page.fill('#field-remark', '写到一半')
    await page.waitForTimeout(6000)
    const { page: phone } = await openDesk(browser, PHONE)
    await signIn(phone, server.base, '赵敏')
    await phone.goto(page.url())
    await phone.getByText('在另一台设备上').waitFor()
    await settle(phone)
    await shoot(phone, 'scratch-phone')
    await phone.getByRole('button', { name: '恢复' }).click()
    expect(await phone.locator('#field-remark').inputValue()).toBe('写到一半')
  })

  it('what was typed before lines are pulled in is saved with them, and is not offered again', async () => {
    await page.goto(`${server.base}record/purchase-receipt/new`)
    const pull = async (quantity?: string): Promise<void> => {
      await page.getByRole('button', { name: '选单', exact: true }).click()
      await page.getByRole('tab', { name: '采购订单' }).click()
      await page.locator('.source .head input').first().check()
      if (quantity !== undefined) await page.locator('.source').first().getByRole('textbox').first().fill(quantity)
    }
    await pull('2')
    await page.getByRole('button', { name: '带入所选' }).click()
    await page.waitForURL(/purchase-receipt\/\d+$/)
    await page.fill('#field-remark', '先写的')
    const id = page.url().split('/').at(-1)!
    const kept = () =>
      page.evaluate((of) => Object.keys(localStorage).filter((key) => key.includes('scratch') && key.endsWith(`.${of}`)).length, id)
    await expect.poll(kept, { timeout: 20_000 }).toBe(1)
    await page.getByRole('button', { name: '选单', exact: true }).click()
    // The order it began with comes first, before inspections.
    await expect.poll(() => page.locator('dialog[open] [role=tab]').first().innerText()).toBe('采购订单')
    await page.locator('.source .head input').first().check()
    // What this draft has of the line already is no longer offered.
    expect(await page.locator('.source').first().getByRole('textbox').first().inputValue()).not.toBe('10')
    await page.getByRole('button', { name: '带入所选' }).click()
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await expect.poll(kept).toBe(0)
    expect(await page.locator('#field-remark').inputValue()).toBe('先写的')
    expect(await page.getByRole('button', { name: '恢复' }).count()).toBe(0)
    // Saved once, it still asks before what is typed afterwards is left.
    await page.fill('#field-remark', '后写的')
    await page.getByRole('link', { name: '首页' }).first().click()
    await page.locator('dialog[open]').getByRole('button', { name: '取消' }).click()
    expect(await page.locator('#field-remark').inputValue()).toBe('后写的')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page
      .getByText(/^已保存/)
      .first()
      .waitFor()
  })
})
