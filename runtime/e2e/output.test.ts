import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPdf } from '../query/print/opened-pdf.fixture.ts'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, settle, shoot, signIn, type Desk } from './support/workbench.ts'

describe('reports, paper and files', () => {
  let server: DemoServer
  let browser: Browser
  let desk: Desk
  let page: Page

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

  const saved = async (press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  /** Figures stand at the right with their thousands apart, and the totals are in sight. */
  async function figuresStandRight(): Promise<void> {
    const figures = await page
      .locator('td.number')
      .evaluateAll((cells) => cells.map((cell) => [getComputedStyle(cell).textAlign, cell.textContent?.trim() ?? ''] as const))
    const wrong = figures.filter(([align, text]) => align !== 'right' || !/^(-?\d{1,3}(,\d{3})*(\.\d+)?)?$/.test(text))
    const foot = (await page.locator('tfoot').boundingBox())!
    const height = page.viewportSize()!.height
    console.log(
      `${figures.length} figures, ${wrong.length} of them not at the right or without thousands; totals end at ${foot.y + foot.height} of ${height} px`,
    )
    expect(wrong).toEqual([])
    expect(foot.y + foot.height).toBeLessThanOrEqual(height)
  }

  it('shows a report as a picture, and as a table whose figures tell where they come from', async () => {
    await page.goto(`${server.base}report/sales-summary`)
    await page.locator('canvas').waitFor()
    await settle(page)
    await shoot(page, 'report-chart')
    await page.getByRole('button', { name: '表格' }).click()
    const start = Date.now()
    await page.locator('tbody .figure').first().click()
    const sheet = page.getByRole('dialog', { name: '这个数字的来历' })
    await sheet.getByRole('link').first().waitFor()
    console.log(`a figure tells what it is made of: 1 press, ${Date.now() - start} ms`)
    await shoot(page, 'report-origin')
    await page.keyboard.press('Escape')
  })

  it('compares with an earlier period, and lays out in two directions', async () => {
    await page.goto(`${server.base}report/sales-summary?@view=table`)
    const start = Date.now()
    await page.getByLabel('比较').selectOption('year')
    await page.getByRole('columnheader', { name: '去年同期' }).first().waitFor()
    console.log(`compared with the year before after ${Date.now() - start} ms`)
    await page.goto(`${server.base}report/purchase-summary?@pivot=product/supplier`)
    await page.locator('thead .heads').waitFor()
    await shoot(page, 'report-pivot')
    await figuresStandRight()
    const totals = (await page.locator('tfoot td').allInnerTexts()).filter((text) => text !== '')
    expect(totals.length).toBeGreaterThan(3)
  })

  it('puts what is there today beside another day', async () => {
    await page.goto(`${server.base}report/stock-balance?@view=table`)
    await page.getByLabel('比较').selectOption('period')
    await page.getByRole('columnheader', { name: '上月末' }).first().waitFor()
    await page.getByLabel('比较').selectOption('own')
    const sheet = page.getByRole('dialog', { name: '指定日期' })
    const day = sheet.getByLabel('对比日期')
    await day.fill('2026-01-01')
    await day.press('Tab')
    await sheet.getByRole('button', { name: '完成' }).click()
    await page.getByRole('columnheader', { name: '对比日' }).first().waitFor()
    expect(new URL(page.url()).searchParams.get('@compare')).toBe('2026-01-01')
    expect(await page.getByLabel('比较').locator('option:checked').innerText()).toBe('2026-01-01')
    await shoot(page, 'report-other-day')
  })

  it('takes a report and a list away as files', async () => {
    await page.goto(`${server.base}report/sales-summary?@view=table`)
    await page.getByRole('button', { name: '导出' }).click()
    const csv = await saved(() => page.getByRole('menuitem', { name: 'CSV (UTF-8)' }).click())
    expect(csv.name).toBe('销售汇总.csv')
    expect(csv.bytes.toString()).toContain('合计')
    await page.goto(`${server.base}list/purchase-order`)
    await page.locator('tbody tr').first().waitFor()
    await page.getByRole('button', { name: '导出' }).click()
    const book = await saved(() => page.getByRole('menuitem', { name: 'Excel 工作簿' }).click())
    console.log(`taken away: ${csv.name} ${csv.bytes.length} bytes, ${book.name} ${book.bytes.length} bytes`)
    expect([book.name, book.bytes.subarray(0, 2).toString()]).toEqual(['采购订单.xlsx', 'PK'])
    await page.getByRole('searchbox').first().fill('CD')
    const asked = page.waitForRequest((request) => request.url().includes('format=pdf'))
    await page.getByRole('button', { name: '导出' }).click()
    const paper = await saved(() => page.getByRole('menuitem', { name: 'PDF（整个列表）' }).click())
    const query = new URL((await asked).url()).searchParams
    expect([paper.name, paper.bytes.subarray(0, 5).toString()]).toEqual(['采购订单.pdf', '%PDF-'])
    expect([query.get('about'), query.get('list')]).toEqual(['筛选：搜索“CD”', 'purchase-order'])
  })

  it('says that a long list is under way, how much of it, and lets it be stopped', async () => {
    await page.goto(`${server.base}list/sales-order`)
    await page.locator('tbody tr').first().waitFor()
    let release = (): void => undefined
    await page.route('**/export?**', async (route) => {
      await new Promise<void>((resolve) => (release = resolve))
      await route.continue().catch(() => undefined)
    })
    const menu = page.getByRole('button', { name: '导出' })
    await menu.click()
    await page.getByRole('menuitem', { name: 'PDF（整个列表）' }).click()
    const working = page.locator('.working')
    await working.getByText(/正在生成文件（\d+ 行）…/).waitFor()
    await shoot(page, 'list-pdf-working')
    await working.getByRole('button', { name: '停止' }).click()
    await working.waitFor({ state: 'hidden' })
    expect(await page.getByRole('alert').count()).toBe(0)
    release()
    await page.unroute('**/export?**')
    await menu.click()
    const pdf = await saved(() => page.getByRole('menuitem', { name: 'PDF（整个列表）' }).click())
    const pages = openPdf(pdf.bytes)
    const count = /共 (\d+) 条/.exec(await page.locator('.list .head').innerText())![1]!
    expect(pages[0]!.written).toContain(`共${count}行`)
    expect(pages.at(-1)!.written).toContain(`${pages.length}/${pages.length}`)
  })

  it('shows on the screen what will be on paper', async () => {
    await page.goto(`${server.base}list/purchase-order`)
    await page.locator('tbody input[type=checkbox]').first().check()
    await page.getByRole('button', { name: '导出' }).click()
    await page.getByRole('menuitem', { name: '打印' }).first().click()
    const preview = page.getByRole('dialog', { name: '打印预览' })
    await preview.locator('.sheet table').first().waitFor()
    await shoot(page, 'print-preview')
    expect(await preview.locator('.sheet').count()).toBe(1)
    const pdf = await saved(() => preview.getByRole('button', { name: '下载 PDF' }).click())
    const shown = await preview.locator('.sheet').allInnerTexts()
    expect(openPdf(pdf.bytes).map(({ written }) => written)).toEqual(shown.map((text) => text.replace(/\s/g, '')))
    await preview.getByRole('button', { name: '关闭' }).click()
  })

  it('puts figures, charts and tables on one page, on a phone too', async () => {
    await page.goto(`${server.base}dashboard/owner`)
    await page.locator('.tile canvas').first().waitFor()
    await settle(page)
    await shoot(page, 'dashboard')
    const small = await openDesk(browser, PHONE)
    await signIn(small.page, server.base, '陈建国')
    await small.page.goto(`${server.base}dashboard/owner`)
    await small.page.locator('.tile canvas').first().waitFor()
    await settle(small.page)
    await shoot(small.page, 'dashboard-phone')
    expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await small.page.goto(`${server.base}report/sales-summary`)
    await small.page.locator('canvas').waitFor()
    await settle(small.page)
    await shoot(small.page, 'report-phone')
    expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(small.troubles).toEqual([])
    await small.context.close()
  })
})
