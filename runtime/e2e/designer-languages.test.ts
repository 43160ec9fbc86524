import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DesignerAt } from './support/designer.ts'
import { chineseIn, englishIn, saidOn } from './support/languages.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, signIn, type Desk } from './support/workbench.ts'

/** A page of every kind that the designer has. */
const PAGES: readonly (readonly [path: string, view: string])[] = [
  ['', ''],
  ['purchase-order/entity.json', 'canvas'],
  ['purchase-order/entity.json', 'columns'],
  ['purchase-order/entity.json', 'rules'],
  ['purchase-order/entity.json', 'preview'],
  ['purchase-order/entity.json', 'define'],
  ['purchase-order/entity.json', 'json'],
  ['sales-order/process.json', 'process'],
  ['sales-order/process.json', 'define'],
  ['reports/sales-summary.json', 'report'],
  ['reports/sales-summary.json', 'define'],
  ['purchase-receipt/posting.json', 'define'],
  ['ledgers/stock.json', 'define'],
  ['dashboards/owner.json', 'define'],
  ['sales-order/print.json', 'define'],
  ['roles.json', 'roles'],
  ['menu.json', 'define'],
  ['dictionaries/payment-method.json', 'define'],
  ['alerts/low-stock.json', 'define'],
  ['automations/new-prices.json', 'define'],
  ['modules/approvals.json', 'define'],
  ['matches/batch-source.json', 'define'],
  ['settings/company.json', 'define'],
  ['samples/demo.json', 'define'],
  ['sales-order/scenarios/low-price-approved.json', 'define'],
]
/** What is written in the language of formulas, keys and drawings, whatever language its reader has. */
const WRITTEN = '.code, .typed, .drawn, kbd, .djs-palette, .bjs-powered-by'

let server: DemoServer
let browser: Browser
let desk: Desk
let page: Page
let designer: DesignerAt

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launch()
  desk = await openDesk(browser)
  page = desk.page
  await signIn(page, server.base, '管理员')
  designer = new DesignerAt(page, server.base)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function show(path: string, view: string): Promise<string[]> {
  if (path === '') {
    await page.goto(`${server.base}designer`)
    await page.reload()
    await page.waitForSelector('.welcome')
  } else await designer.open(path, view)
  await page.waitForLoadState('networkidle')
  return saidOn(page, WRITTEN)
}

/** The parts of a page that open: a panel, a dialog, another view. */
const OPENED: readonly (readonly [what: string, path: string, view: string, open: (on: Page) => Promise<void>])[] = [
  ['the panel of a field', 'product/entity.json', 'canvas', (on) => on.locator('[data-field=specification]').click()],
  ['a step', 'sales-order/process.json', 'process', (on) => on.locator('[data-tree] .step.people').first().click()],
  ['a way', 'sales-order/process.json', 'process', (on) => on.locator('[data-branch]').first().click()],
  ['the diagram', 'sales-order/process.json', 'process', (on) => on.locator('[data-view=diagram]').click()],
  ['the test drive', 'sales-order/process.json', 'process', (on) => on.locator('[data-view=drive]').click()],
  ['the rehearsal', 'sales-order/process.json', 'process', (on) => on.locator('[data-view=rehearsal]').click()],
  ['a new definition', 'menu.json', 'define', (on) => on.locator('.tree .all').last().click()],
  ['a new process', 'menu.json', 'define', (on) => on.locator('[data-new-process]').click()],
  ['where it is used', 'product/entity.json', 'canvas', (on) => on.locator('.head .menu button').first().click()],
  ['an element', 'menu.json', 'define', (on) => on.locator('[data-element]').first().click()],
  ['the shortcuts', 'menu.json', 'define', (on) => on.keyboard.press('?')],
]

describe.each([
  ['Chinese', chineseIn, englishIn],
  ['English', englishIn, chineseIn],
] as const)('the designer in %s', (language, ownIn, foreignIn) => {
  beforeAll(async () => {
    await show('', '')
    if (language === 'English') await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.getByRole('button', { name: language === 'English' ? '中文' : 'English', exact: true }).waitFor()
  })

  it('speaks it at once, the bar at the top too', async () => {
    expect(foreignIn(await saidOn(page, WRITTEN))).toEqual([])
  })

  it.each(PAGES)('%s %s says nothing in the other language', async (path, view) => {
    const said = await show(path, view)
    expect(ownIn(said)).not.toEqual([])
    expect(foreignIn(said)).toEqual([])
  })

  it.each(OPENED)('%s says nothing in the other language', async (_, path, view, open) => {
    await show(path, view)
    await open(page)
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(400)
    expect(foreignIn(await saidOn(page, WRITTEN))).toEqual([])
  })
})
