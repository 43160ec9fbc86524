import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { DESK, launch, openDesk, PHONE, settle, shoot, signIn, signInAgain, type Desk } from './support/workbench.ts'

describe.each([
  ['desk', DESK],
  ['phone', PHONE],
] as const)('figures on a %s', (name, size) => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser, size)
    page = desk.page
    await signIn(page, server.base, '陈建国')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect(desk.troubles).toEqual([])
  })

  const period = (label: string) => page.getByRole('group', { name: '期间' }).getByRole('button', { name: label, exact: true })
  const asked = (path: string) => page.waitForRequest((request) => request.url().includes(path))
  const query = (address: string): Record<string, string> => Object.fromEntries(new URL(address).searchParams)
  /** The day of the workspace, which is that of the browser, too. */
  const today = (): Promise<string> => page.evaluate(() => new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format())

  it('a report takes its period by name, the address keeps it, and other days are two fields', async () => {
    await page.goto(`${server.base}report/sales-summary?@view=table`)
    await page.locator('tbody tr').first().waitFor()
    const day = await today()
    for (const [label, from] of [
      ['本月', `${day.slice(0, 7)}-01`],
      ['今年', `${day.slice(0, 4)}-01-01`],
    ] as const) {
      const [request] = await Promise.all([asked('/reports/sales-summary'), period(label).click()])
      expect(query(request.url())).toMatchObject({ from, to: day })
      await expect.poll(() => period(label).getAttribute('aria-pressed')).toBe('true')
    }
    await page.reload()
    await expect.poll(() => period('今年').getAttribute('aria-pressed'), { timeout: 20_000 }).toBe('true')
    const [request] = await Promise.all([asked('/reports/sales-summary'), period('上月').click()])
    expect(query(request.url()).to! < `${day.slice(0, 7)}-01`).toBe(true)
    await settle(page)
    await shoot(page, `figures-period-${name}`)
    await period('自定义').click()
    const first = page.getByLabel('起始日期')
    await first.fill(`${day.slice(0, 7)}-02`)
    await first.press('Tab')
    await expect.poll(() => period('自定义').getAttribute('aria-pressed')).toBe('true')
  })

  it('any figure tells what it is made of, and its parts add up', async () => {
    await page.goto(`${server.base}report/sales-summary?@view=table`)
    const figure = page.locator('tbody tr').first().locator('.figure').first()
    const shown = await figure.innerText()
    await figure.click()
    const sheet = page.getByRole('dialog', { name: '这个数字的来历' })
    await sheet.getByRole('link').first().waitFor()
    const cents = (text: string): number => Math.round(Number(text.replaceAll(',', '')) * 100)
    const parts = (await sheet.locator('.origin .figures').allInnerTexts()).map(cents)
    expect(parts.reduce((left, right) => left + right, 0)).toBe(cents(shown))
    await shoot(page, `figures-origin-${name}`)
    await sheet.getByRole('button', { name: '关闭' }).click()
    // A figure that is computed says how, in the reader's words and with the numbers of its row.
    await page.locator('tbody tr').first().locator('.figure').last().click()
    await sheet.getByText(/如果 数量 = 0 则 空 否则 金额 ÷ 数量/).waitFor()
    await sheet.getByText(/代入本行：.*[\d,.]+ ÷ \d+/).waitFor()
    await sheet.getByRole('button', { name: '关闭' }).click()
    await figure.click()
    await sheet.getByRole('link').first().click()
    await page.waitForURL(/record\//)
  })

  it('a dashboard is narrowed down for all its tiles at once; what a tile fixes stays', async () => {
    await page.goto(`${server.base}dashboard/owner`)
    await page.locator('.tile canvas').first().waitFor()
    await settle(page)
    const seen: string[] = []
    const listen = (request: { url(): string }): void => void (request.url().includes('/api/reports/') && seen.push(request.url()))
    page.on('request', listen)
    await period('上月').click()
    await settle(page)
    page.off('request', listen)
    const names = seen.map((address) => /reports\/([\w-]+)/.exec(address)![1])
    expect(names).toEqual(expect.arrayContaining(['product-margin', 'revenue-by-day']))
    // “Sales today”, “Sales this month” and the like are about their own days.
    expect(names.filter((each) => each === 'sold' || each === 'retail-by-day' || each === 'stock-balance')).toEqual([])
    const day = await today()
    for (const address of seen.filter((each) => each.includes('revenue-by-day'))) {
      expect(query(address).to! < `${day.slice(0, 7)}-01`).toBe(true)
    }
    await shoot(page, `figures-dashboard-${name}`)
    await period('本月').click()
  })

  it('a dashboard tells its figures as soon as somebody has signed in again over it', async () => {
    await page.goto(`${server.base}dashboard/owner`)
    await page.locator('.tile canvas').first().waitFor()
    await desk.context.clearCookies()
    await period('上月').click()
    await signInAgain(page)
    await page.locator('.tile canvas').first().waitFor()
    await settle(page)
    expect(await page.locator('.tile').getByRole('button', { name: '重试' }).count()).toBe(0)
    expect(await page.locator('.tile.figure .value').count()).toBeGreaterThan(3)
    await period('本月').click()
  })

  it('a part of a chart narrows the other tiles down, and a second press undoes it', async () => {
    await page.goto(`${server.base}dashboard/owner`)
    const chart = page.locator('.tile', { hasText: /毛利/ }).locator('canvas')
    await chart.waitFor()
    await settle(page)
    await chart.scrollIntoViewIfNeeded()
    const box = (await chart.boundingBox())!
    // Bars stand somewhere in the picture: it is pressed from its lower left until one is met.
    const press = async (): Promise<void> => {
      for (let down = 0.84; down > 0.1; down -= 0.06) {
        for (let along = 0.14; along < 0.5; along += 0.04) {
          await page.mouse.click(box.x + box.width * along, box.y + box.height * down)
          await page.waitForTimeout(30)
          if (await page.locator('.crossed').count()) return
        }
      }
    }
    const [request] = await Promise.all([asked('/reports/stock-balance'), press()])
    expect(query(request.url()).product).toMatch(/^\d+$/)
    expect((await page.locator('.crossed').innerText()).replace('×', '').trim()).not.toBe('')
    await settle(page)
    await shoot(page, `figures-crossed-${name}`)
    const [undone] = await Promise.all([asked('/reports/stock-balance'), page.getByRole('button', { name: '取消联动' }).click()])
    expect(query(undone.url()).product).toBeUndefined()
    await page.locator('.crossed').waitFor({ state: 'detached' })
  })

  it('a report is subscribed to as it is shown, is found again, and ends', async () => {
    await page.goto(`${server.base}report/stock-flow`)
    await page.getByRole('button', { name: '本月', exact: true }).click()
    await page.getByRole('button', { name: '订阅', exact: true }).first().click()
    const sheet = page.getByRole('dialog', { name: '订阅' })
    await sheet.getByRole('button', { name: '每周一' }).click()
    await sheet.getByText('每次都取当时的“本月”').waitFor()
    await sheet.getByRole('button', { name: '订阅', exact: true }).click()
    await page.getByText('已订阅').waitFor({ state: 'attached' })
    await page.goto(`${server.base}subscriptions`)
    await page.getByText('每周一 8:00').waitFor()
    await shoot(page, 'subscriptions')
    await page.getByRole('button', { name: '取消订阅' }).click()
    await page.getByText('还没有订阅').waitFor()
  })
})
