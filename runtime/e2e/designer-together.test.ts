import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, shoot, signIn, type Desk } from './support/workbench.ts'

const FILE = 'department/form.json'

let server: DemoServer
let browser: Browser
let designer: Desk
let page: Page

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launch()
  designer = await openDesk(browser)
  page = designer.page
  await signIn(page, server.base, '管理员')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Another designer saves a file at this moment. */
function saveElsewhere(mark: string): Promise<number> {
  return page.evaluate(
    async ([base, path, text]) => {
      const copy = (await (await fetch(`${base}api/design`)).json()) as {
        release: number
        files: { path: string; text: string }[]
        changes: { path: string; revision: number }[]
      }
      const known = copy.files.find((file) => file.path === path)!.text
      const revision = copy.changes.find((change) => change.path === path)?.revision ?? 0
      const files = [{ path, text: known.replace(/"label": \{[^}]*\}/, `"label": "${text}"`), revision }]
      const body = JSON.stringify({ release: copy.release, files })
      return (
        await fetch(`${base}api/commands/save-definitions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
      ).status
    },
    [server.base, FILE, mark] as const,
  )
}

describe('designers at work together', () => {
  it('come in from the workbench', async () => {
    await page.locator('.person .open').click()
    await page.getByRole('menuitem', { name: '设计器' }).click()
    await page.waitForURL(/\/designer/)
    await page.getByRole('searchbox', { name: '搜索名称或路径' }).fill(FILE)
    await page.locator(`[data-path="${FILE}"]`).click()
    await page.getByRole('tab', { name: 'JSON' }).click()
    await page.locator('.json textarea').waitFor()
    await page.getByText('正在检查…').waitFor({ state: 'hidden' })
  })

  it('the second one is told who was faster, and chooses; neither version is lost', async () => {
    const text = page.locator('.json textarea')
    const mine = (await text.inputValue()).replace(/"label": \{[^}]*\}/, '"label": "我的"')
    await text.fill(mine)
    expect(await saveElsewhere('别人的')).toBe(200)
    await page.getByRole('button', { name: '应用' }).click()
    await page.locator('.conflict').waitFor()
    expect(await page.locator('.conflict').innerText()).toContain('管理员')
    const [mineSaid, theirsSaid] = await page.locator('.conflict .sides td').allInnerTexts()
    expect(mineSaid).toMatch(/显示名由“.*”改为“我的”/)
    expect(theirsSaid).toMatch(/显示名由“.*”改为“别人的”/)
    await shoot(page, 'designer-conflict')
    await page.getByRole('button', { name: '采用对方的' }).click()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('.json textarea')!.value.includes('别人的'))
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('.json textarea')!.value.includes('我的'))
    await page.waitForSelector('.state.saved')
  })

  it('what two did to different things of a file is laid together', async () => {
    const text = page.locator('.json textarea')
    await text.fill((await text.inputValue()).replace('"columns": 2', '"columns": 3'))
    expect(await saveElsewhere('另一组')).toBe(200)
    await page.getByRole('button', { name: '应用' }).click()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('.json textarea')!.value.includes('另一组'))
    await page.waitForSelector('.state.saved')
    const kept = await page.evaluate(
      async ([base, path]) => {
        const copy = (await (await fetch(`${base}api/design`)).json()) as { files: { path: string; text: string }[] }
        return copy.files.find((file) => file.path === path)!.text
      },
      [server.base, FILE] as const,
    )
    for (const part of ['"我的"', '"另一组"', '"columns": 3']) expect(kept).toContain(part)
    expect(await page.locator('.conflict').count()).toBe(0)
  })

  it('nobody else is let in', async () => {
    const buyer = await openDesk(browser)
    await signIn(buyer.page, server.base, '李娜')
    await buyer.page.goto(`${server.base}designer`)
    await buyer.page.getByText('设计器只对有“设计”权限的人开放').waitFor()
    expect(await buyer.page.locator('.tree').count()).toBe(0)
    await buyer.context.close()
  })

  it('fits a phone, and speaks English', async () => {
    const phone = await openDesk(browser, PHONE)
    await signIn(phone.page, server.base, '管理员')
    await phone.page.evaluate(() => localStorage.setItem('formwork.language', 'en'))
    await phone.page.goto(`${server.base}designer#${encodeURIComponent('product/entity.json|canvas')}`)
    await phone.page.getByRole('heading', { name: 'entity · Product' }).waitFor()
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await shoot(phone.page, 'designer-phone')
    expect(phone.troubles).toEqual([])
    await phone.context.close()
  })

  it('had no trouble on the way', () => expect(designer.troubles).toEqual([]))
})
