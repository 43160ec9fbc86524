import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DesignerAt } from './support/designer.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, signIn, type Desk } from './support/workbench.ts'

const STEPS = 200
const SEED = 20261122

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
  page.setDefaultTimeout(10_000)
  designer = new DesignerAt(page, server.base)
  await signIn(page, server.base, '管理员')
  await page.goto(`${server.base}designer`)
  await page.waitForSelector('.tree')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** The same numbers each time: a linear congruential generator (Numerical Recipes). */
let seed = SEED
function below(limit: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 4_294_967_296) * limit)
}

/** Where a kind of thing is changed, and what a hand can take hold of there. */
const PLACES: readonly { path: string; view: string; controls: string }[] = [
  { path: 'product/entity.json', view: 'canvas', controls: '.columns [data-field], .palette [data-type=text], .palette [data-type=date], .panel input[type=checkbox], [data-property=label] input' }, // prettier-ignore
  { path: 'purchase-order/entity.json', view: 'canvas', controls: '[data-field^="lines."], [data-property=label] input, .panel input[type=checkbox], .lines .more' }, // prettier-ignore
  { path: 'purchase-order/entity.json', view: 'rules', controls: '.rule select, .rule .edit > label > input, .rule .action' },
  { path: 'purchase-order/entity.json', view: 'columns', controls: 'td input, td button' },
  { path: 'purchase-order/process.json', view: 'process', controls: '.plus, [data-kind], [data-step], [data-step-name], .panel select' },
  { path: 'reports/sales-summary.json', view: 'report', controls: '.build select, .build .picture, .build input[type=checkbox]' },
  { path: 'dashboards/owner.json', view: 'define', controls: '.tile, .element .row button' },
  { path: 'roles.json', view: 'roles', controls: 'tbody input[type=checkbox]' },
  { path: 'dictionaries/payment-method.json', view: 'define', controls: '.element .row button, .elements > .link' },
  { path: 'purchase-receipt/posting.json', view: 'define', controls: '.element .row button' },
]
const KEYS = ['Alt+ArrowRight', 'Alt+ArrowLeft', 'Alt+ArrowDown', 'Delete', 'Shift+ArrowRight', 'Shift+ArrowDown']

/** On a busy machine keeping what two hundred actions did takes its time; what the bar says instead is told. */
async function waitUntilKept(): Promise<void> {
  const state = page.locator('.bar .state')
  await expect
    .poll(() => state.getAttribute('class').then(async (kind) => (kind?.includes('saved') ? 'saved' : await state.innerText())), {
      timeout: 90_000,
      interval: 200,
    })
    .toBe('saved')
}

const countOf = async (): Promise<number> => Number((await page.locator('.tabs .tab').nth(1).innerText()).replace(/\D/g, ''))

async function goTo(place: (typeof PLACES)[number]): Promise<void> {
  await page.evaluate((path) => document.querySelector<HTMLElement>(`.tree [data-path="${path}"]`)?.click(), place.path)
  const tab = { canvas: '表单', columns: '列表', rules: '规则', process: '流程', report: '报表', define: '设置', roles: '权限' }[
    place.view
  ]!
  const button = page.getByRole('tab', { name: tab, exact: true })
  if ((await button.count()) > 0) await button.click()
  // Everything is given to the first role; there is something to choose in the matrix of another.
  if (place.view === 'roles') await page.locator('.host .view .bar select').first().selectOption({ index: 2 })
}

/** One thing that a hand does: takes whatever there is, types or presses something. What cannot be taken is left. */
async function act(controls: string): Promise<void> {
  const found = page.locator('.host .view').locator(controls).and(page.locator(':not(:disabled)'))
  const count = await found.count()
  if (count === 0) return
  const control = found.nth(below(count))
  const kind = await control.evaluate((each) => (each instanceof HTMLInputElement ? each.type : each.tagName.toLowerCase()))
  const quick = { timeout: 1_500 }
  if (kind === 'select') {
    const options = await control.locator('option').count()
    await control.selectOption({ index: below(options) }, quick)
  } else if (kind === 'text') {
    await control.fill(`新${below(1_000)}`, quick)
    await control.press('Tab', quick)
  } else if (kind === 'checkbox' || (await control.getAttribute('draggable')) === null) await control.click(quick)
  else {
    await control.focus(quick)
    await page.keyboard.press(below(2) === 0 ? 'Enter' : KEYS[below(KEYS.length)]!)
  }
  const named = page.locator('dialog[open]')
  if ((await named.count()) === 0) return
  const name = named.getByLabel('字段名称')
  if ((await name.count()) > 0) {
    await name.fill(`列${below(100_000)}`)
    await named.getByRole('button', { name: '添加', exact: true }).click(quick)
  } else if (below(2) === 0) await named.getByRole('button', { name: /^(删除|继续)$/ }).click({ timeout: 8_000 })
  else await page.keyboard.press('Escape')
}

describe('a walk through the designer', () => {
  it('of 200 actions through the screen and as many undos ends where it began, and back again', async () => {
    const before = (await designer.copy()).files
    const kinds = new Set<string>()
    let tries = 0
    while ((await countOf()) < STEPS && tries < 40 * STEPS) {
      const place = PLACES[below(PLACES.length)]!
      await goTo(place)
      const begun = await countOf()
      for (let step = 0; step < 8; step++, tries++) await act(place.controls).catch(() => page.keyboard.press('Escape'))
      if ((await countOf()) > begun) kinds.add(`${place.path} ${place.view}`)
    }
    const done = await countOf()
    expect(done).toBeGreaterThanOrEqual(STEPS)
    expect([...kinds].length).toBeGreaterThan(7)
    await page
      .getByRole('button', { name: '放弃改动' })
      .click({ timeout: 500 })
      .catch(() => undefined)
    await waitUntilKept()
    const after = (await designer.copy()).files
    expect(after).not.toEqual(before)

    // Found once: looking for it by its name takes longer than the step.
    const undo = await page.getByRole('button', { name: '撤销', exact: true }).elementHandle()
    if (undo === null) throw new Error('no button to undo')
    for (let step = 0; step < done; step++) await undo.evaluate((button) => (button as HTMLElement).click())
    expect(await undo.isDisabled()).toBe(true)
    await waitUntilKept()
    expect((await designer.copy()).changes).toEqual([])
    expect((await designer.copy()).files).toEqual(before)

    const redo = await page.getByRole('button', { name: '恢复', exact: true }).elementHandle()
    if (redo === null) throw new Error('no button to redo')
    for (let step = 0; step < done; step++) await redo.evaluate((button) => (button as HTMLElement).click())
    await waitUntilKept()
    expect((await designer.copy()).files).toEqual(after)
    console.log(`walk: ${done} actions of ${kinds.size} kinds of pages`)
    expect(desk.troubles).toEqual([])
  }, 600_000)
})
