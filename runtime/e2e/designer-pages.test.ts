import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DesignerAt, violations } from './support/designer.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, shoot, signIn, type Desk } from './support/workbench.ts'

/** Every kind of page that the designer has. */
const PAGES: readonly (readonly [path: string, view: string])[] = [
  ['', ''],
  ['product/entity.json', 'canvas'],
  ['purchase-order/entity.json', 'columns'],
  ['purchase-order/entity.json', 'rules'],
  ['purchase-order/entity.json', 'preview'],
  ['purchase-order/process.json', 'process'],
  ['reports/sales-summary.json', 'report'],
  ['reports/sales-summary.json', 'define'],
  ['alerts/low-stock.json', 'define'],
  ['automations/new-prices.json', 'define'],
  ['purchase-receipt/posting.json', 'define'],
  ['ledgers/stock.json', 'define'],
  ['dashboards/owner.json', 'define'],
  ['sales-order/print.json', 'define'],
  ['dictionaries/payment-method.json', 'define'],
  ['modules/approvals.json', 'define'],
  ['menu.json', 'define'],
  ['roles.json', 'roles'],
  ['samples/demo.json', 'define'],
  ['samples/garments/sample.json', 'define'],
  ['sales-order/scenarios/low-price-approved.json', 'define'],
  ['sales-order/form.json', 'define'],
  ['purchase-order/entity.json', 'json'],
]

let server: DemoServer
let browser: Browser
let desk: Desk
let phone: Desk
let designer: DesignerAt

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launch()
  desk = await openDesk(browser)
  phone = await openDesk(browser, PHONE)
  for (const { page } of [desk, phone]) await signIn(page, server.base, '管理员')
  designer = new DesignerAt(desk.page, server.base)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function show(on: Page, path: string, view: string): Promise<void> {
  if (path === '') {
    await on.goto(`${server.base}designer`)
    await on.waitForSelector('.welcome')
  } else await designer.open(path, view, on)
  await on.waitForLoadState('networkidle')
}

describe('every page of the designer', () => {
  it.each(PAGES)('%s %s can be used by everybody, on a desk and on a phone, and speaks in labels', async (path, view) => {
    for (const { page } of [desk, phone]) {
      await show(page, path, view)
      expect(await violations(page)).toEqual([])
    }
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await shoot(phone.page, `designer-390-${`${path}-${view}`.replaceAll(/[/.]/g, '-')}`)
    if (view === 'json') return
    // What is shown in sentences, headings and choices: no names of the language, no formulas. Formulas are typed, in `.code` or drawn in `.drawn`.
    const said = await desk.page.evaluate(() => {
      for (const each of document.querySelectorAll('.code, .drawn, input, textarea, svg, .djs-container, kbd')) each.remove()
      return document.body.innerText
    })
    const foreign = said.match(/[a-z]+(?:[-.][a-zA-Z]+)+|\b(?:payable|danger|posted|draft|undefined|null|satisfies|every)\b/g) ?? []
    expect(foreign.filter((word) => !['demo'].includes(word))).toEqual([])
  })

  it('had no trouble on the way', () => expect([...desk.troubles, ...phone.troubles]).toEqual([]))
})

describe('on a phone', () => {
  it('a label is changed, a rule added, and the change taken back', async () => {
    const { page } = phone
    await designer.open('product/entity.json', 'canvas', page)
    await page.locator('[data-field=specification]').click()
    await page.locator('[data-property=label] input').fill('规格')
    await page.locator('[data-property=label] input').press('Tab')
    await designer.kept(page)
    expect(await designer.textOf('product/entity.json')).toMatch(/"specification", "label": (\{ "zh": )?"规格"/)
    await shoot(page, 'designer-390-small-edit')
    await designer.open('product/entity.json', 'rules', page)
    await page.getByLabel('字段', { exact: true }).selectOption({ label: '单位' })
    await page.getByRole('button', { name: '添加规则' }).click()
    await designer.kept(page)
    expect((await designer.read('product/entity.json')).rules.at(-1).that).toBe('=unit != null')
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await designer.kept(page)
    await designer.open('dictionaries/payment-method.json', 'define', page)
    await page.locator('.menu').first().click()
    await page.locator('.tree.open').waitFor()
    await page.getByRole('searchbox', { name: '搜索名称或路径' }).fill('付款方式')
    await page.locator('[data-path="dictionaries/payment-method.json"]').click()
    await page.locator('.tree.open').waitFor({ state: 'detached' })
  })
})
