import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

/** Fingers need this much (spec: screens, section 6). */
const TOUCH = 44

describe('on a phone', () => {
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
    expect(desk.troubles).toEqual([])
    await desk.context.close()
  })

  async function as(name: string): Promise<void> {
    desk = await openDesk(browser, PHONE)
    page = desk.page
    await signIn(page, server.base, name)
    await settle(page)
  }

  /** Nothing sticks out to the right: nobody scrolls sideways on a phone. */
  async function fitsWidth(): Promise<void> {
    const width = await page.evaluate(() =>
      Math.max(document.documentElement.scrollWidth, document.getElementById('page')?.scrollWidth ?? 0),
    )
    expect(width).toBeLessThanOrEqual(PHONE.viewport.width)
  }

  it('the buyer writes an order with the thumb', async () => {
    await as('李娜')
    await shoot(page, 'phone-home')
    await fitsWidth()
    await page.getByRole('button', { name: '开单' }).click()
    await page.getByRole('dialog', { name: '新建' }).getByRole('button', { name: '采购订单' }).click()
    await page.waitForSelector('#field-supplier')
    await fitsWidth()
    await page.tap('#field-supplier')
    await page.fill('#field-supplier', 'lx')
    await page.getByRole('option', { name: /联信/ }).tap()
    await page.tap('#field-warehouse')
    await page.getByRole('option', { name: /中心仓/ }).tap()
    await page.getByRole('button', { name: '添加一行' }).tap()
    const sheet = page.getByRole('dialog', { name: '明细行' })
    await sheet.locator('#line-product').fill('P006')
    await sheet.getByRole('option', { name: /显示器/ }).tap()
    await sheet.locator('#line-quantity').fill('4')
    await settle(page)
    await expect.poll(() => sheet.locator('#line-price').inputValue()).toMatch(/^1,?290/)
    await shoot(page, 'phone-line')
    await sheet.getByRole('button', { name: '完成' }).tap()
    await settle(page)
    await shoot(page, 'phone-order')
    expect(await page.locator('[data-total="total"]').innerText()).toBe('5,160.00')
    await page.getByRole('button', { name: '提交审批' }).tap()
    await page.getByText('审批中', { exact: true }).first().waitFor()
    number = await page.locator('[data-number]').innerText()
    await settle(page)
    await shoot(page, 'phone-submitted')
  })

  it('the manager decides in two taps from the list, the buttons in reach', async () => {
    await as('王强')
    await page.getByRole('link', { name: /待办/ }).last().tap()
    await settle(page)
    await shoot(page, 'phone-tasks')
    await page.getByRole('button', { name: new RegExp(number) }).tap()
    const approve = page.getByRole('button', { name: '同意', exact: true })
    await approve.waitFor()
    await settle(page)
    await fitsWidth()
    const box = (await approve.boundingBox())!
    expect(box.height).toBeGreaterThanOrEqual(TOUCH)
    expect(box.y + box.height).toBeLessThanOrEqual(PHONE.viewport.height)
    await shoot(page, 'phone-task')
    await page.getByRole('button', { name: '驳回' }).tap()
    await page.getByText('请先填写审批意见').waitFor()
    await approve.tap()
    const told = page.getByText(`同意：${number}`)
    await told.waitFor()
    // What is said does not lie over the buttons that decide the next one.
    expect((await told.boundingBox())!.y).toBeLessThan(PHONE.viewport.height / 2)
  })

  it('lists, reports and records fit the width', async () => {
    await as('孙丽')
    for (const [path, name] of [
      ['list/purchase-order', 'phone-list'],
      ['report/payables', 'phone-report'],
      ['list/supplier', 'phone-suppliers'],
      ['tasks?box=done', 'phone-done'],
      ['me', 'phone-me'],
    ] as const) {
      await page.goto(server.base + path)
      await settle(page)
      await fitsWidth()
      await shoot(page, name)
    }
    await page.goto(`${server.base}list/purchase-order`)
    await page.locator('.record').first().tap()
    await page.waitForURL(/record\//)
    await settle(page)
    await fitsWidth()
    await shoot(page, 'phone-record')
  })

  it('everything that is tapped is large enough', async () => {
    await as('王强')
    for (const path of ['', 'tasks', 'list/purchase-order', 'record/purchase-order/new']) {
      await page.goto(server.base + path)
      await settle(page)
      const small = await page.evaluate((touch) => {
        const controls = [...document.querySelectorAll<HTMLElement>('.bar button, .bar a, .sheet button, .action, .task .open, .record')]
        return controls
          .filter((control) => control.offsetParent !== null && control.getBoundingClientRect().height < touch - 1)
          .map((control) => `${control.textContent?.trim()} ${control.getBoundingClientRect().height}`)
      }, TOUCH)
      expect([path, ...small]).toEqual([path])
    }
  })
})
