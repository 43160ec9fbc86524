import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { submittedOrder } from './support/api.ts'
import { DESK, launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

describe('the shell', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk

  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
  })
  afterEach(() => desk?.context.close())
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('can be installed: a manifest of its own for each workspace, with icons that are there', async () => {
    desk = await openDesk(browser)
    await desk.page.goto(server.base)
    await desk.page.waitForSelector('link[rel=manifest]', { state: 'attached' })
    const manifest = await desk.page.evaluate(async () => {
      const address = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!.href
      const found = (await (await fetch(address)).json()) as { start_url: string; icons: { src: string }[] }
      return { ...found, states: await Promise.all(found.icons.map(async ({ src }) => (await fetch(src)).status)) }
    })
    expect(manifest.start_url).toBe('/w/demo/')
    expect(manifest.states).toEqual([200, 200, 200])
  })

  it('says where an address names no workspace, instead of asking for a password', async () => {
    desk = await openDesk(browser)
    await desk.page.goto(server.base.replace('/w/demo/', '/w/nothing/'))
    await desk.page.getByRole('heading', { name: '没有这个工作区' }).waitFor()
    expect(await desk.page.getByLabel('密码').count()).toBe(0)
  })

  it('opens without a network, says so, and comes back with it; figures are never shown from a cache', async () => {
    desk = await openDesk(browser)
    const { page, context } = desk
    await signIn(page, server.base, '李娜')
    await page.evaluate(() => navigator.serviceWorker.ready)
    // The second visit goes through the worker, which then has what the page needs.
    await page.reload()
    await settle(page)
    const kept = await page.evaluate(async () =>
      (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat(),
    )
    expect(kept.some((address) => address.includes('/assets/'))).toBe(true)
    expect(kept.filter((address) => address.includes('/api/'))).toEqual([])
    await context.setOffline(true)
    await page.reload()
    await page.getByRole('status').filter({ hasText: '网络已断开' }).waitFor()
    await page.getByText('连不上服务器').waitFor()
    expect(await page.getByLabel('密码').count()).toBe(0)
    await shoot(page, 'shell-offline')
    await context.setOffline(false)
    await page.getByRole('heading', { name: /李娜/ }).waitFor()
  })

  it('keeps a draft that was written without a network, and hands it in when it is back', async () => {
    desk = await openDesk(browser)
    const { page, context } = desk
    await signIn(page, server.base, '李娜')
    await page.goto(`${server.base}record/purchase-order/new`)
    await page.waitForSelector('#field-remark')
    await context.setOffline(true)
    await page.locator('#field-remark').fill('断网时写的')
    await page.waitForTimeout(6_000)
    await page.getByRole('status').filter({ hasText: '网络已断开' }).waitFor()
    expect(await page.locator('#field-remark').inputValue()).toBe('断网时写的')
    await context.setOffline(false)
    await expect
      .poll(async () => JSON.stringify(await (await page.request.get(`${server.base}api/scratch/purchase-order`)).json()), {
        timeout: 30_000,
      })
      .toContain('断网时写的')
    await page.reload()
    await page.getByRole('button', { name: '恢复' }).click()
    await expect.poll(() => page.locator('#field-remark').inputValue()).toBe('断网时写的')
  })

  it.each([
    ['desk', DESK],
    ['phone', PHONE],
  ] as const)('never keeps a decision for later: without a network it is refused at once, on a %s', async (_name, size) => {
    desk = await openDesk(browser, size)
    const { page, context } = desk
    const { page: buyer, context: other } = await openDesk(browser)
    await signIn(buyer, server.base, '李娜')
    const order = await submittedOrder(buyer, server.base)
    await other.close()
    await signIn(page, server.base, '王强')
    await page.goto(`${server.base}tasks`)
    await page.getByRole('button', { name: new RegExp(order.number) }).click()
    const approve = page.getByRole('button', { name: '同意', exact: true })
    await approve.waitFor()
    await page.getByRole('textbox', { name: '审批意见' }).fill('可以')
    await settle(page)
    await context.setOffline(true)
    await approve.click()
    await page.getByRole('alert').first().waitFor()
    await shoot(page, `decision-offline-${_name}`)
    // What says so lies over none of the buttons that decide.
    const [said, button] = [await page.getByRole('status').filter({ hasText: '网络已断开' }).boundingBox(), await approve.boundingBox()]
    expect(said!.y + said!.height <= button!.y || said!.x + said!.width <= button!.x).toBe(true)
    await context.setOffline(false)
    // Long enough for whatever would have been queued to be sent.
    await page.waitForTimeout(4_000)
    const status = async (): Promise<string> => {
      const answer = await page.request.get(`${server.base}api/records/purchase-order/${order.id}`)
      return ((await answer.json()) as { status: string }).status
    }
    expect(await status()).toBe('submitted')
    expect(await page.getByRole('textbox', { name: '审批意见' }).inputValue()).toBe('可以')
    await approve.click()
    await expect.poll(status).toBe('posted')
  })

  it.each([
    ['', '点流转图上的数字'],
    ['list/purchase-order', '向供应商订货'],
    ['record/purchase-order/new', '过了还没到齐会报采购逾期'],
    ['report/sales-summary', '点任何一个数字'],
    ['dashboard/purchasing', '对整页生效'],
    ['tasks', '处理完自动打开下一条'],
    ['alerts', '预警自动解除'],
    ['proxies', '代您审批'],
    ['me', '按 Ctrl K 搜索'],
  ])('has help at hand on the page “%s”, on a desk and on a phone', async (path, said) => {
    for (const size of [DESK, PHONE]) {
      desk = await openDesk(browser, size)
      const { page } = desk
      await signIn(page, server.base, '王强')
      if (path !== '') await page.goto(server.base + path)
      await page.getByRole('button', { name: '帮助', exact: true }).click()
      const sheet = page.getByRole('dialog').filter({ hasText: said })
      await sheet.getByText(said).first().waitFor()
      if (path === 'list/purchase-order') await shoot(page, size === PHONE ? 'phone-help' : 'help')
      await sheet.getByRole('button', { name: '键盘快捷键' }).click()
      await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor()
      expect(desk.troubles).toEqual([])
      if (size === DESK) await desk.context.close()
    }
  })

  it('lists its keys on ?, and not while somebody types', async () => {
    desk = await openDesk(browser)
    const { page } = desk
    await signIn(page, server.base, '李娜')
    await settle(page)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('?')
    expect(await page.getByRole('dialog', { name: '键盘快捷键' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.locator('h1').click()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: '键盘快捷键' })
    await help.waitFor()
    expect(await help.getByText('保存', { exact: true }).count()).toBe(1)
    await shoot(page, 'shell-keys')
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
  })

  it("plays the guides to their ends, fills papers in before one's eyes, and leaves lists and books as they were", async () => {
    desk = await openDesk(browser)
    const { page } = desk
    await signIn(page, server.base, '管理员')
    const paths = [
      ...['purchase-receipt', 'sales-delivery', 'sales-return', 'stock-count', 'customer-receipt'].map(
        (entity) => `records/${entity}?limit=1&count=true`,
      ),
      ...['stock-balance', 'receivables', 'payables'].map((report) => `reports/${report}`),
    ]
    const books = (): Promise<string[]> =>
      page.evaluate((all) => Promise.all(all.map(async (path) => (await fetch(`api/${path}`)).text())), paths)
    const before = await books()
    expect(before.every((text) => text.includes('rows'))).toBe(true)
    await page.evaluate(() => localStorage.setItem('formwork.guide.speed', '100'))
    await page.reload()
    const written: string[] = []
    page.on('request', (request) => {
      if (request.method() !== 'GET' && !/\/(preview|lookup\/[\w-]+)$/.test(new URL(request.url()).pathname)) written.push(request.url())
    })
    const shows = page.locator('.shows button')
    await shows.first().waitFor()
    expect((await shows.allInnerTexts()).map((text) => text.replace(/\W/u, '').trim())).toEqual(['进货', '卖货', '退货', '盘点', '收款'])
    // What was filled in stands on the form when the last press is explained; at this speed only the page itself is quick enough to see it.
    await page.evaluate(() => {
      const seen: Record<string, string> = {}
      Object.assign(window, { seen })
      new MutationObserver(() => {
        const [bubble, form] = [document.querySelector('.bubble'), document.querySelector<HTMLElement>('[inert] #page')]
        if (bubble?.textContent?.includes('最后一步') === true && form !== null) seen[bubble.getAttribute('aria-label')!] = form.innerText
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    for (const show of await shows.all()) {
      await show.click()
      await page.getByRole('dialog').getByText('演示完了').waitFor()
      await page.getByRole('dialog').getByRole('button', { name: '知道了' }).click()
      await page.waitForSelector('.home')
    }
    const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, string> }).seen)
    expect(await page.locator('[inert]').count()).toBe(0)
    const shown = { 进货: '550.00', 卖货: '中性笔', 退货: '中性笔', 盘点: '文件夹', 收款: '500.00' }
    for (const [name, text] of Object.entries(shown)) expect(seen[name]).toContain(text)
    expect(written).toEqual([])
    expect(await books()).toEqual(before)
    // Nothing that a guide typed is offered to be gone on with.
    await page.goto(`${server.base}record/purchase-receipt/new`)
    await settle(page)
    expect(await page.getByText('继续上次').count()).toBe(0)
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('formwork.scratch')))).toEqual([])
    expect(desk.troubles).toEqual([])
  })

  it('lets a guide be led by keys, and takes no key that would save', async () => {
    desk = await openDesk(browser, PHONE)
    const { page } = desk
    await signIn(page, server.base, '管理员')
    await page.locator('.shows button').first().tap()
    const guide = page.getByRole('dialog')
    const at = (step: number) => guide.getByText(new RegExp(`^${step} / `)).waitFor()
    await at(1)
    await page.keyboard.press('Space')
    await guide.getByRole('button', { name: '继续播放' }).waitFor()
    for (const [key, step] of [
      ['ArrowRight', 2],
      ['ArrowRight', 3],
      ['ArrowLeft', 2],
    ] as const) {
      await page.keyboard.press(key)
      await at(step)
    }
    await page.keyboard.press('ArrowRight')
    await at(3)
    await page.keyboard.press('Control+s')
    await shoot(page, 'shell-guide-phone')
    expect(await guide.evaluate((bubble) => bubble.getBoundingClientRect().width)).toBeLessThanOrEqual(390)
    await page.keyboard.press('Escape')
    await page.waitForSelector('.home')
    expect(await guide.count()).toBe(0)
    expect(desk.troubles).toEqual([])
  })
})
