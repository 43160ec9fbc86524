import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftOrder, found, send, submittedOrder } from './support/api.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn } from './support/workbench.ts'

describe('lists that several people and several rows share', () => {
  let server: DemoServer
  let browser: Browser
  let buyer: Page
  let manager: Page

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
    buyer = (await openDesk(browser)).page
    manager = (await openDesk(browser)).page
    for (const page of [buyer, manager]) page.setDefaultTimeout(20_000)
    await signIn(buyer, server.base, '李娜')
    await signIn(manager, server.base, '王强')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const open = async (page: Page, list: string): Promise<void> => {
    await page.goto(`${server.base}list/${list}`)
    await page.locator('tbody tr').first().waitFor()
  }
  const views = (page: Page) => page.getByRole('button', { name: /▾$/ }).last()

  it('a view is shared with a role: who has it sees it, who has not does not', async () => {
    const { page: admin } = await openDesk(browser)
    await signIn(admin, server.base, '管理员')
    await open(admin, 'purchase-order')
    await admin.getByRole('button', { name: '已审', exact: true }).click()
    await views(admin).click()
    await admin.getByRole('button', { name: '另存为视图…' }).click()
    const sheet = admin.getByRole('dialog', { name: '另存为视图' })
    const name = `采购已审 ${Date.now()}`
    await sheet.getByLabel('名称').fill(name)
    await sheet.getByLabel('谁能看到').selectOption({ label: '全体采购' })
    await sheet.getByRole('button', { name: '保存', exact: true }).click()
    await admin.getByRole('button', { name: `${name} ▾` }).waitFor()
    await open(buyer, 'purchase-order')
    await views(buyer).click()
    await shoot(buyer, 'list-shared-view')
    await buyer.getByRole('button', { name: new RegExp(name) }).click()
    await expect.poll(async () => new Set(await buyer.locator('tbody .tag').allInnerTexts())).toEqual(new Set(['已审']))
    const { page: finance } = await openDesk(browser)
    await signIn(finance, server.base, '孙丽')
    await open(finance, 'purchase-order')
    await views(finance).click()
    await finance.getByRole('button', { name: '默认视图' }).waitFor()
    expect(await finance.getByRole('button', { name: new RegExp(name) }).count()).toBe(0)
  })

  it('several are approved from the list; what somebody else decided meanwhile is told on its line', async () => {
    const orders = [await submittedOrder(buyer, server.base), await submittedOrder(buyer, server.base)]
    await open(manager, 'purchase-order')
    for (const { number } of orders) await manager.getByRole('checkbox', { name: `选择 ${number}` }).check()
    const approve = manager.getByRole('button', { name: '同意 2 条' })
    await approve.waitFor()
    const { rows } = (await (await manager.request.get(`${server.base}api/tasks?box=todo`)).json()) as {
      rows: { seat: string; version: number; record: { number: string } }[]
    }
    const { seat, version } = rows.find((row) => row.record.number === orders[1]!.number)!
    await send(manager, server.base, 'reject', { seat, version, opinion: '先不买' })
    await approve.click()
    const sheet = manager.getByRole('dialog', { name: '1 条没有成功' })
    await sheet.getByText(orders[1]!.number).waitFor()
    expect(await sheet.locator('li').count()).toBe(1)
    expect((await sheet.locator('li span').innerText()).length).toBeGreaterThan(4)
    await shoot(manager, 'list-approve-many')
    await sheet.getByRole('button', { name: '完成' }).click()
    await manager.getByRole('row', { name: new RegExp(`${orders[0]!.number}.*已审`) }).waitFor()
  })

  it('several are voided; what has successors stays, with its reason', async () => {
    const { page: admin } = await openDesk(browser)
    await signIn(admin, server.base, '管理员')
    const listed = async (entity: string): Promise<{ number: string; sourced: boolean; id: string }[]> => {
      const answer = await admin.request.get(
        `${server.base}api/records/${entity}?limit=50&filter=${encodeURIComponent(JSON.stringify({ and: [{ field: 'status', operator: 'equals', value: 'posted' }] }))}`,
      )
      const { rows } = (await answer.json()) as { rows: { id: string; title: string }[] }
      return Promise.all(
        rows.map(async ({ id, title }) => {
          const links = (await (await admin.request.get(`${server.base}api/records/${entity}/${id}/links`)).json()) as {
            links: { direction?: string }[]
          }
          return { id, number: title, sourced: JSON.stringify(links).includes('purchase-receipt') }
        }),
      )
    }
    const orders = await listed('purchase-order')
    const used = orders.find((order) => order.sourced)!
    const free = await submittedOrder(buyer, server.base)
    const { rows } = (await (await manager.request.get(`${server.base}api/tasks?box=todo`)).json()) as {
      rows: { seat: string; version: number; record: { number: string } }[]
    }
    const { seat, version } = rows.find((row) => row.record.number === free.number)!
    await send(manager, server.base, 'approve', { seat, version })
    await open(admin, 'purchase-order')
    for (const number of [used.number, free.number]) await admin.getByRole('checkbox', { name: `选择 ${number}` }).check()
    await admin.getByRole('button', { name: '作废 2 条' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '作废', exact: true }).click()
    const sheet = admin.getByRole('dialog', { name: '1 条没有成功' })
    await sheet.getByText(used.number).waitFor()
    await shoot(admin, 'list-void-many')
    await sheet.getByRole('button', { name: '完成' }).click()
    await admin.getByRole('row', { name: new RegExp(`${free.number}.*已作废`) }).waitFor()
    await admin.getByRole('row', { name: new RegExp(`${used.number}.*已审`) }).waitFor()
  })

  it('on a phone cards are chosen after one tap, and many are submitted together', async () => {
    const drafts = [await draftOrder(buyer, server.base), await draftOrder(buyer, server.base, {})]
    const { page } = await openDesk(browser, PHONE)
    await signIn(page, server.base, '李娜')
    await page.goto(`${server.base}list/purchase-order?filter=draft`)
    await page.locator('.cards li').first().waitFor()
    await page.getByRole('button', { name: '选择', exact: true }).tap()
    for (const { number } of drafts) await page.getByRole('button', { name: new RegExp(number) }).tap()
    await page.getByText('已选 2 条').waitFor()
    expect(await page.locator('.cards [aria-pressed=true]').count()).toBe(2)
    expect(page.url()).toContain('/list/')
    await settle(page)
    await shoot(page, 'phone-list-choose')
    await page.getByRole('button', { name: '提交 2 条草稿' }).tap()
    const sheet = page.getByRole('dialog', { name: '1 条没有成功' })
    await sheet.getByText('至少需要一行明细').waitFor()
    await shoot(page, 'phone-list-failures')
    await sheet.getByRole('button', { name: '完成' }).tap()
    await page.getByRole('button', { name: '选择', exact: true }).waitFor()
    const box = (await page.getByRole('button', { name: '选择', exact: true }).boundingBox())!
    expect(box.height).toBeGreaterThanOrEqual(44)
    await page.locator('.cards button').first().tap()
    await page.waitForURL(/record\//)
  })

  it('shows the shape of what is coming while a slow server answers', async () => {
    const { page, context } = await openDesk(browser)
    await signIn(page, server.base, '李娜')
    await context.route(/api\/records\/supplier\?/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500))
      await route.continue()
    })
    await page.goto(`${server.base}list/supplier`)
    await page.locator('.list .skeleton').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('供应商')
    expect(await page.locator('tbody tr').count()).toBe(0)
    await page.locator('tbody tr').first().waitFor()
    expect(await page.locator('.list .skeleton').count()).toBe(0)
  })

  it('puts the title that was meant first, whatever kind of thing it is', async () => {
    await send(manager, server.base, 'save', { entity: 'supplier', changes: { values: { name: '无关的中性笔厂' } } })
    const { page } = await openDesk(browser)
    await signIn(page, server.base, '管理员')
    const stamp = String(Date.now()).slice(-5)
    for (const [entity, values] of [
      ['supplier', { name: `红太阳中性笔芯厂${stamp}` }],
      ['customer', { name: '中性笔芯' }],
    ] as const) {
      await send(page, server.base, 'save', { entity, changes: { values } })
    }
    await page.keyboard.press('Control+k')
    await page.keyboard.type('zxb')
    const options = page.getByRole('option')
    await options.filter({ hasText: '红太阳' }).first().waitFor()
    const order = await options.allInnerTexts()
    const placeOf = (text: string): number => order.findIndex((each) => each.replace(/\s/g, '').startsWith(text))
    expect(order[0]).toContain('中性笔')
    expect(order[0]).toContain('商品')
    expect(placeOf('中性笔芯')).toBeGreaterThan(0)
    expect(placeOf('红太阳')).toBeGreaterThan(placeOf('中性笔芯'))
    await shoot(page, 'search-ranked')
    expect(await found(page, server.base, 'product', 'zxb')).toMatch(/^\d+$/)
  })
})
