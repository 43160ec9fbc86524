import { read, utils, write } from '@e965/xlsx'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, shoot, signIn, signInAgain, type Desk } from './support/workbench.ts'

function workbook(rows: unknown[][]): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as never), '商品')
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}

describe('bringing files in', () => {
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

  const choose = async (on: Page, name: string, buffer: Buffer): Promise<void> => {
    await on.setInputFiles('input[type=file]', { name, mimeType: 'application/octet-stream', buffer })
    await on.getByRole('button', { name: '检查数据' }).waitFor()
  }
  const codes = (): Promise<string[]> =>
    page.evaluate(async (base) => {
      const { rows } = (await (await fetch(`${base}api/records/product?search=IM&limit=100`)).json()) as {
        rows: { values: { code: string } }[]
      }
      return rows.map(({ values }) => values.code).sort()
    }, server.base)

  it('checks a workbook, names what is wrong, imports the rest and takes it back', async () => {
    await page.goto(`${server.base}list/product`)
    await page.getByRole('link', { name: '导入' }).click()
    await page.getByText('把文件拖到这里').waitFor()
    await shoot(page, 'import-file')
    await choose(
      page,
      '商品.xlsx',
      workbook([
        ['某某公司商品资料'],
        ['商品编码', '商品名称', '规格', '单位', '参考售价'],
        ['IM1', '橡皮', '大', '个', 1.5],
        ['IM2', '直尺', '20cm', '个', '¥3.20'],
        ['IM3', '圆规', '', '个', 'abc'],
        ['IM1', '重复', '', '个', 2],
      ]),
    )
    expect(await page.getByLabel('标题行').inputValue()).toBe('2')
    expect(await page.getByLabel('“商品编码”导入到').inputValue()).toBe('code')
    expect(await page.getByLabel('“规格”导入到').inputValue()).toBe('specification')
    await shoot(page, 'import-columns')
    await page.getByRole('button', { name: '检查数据' }).click()
    await page.getByText('检查完成,尚未写入').or(page.getByText('检查完成，尚未写入')).waitFor()
    await shoot(page, 'import-checked')
    const problems = await page.locator('tbody tr').allInnerTexts()
    expect(problems.map((text) => text.split(/\s+/).slice(0, 2))).toEqual([
      ['5', '参考售价'],
      ['6', '商品编码'],
    ])
    expect(await codes()).toEqual([])
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /下载错误行/ }).click()])
    const sheet = utils.sheet_to_json<string[]>(read(readFileSync(await file.path())).Sheets.errors!, { header: 1 })
    expect(sheet.map((row) => row[0])).toEqual(['商品编码', 'IM3', 'IM1'])
    await page.getByRole('button', { name: '跳过错误，导入 2 条' }).click()
    await page.getByText('导入完成').waitFor()
    await shoot(page, 'import-done')
    expect(await codes()).toEqual(['IM1', 'IM2'])
    await page.getByRole('button', { name: '撤销这批导入' }).click()
    await page.getByRole('button', { name: '确定撤销' }).click()
    await page.getByText('已撤销整批导入').waitFor()
    expect(await codes()).toEqual([])
  })

  it('reads GBK, remembers where columns went, and changes known records by their code', async () => {
    const { toGbk } = await import('../query/export/gbk.ts')
    await page.goto(`${server.base}import/product`)
    await choose(page, '改价.csv', toGbk('货号,新价\r\nP001,26.00\r\n'))
    expect(await page.getByLabel('文字编码').inputValue()).toBe('gbk')
    await page.getByLabel('“货号”导入到').selectOption('code')
    await page.getByLabel('“新价”导入到').selectOption('salePrice')
    await page.getByLabel('遇到已有资料').selectOption('update')
    await page.getByRole('button', { name: '检查数据' }).click()
    await page.getByRole('button', { name: '导入 1 条' }).click()
    await page.getByText('导入完成').waitFor()
    expect(await page.locator('dl').innerText()).toMatch(/更新\s*1/)
    await page.goto(`${server.base}import/product`)
    await choose(page, '改价.csv', toGbk('货号,新价\r\nP001,25.00\r\n'))
    expect(await page.getByLabel('“货号”导入到').inputValue()).toBe('code')
    expect(await page.getByLabel('“新价”导入到').inputValue()).toBe('salePrice')
  })

  it('goes on where a session ended: columns stay as they were told, and nothing is chosen twice', async () => {
    await page.goto(`${server.base}import/product`)
    await choose(
      page,
      '会话.xlsx',
      workbook([
        ['编号', '品名', '规格', '单位'],
        ['IMS1', '会话过期', '大', '个'],
      ]),
    )
    await page.getByLabel('“编号”导入到').selectOption('code')
    await page.getByLabel('“品名”导入到').selectOption('name')
    await desk.context.clearCookies()
    await page.getByRole('button', { name: '检查数据' }).click()
    await signInAgain(page)
    expect(await page.getByLabel('“品名”导入到').inputValue()).toBe('name')
    await page.getByRole('button', { name: '检查数据' }).click()
    await page.getByText(/检查完成/).waitFor()
  })

  it('can be stopped while it runs; what was written until then is taken back whole', async () => {
    const count = async (): Promise<number> => {
      const answer = await page.request.get(`${server.base}api/records/supplier?search=ZZ-&limit=1&count=true`)
      return ((await answer.json()) as { count: { value: number } }).count.value
    }
    const rows = Array.from({ length: 6000 }, (_, index) => `ZZ-${index},批量供应商 ${index}`)
    await page.goto(`${server.base}import/supplier`)
    await choose(page, '供应商.csv', Buffer.from(`编码,名称\n${rows.join('\n')}\n`))
    await page.getByRole('button', { name: '检查数据' }).click()
    await page.getByRole('button', { name: '导入 6000 条' }).click({ timeout: 60_000 })
    await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(0)
    await page.getByRole('progressbar').waitFor()
    await shoot(page, 'import-running')
    await page.getByRole('button', { name: '停止' }).click()
    await page.getByText('已停止，前面的行已经导入').waitFor()
    const written = await count()
    expect(written).toBeGreaterThan(0)
    expect(written).toBeLessThan(6000)
    await page.getByRole('button', { name: '撤销这批导入' }).click()
    await page.getByRole('button', { name: '确定撤销' }).click()
    await page.getByText('已撤销整批导入').waitFor({ timeout: 60_000 })
    expect(await count()).toBe(0)
  })

  it('fits a phone', async () => {
    const phone = await openDesk(browser, PHONE)
    await signIn(phone.page, server.base, '管理员')
    await phone.page.goto(`${server.base}import/product`)
    await choose(phone.page, 'a.csv', Buffer.from('编码,名称\nIM9,笔\n'))
    await shoot(phone.page, 'phone-import')
    const [wide, seen] = await phone.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const)
    expect(wide).toBeLessThanOrEqual(seen)
    expect(phone.troubles).toEqual([])
  })
})
