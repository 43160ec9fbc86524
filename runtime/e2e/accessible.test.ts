import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { chooseShape, DESK, launch, openDesk, PHONE, settle, signIn, type Desk } from './support/workbench.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PAGES = [
  '',
  'tasks',
  'list/purchase-order',
  'list/supplier',
  'record/purchase-order/new',
  'report/payables',
  'report/stock-balance',
  'report/sales-summary',
  'report/profit-and-loss',
  'report/purchase-summary?@pivot=product/supplier',
  'dashboard/purchasing',
  'alerts',
  'notices',
  'proxies',
  'recycle-bin',
  'import/supplier',
  'me',
  'nothing/here',
]
/** What only somebody who administers may open. */
const SETTINGS = ['settings', 'import/product', 'list/product-group', 'dashboard/owner']

describe.each([
  ['desk', DESK],
  ['phone', PHONE],
] as const)('on a %s every main page can be used by everybody', (_name, size) => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser, size)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function violations(): Promise<string[]> {
    await settle(desk.page)
    // As text through the debugger: the page's own policy forbids inline scripts, and is right to.
    await desk.page.evaluate(axe)
    const results = await desk.page.evaluate(() =>
      (window as unknown as { axe: { run(options: unknown): Promise<unknown> } }).axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
      }),
    )
    return (results as AxeResults).violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.slice(0, 4).map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1] ?? ''}`),
      )
  }

  it('the login page', async () => {
    await desk.page.goto(server.base)
    expect(await violations()).toEqual([])
  })

  it.each(PAGES)('%s', async (path) => {
    if (new URL(desk.page.url()).pathname.endsWith('/login') || desk.page.url() === 'about:blank') {
      await signIn(desk.page, server.base, '王强')
    }
    await desk.page.goto(server.base + path)
    expect(await violations()).toEqual([])
  })

  it('what opens over a page: help, keys, the menu of views, filters, the origin of a figure', async () => {
    await desk.page.goto(`${server.base}list/purchase-order`)
    const { page } = desk
    await page.locator('tbody tr, .record').first().waitFor()
    await page.getByRole('button', { name: '帮助', exact: true }).click()
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: '键盘快捷键' }).click()
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /▾$/ }).last().click()
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '添加筛选' }).click()
    expect(await violations()).toEqual([])
    await page.goto(`${server.base}report/payables`)
    await page.locator('tbody .figure').first().click()
    expect(await violations()).toEqual([])
  })

  it('rows that are chosen, and the shapes of a list', async () => {
    const { page } = desk
    await page.goto(`${server.base}list/purchase-order`)
    const choose = page.getByRole('button', { name: '选择', exact: true })
    await page.locator('tbody tr, .record').first().waitFor()
    if (await choose.count()) {
      await choose.click()
      await page.locator('.record').first().click()
    } else await page.locator('tbody input[type=checkbox]').first().check()
    await page.getByText('已选 1 条').waitFor()
    expect(await violations()).toEqual([])
    await page.goto(`${server.base}list/purchase-order`)
    for (const shape of ['看板', '日历']) {
      await chooseShape(page, shape)
      expect(await violations()).toEqual([])
    }
  })

  it('a task and a record', async () => {
    await desk.page.goto(`${server.base}tasks`)
    await desk.page.locator('.task .open').first().click()
    await desk.page.waitForURL(/tasks\/\d+/)
    expect(await violations()).toEqual([])
    await desk.page.goto(`${server.base}list/purchase-order?filter=posted`)
    await desk.page.locator('tbody tr, .record').first().click()
    await desk.page.waitForURL(/record\//)
    expect(await violations()).toEqual([])
  })

  it('in English too: home, tasks, a list, a form, a report', async () => {
    await desk.page.evaluate(() => localStorage.setItem('formwork.language', 'en'))
    const found: string[] = []
    for (const path of ['', 'tasks', 'list/purchase-order', 'record/purchase-order/new', 'report/sales-summary']) {
      await desk.page.goto(server.base + path)
      await desk.page.locator('html[lang^=en]').waitFor({ state: 'attached' })
      found.push(...(await violations()))
    }
    await desk.page.evaluate(() => localStorage.setItem('formwork.language', 'zh'))
    expect(found).toEqual([])
  })

  it.each(SETTINGS)('%s, to who administers', async (path) => {
    const other = await openDesk(browser, size)
    const mine = desk
    desk = other
    try {
      await signIn(desk.page, server.base, '管理员')
      await desk.page.goto(server.base + path)
      expect(await violations()).toEqual([])
    } finally {
      desk = mine
      await other.context.close()
    }
  })
})
