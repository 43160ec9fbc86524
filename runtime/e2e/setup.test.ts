import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer } from './support/running-server.ts'
import { DESK, launch, openDesk, PHONE, shoot } from './support/workbench.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

/** A server over an empty folder, and the address that its terminal shows. */
async function beginEmpty(): Promise<{ url: string; address: string; close(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), 'formwork-first-'))
  const server = await startServer(data, [])
  await expect.poll(server.said).toMatch(/\/setup#/)
  return {
    url: server.url,
    address: /http\S+\/setup#\S+/.exec(server.said())![0],
    close: async () => {
      await server.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function answer(page: Page, answers: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(answers)) await page.locator(`input[name="${name}"]`).fill(value)
}
const widest = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

it.each([
  ['on a desk', DESK, true],
  ['on a phone', PHONE, false],
])(
  'the first run asks, makes the workspace and signs in, %s',
  async (_where, size, sample) => {
    const server = await beginEmpty()
    const { page, troubles } = await openDesk(browser, size)
    try {
      // Without the token the page asks for it, and a guess is refused.
      await page.goto(`${server.url}/`)
      await page.locator('input[name="token"]').fill('guessed')
      await page.getByRole('button', { name: '继续' }).click()
      await page.getByText('口令不正确').waitFor()
      await page.goto('about:blank')
      await page.goto(server.address)
      await page.getByRole('heading', { name: '您是？' }).waitFor()
      expect(await widest(page)).toBeLessThanOrEqual(0)
      await shoot(page, `setup-${sample ? 'desk' : 'phone'}`)

      // Nothing filled in: each question says what it needs.
      const make = page.getByRole('button', { name: '开始使用' })
      await make.click()
      await page.getByText('“方案”必须填写').waitFor()
      const shop = page.getByRole('button', { name: /^小超市/ }).first()
      expect(await shop.textContent()).toContain('零售收银')
      await shop.click()
      expect(await shop.getAttribute('aria-pressed')).toBe('true')
      await make.click()
      await page.getByText('“公司名称”必须填写').waitFor()
      await answer(page, { companyName: '街角小店', name: '周明', login: 'zhou', password: '12345678' })
      if (!sample) await page.locator('label', { hasText: '空的' }).click()
      await make.click()
      await page.getByText('密码过于简单').waitFor()
      expect(await page.locator('input[name="password"]').evaluate((input) => input === document.activeElement)).toBe(true)

      // What was typed outlives a reload, the password alone does not.
      await page.reload()
      await page.locator('input[name="companyName"]').waitFor()
      expect(await page.locator('input[name="companyName"]').inputValue()).toBe('街角小店')
      expect(await page.locator('input[name="password"]').inputValue()).toBe('')
      await answer(page, { password: 'seven lamps burn' })
      await make.dblclick()
      if (sample) {
        await page.getByRole('progressbar').waitFor()
        await expect.poll(() => page.locator('.making').textContent(), { timeout: 60_000 }).toMatch(/已完成 [1-9]\d* \/ \d+ 步/)
        await shoot(page, 'setup-making')
        // A reload in the middle finds the work going on; afterwards the person signs in.
        await page.reload()
        await page.getByText('正在写入示例数据').waitFor()
        await page.getByText('工作区已建好').waitFor({ timeout: 110_000 })
        await page.getByRole('link', { name: '去登录' }).click()
        await answer(page, { login: 'zhou', password: 'seven lamps burn' })
        await page.keyboard.press('Enter')
      }
      await page.waitForSelector('.home', { timeout: 60_000 })
      expect(page.url()).toContain('/w/main/')
      await page.locator('.guide').waitFor()
      // The menu is the small one of the kind of business that was chosen.
      if (sample) expect(await page.locator('nav a').count()).toBeLessThan(25)
      expect(await widest(page)).toBeLessThanOrEqual(0)
      await shoot(page, `setup-home-${sample ? 'desk' : 'phone'}`)

      // The address counted once.
      await page.goto('about:blank')
      await page.goto(server.address)
      await page
        .getByText(/工作区已建好/)
        .first()
        .waitFor()
      expect(await page.getByRole('button', { name: '开始使用' }).count()).toBe(0)
      expect(troubles).toEqual([])
    } finally {
      await page.context().close()
      await server.close()
    }
  },
  240_000,
)
