import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { send } from './support/api.ts'
import { columnsOf } from './support/grid.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

interface Stored {
  values: Record<string, string | null>
  titles: Record<string, string>
  balances?: Record<string, string | null>
}

const GUM = { code: 'T900', barcode: '6900000099001', name: '口香糖', unit: 'piece', purchasePrice: '3', salePrice: '5' }
/** 21 for a scale, 20031 for the product, 1,234 g, a check digit. */
const APPLE = { code: '20031', name: '红富士苹果', unit: 'kilogram', purchasePrice: '6', salePrice: '10' }
const APPLE_LABEL = '2120031012341'

/** What a keeper of a small shop does all day, from the home page to the posted record; every press, key and scan counts. */
describe('the short paths of a small shop', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page
  const spent = { presses: 0, keys: 0, scans: 0 }

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser)
    page = desk.page
    page.setDefaultTimeout(20_000)
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined))
    await signIn(page, server.base, '管理员')
    await send(page, server.base, 'choose-profile', { profile: 'small-shop', again: true })
    await send(page, server.base, 'save', { entity: 'supplier', changes: { values: { name: '零散供应商', isCasual: true } } })
    for (const values of [GUM, APPLE]) await send(page, server.base, 'save', { entity: 'product', changes: { values } })
    await page.context().clearCookies()
    await signIn(page, server.base, '黄伟')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect(desk.troubles).toEqual([])
  })
  afterEach(async () => {
    await page.goto(server.base)
    await page.waitForSelector('.home')
  })

  const press = async (target: Locator): Promise<void> => {
    await target.click()
    spent.presses += 1
  }
  const type = async (text: string, ...ends: string[]): Promise<void> => {
    await page.keyboard.type(text)
    for (const key of ends) await page.keyboard.press(key)
    await settle(page)
    spent.keys += text.length + ends.length
  }
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const begin = async (document: string): Promise<void> => {
    Object.assign(spent, { presses: 0, keys: 0, scans: 0 })
    await press(button('开单').first())
    await press(page.getByRole('dialog', { name: '新建' }).getByRole('button', { name: document, exact: true }))
    await page.waitForSelector('[role=grid], #field-customer')
    await settle(page)
  }
  const scan = async (...codes: string[]): Promise<void> => {
    const box = page.locator('.scan input')
    // Opened once, it stays open on this device.
    if ((await box.count()) === 0) await press(button('扫码录入'))
    await press(box)
    for (const code of codes) {
      await page.keyboard.type(code)
      await page.keyboard.press('Enter')
      spent.scans += 1
    }
    await settle(page)
  }
  const cell = async (column: string): Promise<Locator> =>
    page.locator(`[role=row][aria-rowindex="1"] [data-column="${(await columnsOf(page)).at(column)}"]`).first()
  /** Posts it; what is stored then. */
  const post = async (entity: string): Promise<Stored> => {
    await press(button('审核'))
    await page.getByText('已审', { exact: true }).first().waitFor()
    await page.waitForURL(new RegExp(`record/${entity}/\\d+`))
    return stored(entity, page.url().split('/').at(-1)!)
  }
  const stored = async (entity: string, id: string): Promise<Stored> =>
    (await (await page.request.get(`${server.base}api/records/${entity}/${id}`)).json()) as Stored
  const expectAtMost = (path: string, most: { presses: number; keys: number }): void => {
    console.log(`${path}: ${spent.presses} presses, ${spent.keys} keys, ${spent.scans} scans`)
    expect(spent.presses).toBeLessThanOrEqual(most.presses)
    expect(spent.keys).toBeLessThanOrEqual(most.keys)
  }

  it('直接入库: no order, no supplier chosen, paid at once', async () => {
    await begin('采购入库单')
    await scan(GUM.barcode)
    await press(await cell('数量'))
    await type('20', 'Enter')
    const { values, titles } = await post('purchase-receipt')
    expect([titles.supplier, values.paid, titles.account]).toEqual(['零散供应商', '60.00', '门店现金'])
    expectAtMost('直接入库', { presses: 6, keys: 3 })
  })

  it('新商品: what is not known yet is made in its line, with name, price and unit', async () => {
    await begin('采购入库单')
    await press(await cell('商品'))
    await type('保温杯')
    await press(page.getByRole('option', { name: /新建“保温杯”/ }))
    const sheet = page.getByRole('dialog', { name: /新建商品/ })
    await sheet.locator('#field-unit').waitFor()
    await press(sheet.locator('#field-salePrice'))
    await type('39')
    await press(sheet.getByRole('button', { name: '保存并选用' }))
    await sheet.waitFor({ state: 'hidden' })
    await press(await cell('数量'))
    await type('5', 'Enter')
    await press(await cell('单价'))
    await type('20', 'Enter')
    expect((await post('purchase-receipt')).values.paid).toBe('100.00')
    expectAtMost('新商品 + 直接入库', { presses: 9, keys: 10 })
  })

  it('快速开单: no order, no customer chosen, received at once', async () => {
    await begin('销售出库单')
    await scan(GUM.barcode)
    const { values, titles } = await post('sales-delivery')
    expect([titles.customer, values.received, titles.account]).toEqual(['散客', '5.00', '门店现金'])
    expectAtMost('快速开单', { presses: 4, keys: 0 })
  })

  it('零售: scanned, counted, paid in cash', async () => {
    await begin('零售单')
    await scan(GUM.barcode, GUM.barcode)
    await press(page.locator('[role=grid]').nth(1).locator('[aria-rowindex="1"] [data-column="0"]'))
    await type('xj', 'Enter')
    const { values } = await post('retail-sale')
    expect([values.total, values.change]).toEqual(['10.00', '0.00'])
    expectAtMost('零售', { presses: 5, keys: 3 })
  })

  it('零售: the label of a scale says product and weight', async () => {
    await begin('零售单')
    await scan(APPLE_LABEL, APPLE_LABEL)
    const quantity = await cell('数量')
    await expect.poll(() => quantity.innerText()).toBe('1.234')
    await expect.poll(() => page.locator('[data-total="total"]').innerText()).toBe('24.68')
    await shoot(page, 'short-scale')
  })

  it('退货: picked from a recent sale, good again, refunded at once', async () => {
    await begin('销售退货单')
    await press(button('选单'))
    await press(page.getByRole('tab', { name: '零售单' }))
    await press(page.locator('.source', { hasText: GUM.name }).first().locator('.head input'))
    await press(button('带入所选'))
    await page.waitForURL(/sales-return\/\d+$/)
    await settle(page)
    const { values } = await post('sales-return')
    expect(values.refunded).toBe('10.00')
    expectAtMost('退货', { presses: 7, keys: 0 })
  })

  it('盘点: scanned, counted, the difference has a reason', async () => {
    await begin('盘点单')
    await scan(GUM.barcode)
    await press(await cell('实盘数量'))
    await type('18', 'Enter')
    await press(await cell('差异原因'))
    await type('', 'F2')
    await press(page.getByRole('option', { name: '丢失' }))
    await post('stock-count')
    const { rows } = (await (await page.request.get(`${server.base}api/lookup/product?text=${GUM.code}`)).json()) as {
      rows: { id: string }[]
    }
    // 20 came, 1 and 2 were sold, 2 came back: 19, of which one is lost.
    expect((await stored('product', rows[0]!.id)).balances?.onHand).toBe('18.000')
    expectAtMost('盘点', { presses: 7, keys: 4 })
  })

  it('收款: customer and amount; the oldest debt first without asking', async () => {
    await begin('收款单')
    await press(page.locator('#field-customer'))
    await type('xh', 'Enter')
    await press(page.locator('#field-amount'))
    await type('50', 'Tab')
    const { values, titles } = await post('customer-receipt')
    expect([titles.customer, values.amount, titles.account]).toEqual(['星河文具店', '50.00', '门店现金'])
    expectAtMost('收款', { presses: 5, keys: 6 })
  })

  it('what is not among the twelve entries is found by searching, and under 更多 on a phone', async () => {
    expect(await page.locator('nav a[href*="list/stock-loss"]').count()).toBe(0)
    await page.getByRole('combobox', { name: '搜索' }).fill('报损单')
    await page.getByRole('option', { name: /报损单\s*页面/ }).click()
    await page.waitForURL(/list\/stock-loss/)
    const phone = await openDesk(browser, PHONE)
    await signIn(phone.page, server.base, '黄伟')
    await phone.page.getByRole('button', { name: '全部', exact: true }).last().tap()
    const sheet = phone.page.getByRole('dialog', { name: '全部' })
    const promotion = sheet.getByRole('link', { name: '促销方案' })
    expect(await promotion.isVisible()).toBe(false)
    await sheet.getByText('更多', { exact: true }).tap()
    await shoot(phone.page, 'short-more')
    await promotion.tap()
    await phone.page.waitForURL(/list\/promotion/)
    await phone.context.close()
    expect(phone.troubles).toEqual([])
  })
})
