import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, settle, shoot, signIn, type Desk } from './support/workbench.ts'

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
    const manifest = await desk.page.evaluate(async () => {
      const address = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!.href
      const found = (await (await fetch(address)).json()) as { start_url: string; icons: { src: string }[] }
      return { ...found, states: await Promise.all(found.icons.map(async ({ src }) => (await fetch(src)).status)) }
    })
    expect(manifest.start_url).toBe('/w/demo/')
    expect(manifest.states).toEqual([200, 200, 200])
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
    await shoot(page, 'shell-offline')
    await context.setOffline(false)
    await page.getByRole('heading', { name: /李娜/ }).waitFor()
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
})
