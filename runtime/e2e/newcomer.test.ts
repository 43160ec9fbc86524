import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, settle, shoot, signIn, type Desk } from './support/workbench.ts'

/**
 * Seconds of somebody who has never seen the product, after the keystroke-level model (Card, Moran, Newell 1980): a key of an
 * unpractised typist, a pointed press, and a thought before each; a minute to read each new page.
 */
const SECONDS = { key: 0.5, press: 1.3, thought: 1.35, page: 60 }
const TEN_MINUTES = 600

describe('somebody new, led by the first steps of the home page', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page
  const spent = { presses: 0, keys: 0, pages: 0 }

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    desk = await openDesk(browser)
    page = desk.page
    await signIn(page, server.base, '管理员')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    expect(desk.troubles).toEqual([])
  })

  const press = async (target: Locator): Promise<void> => {
    await target.click()
    spent.presses += 1
  }
  const type = async (text: string): Promise<void> => {
    await page.keyboard.type(text)
    await settle(page)
    spent.keys += text.length
  }
  const enter = async (): Promise<void> => {
    await page.keyboard.press('Enter')
    await settle(page)
    spent.keys += 1
  }
  const fill = async (name: string, text: string): Promise<void> => {
    await press(page.locator(`#field-${name}`))
    await type(text)
  }
  /** Home, and the step that the guide offers. */
  const step = async (name: RegExp): Promise<void> => {
    await press(page.getByRole('link', { name: '首页' }).first())
    await press(page.getByRole('region', { name: /十分钟上手/ }).getByRole('link', { name }))
    await page.waitForURL(/record|report|list/)
    await settle(page)
    spent.pages += 1
  }
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const cell = (grid: number) => page.locator('[role=grid]').nth(grid).locator('[aria-rowindex="1"] [data-column="0"]')
  const name = `新手水杯${String(Date.now()).slice(-4)}`

  it('adds a supplier and a product', async () => {
    await step(/建一个供应商/)
    await fill('name', `新手供应商${name.slice(-4)}`)
    await press(button('保存'))
    await page.waitForURL(/record\/supplier\/\d+/)
    await step(/建一个商品/)
    await fill('name', name)
    await fill('salePrice', '30')
    await press(button('保存'))
    await page.waitForURL(/record\/product\/\d+/)
  })

  it('receives ten of it', async () => {
    await step(/进货/)
    await fill('supplier', `xsgys${name.slice(-4)}`)
    await enter()
    await press(cell(0))
    await type(name)
    await enter()
    await type('10')
    await enter()
    // The unit stands already; before somebody chose his trade every feature is on: the price in a foreign currency stays empty.
    for (const between of ['单位', '外币单价']) if ((await page.getByRole('columnheader', { name: between }).count()) > 0) await enter()
    await type('20')
    await enter()
    await press(button('审核'))
    await page.getByText('已审', { exact: true }).first().waitFor()
    await shoot(page, 'newcomer-received')
  })

  it('sells two for cash', async () => {
    await step(/卖一单/)
    await press(cell(0))
    await type(name)
    await enter()
    await type('2')
    await enter()
    await press(cell(1))
    await type('xj')
    await enter()
    await press(button('审核'))
    await page.getByText('已审', { exact: true }).first().waitFor()
    expect(await page.locator('[data-total=total]').innerText()).toBe('60.00')
    await shoot(page, 'newcomer-sold')
  })

  it('sees what is left and what was earned, within ten minutes', async () => {
    await step(/看库存/)
    const left = page.getByRole('row', { name: new RegExp(name) }).first()
    expect(await left.innerText()).toMatch(/\b8\b/)
    await step(/看毛利/)
    await press(button('表格'))
    const earned = page.getByRole('row', { name: new RegExp(name) }).first()
    // Sold for 60, bought for 40.
    expect(await earned.innerText()).toMatch(/60\.00[\s\S]*40\.00[\s\S]*20\.00/)
    await shoot(page, 'newcomer-margin')
    const { key, press: pressed, thought, page: reading } = SECONDS
    const seconds = Math.round(spent.keys * key + spent.presses * (pressed + thought) + spent.pages * reading)
    console.log(`newcomer: ${spent.presses} presses, ${spent.keys} keys, ${spent.pages} pages, about ${seconds} s`)
    expect(spent.presses).toBeLessThanOrEqual(30)
    expect(seconds).toBeLessThan(TEN_MINUTES)
    await page.getByRole('link', { name: '首页' }).first().click()
    await expect.poll(() => page.locator('.guide .done').count()).toBe(6)
  })
})
