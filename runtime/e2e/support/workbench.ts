import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const shots = process.env.FORMWORK_SHOTS ?? join(tmpdir(), 'formwork-shots')

export const DESK = { viewport: { width: 1280, height: 800 } }
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** A person at a screen: a browser context of their own, and everything that went wrong in it. */
export interface Desk {
  page: Page
  context: BrowserContext
  /** Errors in the page and in the console since the last look. */
  troubles: string[]
}

export async function launch(): Promise<Browser> {
  mkdirSync(shots, { recursive: true })
  return chromium.launch({ executablePath: process.env.FORMWORK_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
}

export async function openDesk(browser: Browser, size: typeof DESK | typeof PHONE = DESK, timezoneId = 'Asia/Shanghai'): Promise<Desk> {
  const context = await browser.newContext({ ...size, locale: 'zh-CN', timezoneId })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`page: ${error.message}`))
  page.on('console', (message) => {
    // A refused request is part of many tests; what the page says about itself is not.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) troubles.push(`console: ${message.text()}`)
  })
  return { page, context, troubles }
}

/** Signs in by the card of a demo person and waits for the home page. */
export async function signIn(page: Page, base: string, name: string): Promise<void> {
  await page.goto(base)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await page.waitForSelector('.home')
}

/** A picture of the page, to be looked at; never compared. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(250)
  await page.screenshot({ path: join(shots, `${name}.png`) })
}

/** Waits until nothing is asked for any more and look-ups in the grid are answered. */
export async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(320)
  await page.waitForLoadState('networkidle')
}

/** Shows a list as something else: buttons side by side, or a menu where there is no room for them. */
export async function chooseShape(page: Page, label: string): Promise<void> {
  const menu = page.getByRole('combobox', { name: '显示方式' })
  const buttons = page.getByRole('group', { name: '显示方式' })
  await menu.or(buttons).waitFor()
  if (await menu.count()) await menu.selectOption({ label })
  else await buttons.getByRole('button', { name: label }).click()
}

/** The session has ended while somebody was working: he signs in again over the page. */
export async function signInAgain(page: Page): Promise<void> {
  const sheet = page.getByRole('dialog', { name: '请重新登录' })
  await sheet.getByLabel('密码').fill('formwork-demo')
  await sheet.getByRole('button', { name: '登录' }).click()
  await sheet.waitFor({ state: 'hidden' })
}
