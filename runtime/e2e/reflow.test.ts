import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found } from './support/api.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, settle, shoot, signIn, type Desk } from './support/workbench.ts'

/** A window of 1280 × 800 at 200 %: half the room, points twice as large (WCAG 1.4.4 and 1.4.10). */
const ZOOMED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }

const PAGES = [
  '',
  'tasks',
  'alerts',
  'list/purchase-order',
  'list/product',
  'record/purchase-order/new',
  'record/customer/new',
  'report/payables',
  'import/product',
  'recycle-bin',
  'settings',
  'me',
]

/** Texts that are cut off without a sign, and controls that stand outside of what can be reached. */
function lostTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isScrolled = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || isScrolled(element.parentElement))
    const seen = [...document.querySelectorAll<HTMLElement>('h1, h2, h3, button, a, label, legend, th, .caption, .ellipsis')]
    return seen
      .filter(
        (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.textContent?.trim() !== '',
      )
      .flatMap((element) => {
        const style = getComputedStyle(element)
        const box = element.getBoundingClientRect()
        if (box.width < 2 || box.height < 2) return []
        const isCut = element.scrollWidth > element.clientWidth + 1 && style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis'
        const isOutside = (box.right > innerWidth + 1 || box.left < -1) && !isScrolled(element.parentElement)
        return isCut || isOutside ? [`${isCut ? 'cut' : 'outside'} ${element.tagName} ${element.textContent?.trim().slice(0, 30)}`] : []
      })
  })
}

describe('at 200 % zoom', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser, ZOOMED as never)
    page = desk.page
    await signIn(page, server.base, '管理员')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect(desk.troubles).toEqual([])
  })

  async function fits(name: string): Promise<void> {
    await settle(page)
    const wide = await page.evaluate(() =>
      Math.max(document.documentElement.scrollWidth, document.getElementById('page')?.scrollWidth ?? 0),
    )
    expect([name, wide <= (page.viewportSize()?.width ?? 0)]).toEqual([name, true])
    expect([name, ...(await lostTexts(page))]).toEqual([name])
  }

  it('no page scrolls sideways and no text is cut off', async () => {
    for (const path of PAGES) {
      await page.goto(server.base + path)
      await fits(path)
      await shoot(page, `zoom-${path.replaceAll('/', '-') || 'home'}`)
    }
  })

  it('a record, its menu and a sheet over it can be read and reached', async () => {
    await page.goto(`${server.base}list/sales-order`)
    await page.locator('.record, tbody tr').first().dblclick()
    await page.waitForURL(/record\//)
    await fits('record')
    await page.getByRole('button', { name: '更多' }).click()
    await fits('menu of a record')
    const items = page.getByRole('menuitem')
    await items.first().scrollIntoViewIfNeeded()
    const isReached = await items.first().evaluate((item) => {
      const box = item.getBoundingClientRect()
      return item.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))
    })
    expect(isReached).toBe(true)
    await shoot(page, 'zoom-record')
  })

  it('a phone shows stored records, wide reports and the smaller pages without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const stored = await Promise.all(
      ['customer', 'product', 'supplier', 'sales-order'].map(
        async (entity) => `record/${entity}/${await found(page, server.base, entity)}`,
      ),
    )
    for (const path of [...stored, 'report/stock-flow', 'report/profit-and-loss', 'periods', 'proxies', 'notices', 'public-links']) {
      await page.goto(server.base + path)
      await fits(path)
    }
    await page.goto(`${server.base}report/customer-statement`)
    // Nothing can be shown before the customer is chosen, so he is asked for at once.
    await page.locator('#parameter-partner').waitFor()
    await page.goto(`${server.base}report/stock-balance`)
    const head = (name: string) => page.getByRole('columnheader', { name, exact: true })
    const quantity = await head('数量').boundingBox()
    expect(quantity!.x + quantity!.width, 'what is asked for stands beside what it is of').toBeLessThanOrEqual(390)
    expect(await head('批次').isVisible(), 'a column that says nothing takes no room').toBe(false)
    await page.goto(server.base + stored[3]!)
    for (const name of ['更多', '打印']) {
      const button = page.getByRole('button', { name, exact: true })
      await button.click()
      await page.getByRole('menuitem').first().waitFor()
      await fits(`menu ${name}`)
      await button.click()
    }
  })
})
