import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftOrder, send } from './support/api.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn, signInAgain } from './support/workbench.ts'

/** Slow 3G: 400 ms there and back, 50 kB a second. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }

describe('on a slow line nothing is done twice', () => {
  let server: DemoServer
  let browser: Browser
  beforeAll(async () => {
    server = await startDemoServer()
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function sitDown(name: string, path: string): Promise<Page> {
    const { page } = await openDesk(browser)
    await signIn(page, server.base, name)
    await page.goto(server.base + path)
    return page
  }

  async function slowDown(page: Page): Promise<string[]> {
    const commands: string[] = []
    page.on('request', (request) => {
      const [, command] = /\/commands\/([a-z-]+)$/.exec(request.url()) ?? []
      if (command !== undefined) commands.push(command)
    })
    const line = await page.context().newCDPSession(page)
    await line.send('Network.emulateNetworkConditions', SLOW)
    return commands
  }

  it('many that are submitted with a double click are submitted once', async () => {
    const page = await sitDown('李娜', 'list/purchase-order')
    const made = [await draftOrder(page, server.base), await draftOrder(page, server.base)]
    await page.reload()
    for (const { number } of made) await page.getByRole('checkbox', { name: `选择 ${number}` }).check()
    const commands = await slowDown(page)
    await page.getByRole('button', { name: '提交 2 条草稿' }).dblclick()
    for (const { number } of made) await page.getByRole('row', { name: new RegExp(`${number}.*审批中`) }).waitFor()
    expect(commands.filter((command) => command.includes('submit'))).toHaveLength(commands.length)
    for (const { id } of made) {
      const answer = await page.request.get(`${server.base}api/records/purchase-order/${id}/timeline`)
      const { entries } = (await answer.json()) as { entries: { action: string }[] }
      expect(entries.filter(({ action }) => action === 'submit')).toHaveLength(1)
    }
  })

  it('a file is brought in once, however often the button is pressed', async () => {
    const page = await sitDown('管理员', 'import/product')
    const buffer = Buffer.from('商品编码,商品名称,单位\nSLOW1,慢网络商品一,个\nSLOW2,慢网络商品二,个\n')
    await page.setInputFiles('input[type=file]', { name: '商品.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: '检查数据' }).click()
    const run = page.getByRole('button', { name: '导入 2 条' })
    await run.waitFor()
    const commands = await slowDown(page)
    await run.dblclick()
    await page.getByText('导入完成').waitFor()
    expect(commands).toHaveLength(1)
    const answer = await page.request.get(`${server.base}api/records/product?search=SLOW&limit=100`)
    expect(((await answer.json()) as { rows: unknown[] }).rows).toHaveLength(2)
  })

  it('a dashboard whose line breaks says so on each tile, and reads again when it is back', async () => {
    const page = await sitDown('管理员', 'dashboard/owner')
    await page.locator('.tile').first().waitFor()
    const line = await page.context().newCDPSession(page)
    await page.route('**/api/reports/**', (route) => route.abort('internetdisconnected'))
    await page.reload()
    const again = page.getByRole('button', { name: '重试' })
    await again.first().waitFor()
    const broken = await again.count()
    await page.unroute('**/api/reports/**')
    await line.send('Network.emulateNetworkConditions', SLOW)
    await again.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()))
    await page.waitForFunction(() => ![...document.querySelectorAll('button')].some((button) => button.textContent?.trim() === '重试'))
    expect(broken).toBeGreaterThan(0)
  })

  /** The first answer to a command gets lost after it was carried out; keys of all attempts are noted. */
  async function loseFirstAnswer(page: Page, command: string): Promise<string[]> {
    const keys: string[] = []
    await page.route(`**/api/commands/${command}`, async (route) => {
      keys.push((await route.request().headerValue('idempotency-key')) ?? '')
      if (keys.length > 1) return route.continue()
      await route.fetch()
      return route.abort('connectionreset')
    })
    return keys
  }
  /** A tab beside the record, or its sign where the side is folded. */
  const openSide = (page: Page, name: string): Promise<void> =>
    page
      .getByRole('tab', { name })
      .or(page.getByRole('button', { name, exact: true }))
      .first()
      .click()
  const told = (page: Page) => page.getByRole('alert').filter({ hasText: '连不上服务器' }).first()

  it('a page that cannot read says so, never that there is nothing, and reads by itself when the line is back', async () => {
    const page = await sitDown('陈建国', 'me')
    const pages = {
      通知: 'notices',
      预警: 'alerts',
      设置: 'settings',
      审批代理: 'proxies',
      我的公开链接: 'public-links',
      我的订阅: 'subscriptions',
    }
    for (const [label, path] of Object.entries(pages)) {
      await page.goto(`${server.base}me`)
      const link = page.locator('main').getByRole('link', { name: label, exact: true })
      await link.waitFor()
      await page.route('**/api/**', (route) => route.abort('internetdisconnected'))
      await link.click()
      await page.waitForURL(`**/${path}`)
      await told(page).waitFor()
      if (path === 'proxies') await shoot(page, 'page-offline')
      expect(await page.getByText(/没有代理|没有预警|还没有|没有通知/).count(), label).toBe(0)
      await page.unroute('**/api/**')
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await told(page).waitFor({ state: 'hidden' })
    }
  })

  it('what stands beside a record, on the home page and in a sheet says that it could not be read, and is read again', async () => {
    const page = await sitDown('李娜', 'me')
    const { id } = await draftOrder(page, server.base)
    const again = page.getByRole('button', { name: '重试' })
    const parts: [string, string, (() => Promise<void>)?][] = [
      [`record/purchase-order/${id}`, '**/timeline', () => openSide(page, '流转记录')],
      [`record/purchase-order/${id}`, '**/links', () => openSide(page, '关联单据')],
      [`record/purchase-order/${id}`, '**/comments', () => openSide(page, '评论')],
      ['', '**/api/under-way**'],
      ['report/purchase-summary', '**/api/subscriptions**', () => page.getByRole('button', { name: '订阅' }).click()],
    ]
    for (const [path, route, open] of parts) {
      await page.route(route, (asked) => asked.abort('internetdisconnected'))
      await page.goto(server.base + path)
      await open?.()
      await told(page).waitFor()
      expect(await page.getByText(/还没有流转记录|还没有评论|还没有关联单据/).count(), route).toBe(0)
      await page.unroute(route)
      await again.first().click()
      await told(page).waitFor({ state: 'hidden' })
    }
  })

  it('kept views, sums of groups and what waits say that they could not be read, and are read again', async () => {
    const page = await sitDown('李娜', 'list/purchase-order')
    await page.locator('tbody tr').first().waitFor()
    await page.getByRole('button', { name: '视图 ▾' }).click()
    await page.getByRole('button', { name: '另存为视图…' }).click()
    await page.getByRole('dialog').getByRole('textbox').first().fill('断线前存的')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    const kept = page.getByRole('button', { name: '断线前存的 ▾' })
    await kept.waitFor()
    const says = (words: string) => page.getByRole('alert').filter({ hasText: words })
    const away = (route: string): Promise<unknown> => page.route(route, (asked) => asked.abort('internetdisconnected'))
    await away('**/api/list-views/**')
    await page.reload()
    await says('已存视图未能读取').waitFor()
    await page.locator('tbody tr').first().waitFor()
    await page.unroute('**/api/list-views/**')
    await says('已存视图未能读取').getByRole('button', { name: '重试' }).click()
    await kept.waitFor()

    await away('**/groups**')
    await kept.click()
    await page.getByLabel('分组').selectOption({ index: 1 })
    await says('分组小计未能读取').waitFor()
    await shoot(page, 'list-groups-unread')
    await page.unroute('**/groups**')
    await says('分组小计未能读取').getByRole('button', { name: '重试' }).click()
    await says('分组小计未能读取').waitFor({ state: 'hidden' })
    await page
      .locator('tbody')
      .getByText(/\d+ 条/)
      .first()
      .waitFor()

    await away('**/api/tasks**')
    await page.goto(server.base)
    await page.getByRole('link', { name: '待办未能读取' }).waitFor()
    await told(page).waitFor()
    await shoot(page, 'home-waiting-unread')
    expect(await page.getByText('没有待办').count()).toBe(0)
    await page.unroute('**/api/tasks**')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByRole('link', { name: /^\d+ 项待办$/ }).waitFor()
  })

  it('a stand-in whose answer got lost is named once, what was filled in stays', async () => {
    const page = await sitDown('王强', 'proxies')
    await page.getByRole('button', { name: '设置代理' }).click()
    await page.locator('#proxy-person').fill('陈建国')
    await page.getByRole('option', { name: '陈建国' }).first().click()
    const keys = await loseFirstAnswer(page, 'set-proxy')
    const sheet = page.getByRole('dialog', { name: '设置代理' })
    await sheet.getByRole('button', { name: '确定' }).click()
    await sheet.getByRole('alert').filter({ hasText: '连不上服务器' }).waitFor()
    expect(await page.locator('#proxy-person').inputValue()).toBe('陈建国')
    await sheet.getByRole('button', { name: '确定' }).click()
    await page.getByText('陈建国 代我审批').waitFor()
    expect([keys.length, new Set(keys).size]).toEqual([2, 1])
    const { proxies } = (await (await page.request.get(`${server.base}api/proxies`)).json()) as { proxies: unknown[] }
    expect(proxies).toHaveLength(1)
  })

  it('a search without a line says so', async () => {
    const page = await sitDown('陈建国', 'me')
    await page.route('**/api/search**', (route) => route.abort('internetdisconnected'))
    await page.getByRole('combobox', { name: '搜索' }).fill('P001')
    await page.locator('#search-hits').getByText('连不上服务器').waitFor()
    await page.unroute('**/api/search**')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.locator('#search-hits').getByRole('option').first().waitFor()
  })

  it('a switch of the settings, a put off alert and a comment whose answers got lost are one each', async () => {
    const page = await sitDown('陈建国', 'settings')
    const module = page.getByRole('switch', { name: '换货' })
    const before = await module.getAttribute('aria-checked')
    let keys = await loseFirstAnswer(page, 'switch-modules')
    await module.click()
    await page.getByText('连不上服务器').first().waitFor()
    expect(await module.getAttribute('aria-checked')).toBe(before)
    await module.click()
    await page.getByRole('switch', { name: '换货', checked: before === 'false' }).waitFor()
    expect([keys.length, new Set(keys).size]).toEqual([2, 1])

    await page.goto(`${server.base}alerts?scope=all`)
    const rows = page.locator('.alert')
    await rows.first().waitFor()
    const shown = await rows.count()
    keys = await loseFirstAnswer(page, 'snooze-alert')
    await rows.first().getByRole('button', { name: '明天再提醒' }).click()
    await page.getByText('连不上服务器').first().waitFor()
    expect(await rows.count()).toBe(shown)
    await rows.first().getByRole('button', { name: '明天再提醒' }).click()
    await expect.poll(() => rows.count()).toBe(shown - 1)
    expect([keys.length, new Set(keys).size]).toEqual([2, 1])

    const { id } = await draftOrder(page, server.base)
    await page.goto(`${server.base}record/purchase-order/${id}`)
    await openSide(page, '评论')
    keys = await loseFirstAnswer(page, 'comment')
    const field = page.getByRole('textbox', { name: '写评论' })
    await field.fill('请今天确认')
    await page.keyboard.press('Control+Enter')
    await page.getByText('连不上服务器').first().waitFor()
    expect(await field.inputValue()).toBe('请今天确认')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => field.inputValue()).toBe('')
    expect(new Set(keys).size).toBe(1)
    const said = (await (await page.request.get(`${server.base}api/records/purchase-order/${id}/comments`)).json()) as {
      comments: unknown[]
    }
    expect(said.comments).toHaveLength(1)
  })

  it('what is switched or said when a session has ended waits for the sign-in, and is done once', async () => {
    const page = await sitDown('陈建国', 'settings')
    const module = page.getByRole('switch', { name: '换货' })
    const before = await module.getAttribute('aria-checked')
    await page.context().clearCookies()
    await module.click()
    await signInAgain(page)
    expect(await module.getAttribute('aria-checked')).toBe(before)
    const commands = await slowDown(page)
    await module.dblclick()
    await page.getByRole('switch', { name: '换货', checked: before === 'false' }).waitFor()
    expect(commands).toHaveLength(1)
  })

  it('a comment that was written when a session has ended is kept, and said once after the sign-in', async () => {
    const page = await sitDown('李娜', 'me')
    const { id } = await draftOrder(page, server.base)
    await page.goto(`${server.base}record/purchase-order/${id}`)
    await openSide(page, '评论')
    const field = page.getByRole('textbox', { name: '写评论' })
    await field.fill('货到了请先点数')
    await page.context().clearCookies()
    await page.getByRole('button', { name: '发送' }).click()
    await signInAgain(page)
    expect(await field.inputValue()).toBe('货到了请先点数')
    await page.getByRole('button', { name: '发送' }).click()
    await page.locator('.comment').filter({ hasText: '货到了请先点数' }).waitFor()
    expect(await field.inputValue()).toBe('')
    expect(await page.locator('.comment').count()).toBe(1)
  })

  it('a setting that somebody else has changed meanwhile is told, what was typed stays, and is saved by whoever knows', async () => {
    const page = await sitDown('陈建国', 'settings')
    const phone = page.getByLabel('电话', { exact: true })
    await phone.fill('0571-1111')
    const second = await sitDown('管理员', 'me')
    const other = await second.request.post(`${server.base}api/commands/save-settings`, {
      headers: { origin: new URL(server.base).origin, 'idempotency-key': 'other' },
      data: { values: { companyPhone: '0571-2222' } },
    })
    expect(other.ok()).toBe(true)
    const save = page.locator('form', { has: phone }).getByRole('button', { name: '保存' })
    await save.click()
    await page.getByText(/管理员（\d{4}-\d\d-\d\d \d\d:\d\d） 已将“电话”由 .* 改为 0571-2222/).waitFor()
    expect(await phone.inputValue()).toBe('0571-1111')
    await save.click()
    await page.getByText('设置已保存').first().waitFor()
    await save.waitFor({ state: 'hidden' })
    const { groups } = (await (await page.request.get(`${server.base}api/settings`)).json()) as {
      groups: { values: Record<string, unknown> }[]
    }
    expect(groups.map(({ values }) => values.companyPhone).find((value) => value !== undefined)).toBe('0571-1111')
  })

  it('a paper whose line breaks is asked for again', async () => {
    const page = await sitDown('李娜', 'me')
    const { id } = await draftOrder(page, server.base)
    await page.goto(`${server.base}record/purchase-order/${id}`)
    await page.route('**/print**', (route) => route.abort('internetdisconnected'))
    await page.getByRole('button', { name: '打印', exact: true }).click()
    await page.getByRole('menuitem').first().click()
    const paper = page.getByRole('dialog', { name: '打印预览' })
    await paper.getByRole('alert').waitFor()
    await page.unroute('**/print**')
    await paper.getByRole('button', { name: '重试' }).click()
    await paper.locator('.sheet').first().waitFor()
  })

  const ordersWith = async (page: Page, remark: string) => {
    const filter = JSON.stringify({ and: [{ field: 'remark', operator: 'contains', value: remark }] })
    const found = await page.request.get(`${server.base}api/records/purchase-order?fields=remark&filter=${encodeURIComponent(filter)}`)
    return ((await found.json()) as { rows: { id: string; number: string; version: number }[] }).rows
  }
  const badge = (page: Page, count: number) => page.getByRole('link', { name: new RegExp(`^待上传 ${count}$`) })

  it('a draft that is saved without a line waits under its writer, outlives the page, and becomes one record', async () => {
    const { page, context } = await openDesk(browser, PHONE)
    await signIn(page, server.base, '李娜')
    const copied = await draftOrder(page, server.base)
    await page.goto(`${server.base}record/purchase-order/${copied.id}`)
    await page.locator('#field-remark').fill('仓库里没有信号')
    await settle(page)
    await context.setOffline(true)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('待上传：还没有到服务器').waitFor()
    await badge(page, 1).waitFor()
    await shoot(page, 'unsent-phone')
    // It can be gone on with, also without a line.
    await page.getByRole('button', { name: '打开', exact: true }).click()
    await expect.poll(() => page.locator('#field-remark').inputValue()).toBe('仓库里没有信号')
    await page.locator('#field-remark').fill('仓库里没有信号，改过')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('待上传：还没有到服务器').waitFor()
    await badge(page, 1).waitFor()
    await page.close()
    await context.setOffline(false)

    const second = await context.newPage()
    // Somebody else on the same browser neither sees it nor sends it.
    await context.clearCookies()
    await signIn(second, server.base, '王强')
    await settle(second)
    expect(await badge(second, 1).count()).toBe(0)
    expect(await ordersWith(second, '仓库里没有信号')).toEqual([])
    await context.clearCookies()
    await second.goto(server.base)
    await second.getByRole('button', { name: /李娜/ }).click()
    await second.getByText(`已上传 采购订单 ${copied.number}`).waitFor()
    await expect.poll(async () => (await ordersWith(second, '仓库里没有信号，改过')).map(({ id }) => id)).toEqual([copied.id])
    await badge(second, 1).waitFor({ state: 'hidden' })
    await context.close()
  })

  it('what the server refuses stays with its words, is mended and becomes the record; what is discarded is gone', async () => {
    const { page, context } = await openDesk(browser, PHONE)
    await signIn(page, server.base, '李娜')
    const order = await draftOrder(page, server.base)
    await page.goto(`${server.base}record/purchase-order/${order.id}`)
    await page.locator('#field-remark').fill('断网时改的')
    await settle(page)
    await context.setOffline(true)
    await page.getByRole('button', { name: '保存' }).click()
    await badge(page, 1).waitFor()
    // Somebody else saves the same order meanwhile.
    const other = await sitDown('管理员', 'me')
    await send(other, server.base, 'save', {
      entity: 'purchase-order',
      id: order.id,
      version: order.version,
      changes: { values: { remark: '别人改的' } },
    })
    await context.setOffline(false)
    await page.getByText('服务器没有收下').waitFor()
    await shoot(page, 'unsent-refused')
    await page.getByRole('button', { name: '打开', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: /刚被别人修改/ })
    await sheet.waitFor()
    expect(await sheet.locator('.conflict').innerText()).toMatch(/断网时改的[\s\S]*别人改的/)
    await sheet.getByRole('button', { name: '合并后继续' }).click()
    await page.getByRole('button', { name: '保存' }).click()
    await badge(page, 1).waitFor({ state: 'hidden' })
    expect((await ordersWith(page, '断网时改的')).map(({ id }) => id)).toEqual([order.id])

    await page.locator('#field-remark').fill('不要了')
    await settle(page)
    await context.setOffline(true)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: '丢弃' }).click()
    await page.getByRole('dialog', { name: '丢弃' }).getByRole('button', { name: '丢弃' }).click()
    await page.getByText('没有待上传的单据').waitFor()
    await context.setOffline(false)
    await page.reload()
    await settle(page)
    expect([await badge(page, 1).count(), await ordersWith(page, '不要了')]).toEqual([0, []])
    await context.close()
  })
})
