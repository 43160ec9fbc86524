import type { Page } from 'playwright-core'
import { settle } from './workbench.ts'

/** Fills in a purchase order by keyboard alone, as somebody does who writes thirty a day. */
export async function typeOrder(
  page: Page,
  base: string,
  order: { supplier: string; warehouse: string; lines: [code: string, quantity: string, price?: string][] },
): Promise<void> {
  await page.goto(`${base}record/purchase-order/new`)
  await page.waitForSelector('[role=grid]')
  const keys = page.keyboard
  await page.focus('#field-supplier')
  await keys.type(order.supplier)
  await keys.press('Enter')
  await keys.press('Tab')
  await keys.press('Tab')
  await keys.type(order.warehouse)
  await keys.press('Enter')
  // Over the other fields of the head, however many the modules leave, into the lines.
  for (let field = 0; field < MOST_FIELDS && !(await isInGrid(page)); field++) await keys.press('Tab')
  for (const [code, quantity, price] of order.lines) {
    await keys.type(code)
    await keys.press('Enter')
    await keys.type(quantity)
    await keys.press('Enter')
    if (price !== undefined) {
      await walkTo(page, '单价')
      await keys.type(price)
    }
    // Straight to the next row, whatever columns the modules leave.
    await keys.press('Control+Enter')
  }
  await settle(page)
}

const MOST_FIELDS = 20

/** With Enter over cells that the modules leave before the column. */
async function walkTo(page: Page, column: string): Promise<void> {
  const isThere = (): Promise<boolean> =>
    page.evaluate((name) => document.activeElement?.getAttribute('aria-label')?.includes(` ${name}`) === true, column)
  for (let cell = 0; cell < MOST_FIELDS && !(await isThere()); cell++) await page.keyboard.press('Enter')
}

const isInGrid = (page: Page): Promise<boolean> =>
  page.evaluate(() => Boolean(document.activeElement?.closest('.scroller')?.querySelector('[role=grid]')))

/** The text of a cell of the line grid, rows and columns counted from 0. */
export function cellText(page: Page, row: number, column: number): Promise<string> {
  return page.locator(`[role=row][aria-rowindex="${row + 1}"] [data-column="${column}"]`).innerText()
}

export function total(page: Page): Promise<string> {
  return page.locator('[data-total="total"]').innerText()
}
