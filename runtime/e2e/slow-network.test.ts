import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftOrder } from './support/api.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, signIn } from './support/workbench.ts'

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
})
