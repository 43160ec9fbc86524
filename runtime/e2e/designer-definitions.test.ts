import axe from 'axe-core'
import { utils, write } from '@e965/xlsx'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, shoot, signIn, type Desk } from './support/workbench.ts'

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
  await page.goto(`${server.base}designer`)
  await page.waitForSelector('.tree')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

interface Copy {
  files: { path: string; text: string }[]
  changes: { path: string }[]
}

const kept = (): Promise<unknown> => page.waitForSelector('.state.saved')
const copy = (): Promise<Copy> => page.evaluate(async (base) => (await (await fetch(`${base}api/design`)).json()) as never, server.base)

interface Loose {
  [name: string]: any // eslint-disable-line @typescript-eslint/no-explicit-any
}
const read = async (path: string): Promise<Loose> => JSON.parse((await copy()).files.find((file) => file.path === path)!.text) as Loose

/** Opens a definition by its address, as a link of a colleague does. */
async function open(path: string, view = 'define', on = page): Promise<void> {
  await on.goto(`${server.base}designer#${encodeURIComponent(`${path}|${view}`)}`)
  await on.reload()
  await on.waitForSelector('.host .view')
}

async function make(kind: string, label: string, about?: string): Promise<void> {
  await page.getByRole('button', { name: '+ 新建…' }).click()
  await page.locator(`[data-kind=${kind}]`).click()
  await page.getByLabel('叫什么名字').fill(label)
  if (about !== undefined) await page.locator('dialog select').selectOption({ label: about })
  await page.getByRole('button', { name: '添加', exact: true }).click()
}

describe('every kind of definition', () => {
  it('is made with choices, changed in words, and deleted with its uses listed', async () => {
    await make('dictionary', '送货方式')
    await page.getByRole('button', { name: '+ 添加项' }).click()
    await page.getByLabel('显示名').last().fill('自提')
    await page.keyboard.press('Tab')
    await kept()
    expect((await read('dictionaries/送货方式.json')).items.map((item: Loose) => item.label)).toEqual(['第一项', '自提'])

    await make('alert', '低价提醒', '商品')
    expect(await page.locator('.sentences').innerText()).toContain('一直看着「商品」')
    await page.locator('.form > .object > .adding').selectOption({ label: '提醒谁' })
    await page.locator('[data-property=to] select.adding').selectOption({ label: '角色' })
    await page.getByLabel('添加角色', { exact: true }).selectOption({ label: '老板' })
    await kept()
    expect((await read('alerts/低价提醒.json')).to).toEqual({ roles: ['boss'] })
    expect(await page.locator('.sentences').innerText()).toContain('提醒给：老板')

    await page.getByRole('button', { name: '删除', exact: true }).click()
    await page.locator('dialog').getByRole('button', { name: '删除' }).click()
    await kept()
    expect((await copy()).files.map(({ path }) => path)).not.toContain('alerts/低价提醒.json')
    await page.getByRole('button', { name: '撤销' }).click()
    await kept()
    expect((await copy()).files.map(({ path }) => path)).toContain('alerts/低价提醒.json')
  })

  it('a business case is written step by step with choices, ordered from the keyboard, and runs as it was written', async () => {
    await make('scenario', '登记一个品牌', '品牌')
    const path = 'scenarios/登记一个品牌.json'
    await page.locator('.step .deed').first().click()
    await page.getByLabel('填写字段…').selectOption({ label: '名称' })
    await page.locator('.step-values').getByLabel('名称', { exact: true }).fill('晨光')
    await page.keyboard.press('Tab')
    await page.getByLabel('添加步骤…').last().selectOption({ label: '保存' })
    await page.getByLabel('哪种单据或资料').last().selectOption({ label: '品牌' })
    await page.getByLabel('填写字段…').selectOption({ label: '名称' })
    await page.locator('.step-values').getByLabel('名称', { exact: true }).fill('得力')
    await page.keyboard.press('Tab')
    await page.locator('.step .deed').last().focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByLabel('添加步骤…').last().selectOption({ label: '删除' })
    await page.getByLabel('哪一条').last().selectOption({ label: '品牌 得力' })
    await kept()
    const steps = (await read(path)).when as Loose[]
    expect(steps.map((step) => [step.do, step.values?.name ?? step.record])).toEqual([
      ['save', '得力'],
      ['save', '晨光'],
      ['delete', steps[0]!.keep],
    ])
    // A step whose record nothing before it makes says so.
    for (const by of ['ArrowUp', 'ArrowUp']) {
      await page.locator('.step .deed[aria-expanded=true]').focus()
      await page.keyboard.press(`Alt+${by}`)
    }
    await page.getByText('前面的步骤没有产生这条记录').waitFor()
    await page.getByRole('button', { name: '去掉步骤 1' }).click()

    await page.getByLabel('添加结果…').selectOption({ label: '单据或资料的内容' })
    await page.getByLabel('哪一条').last().selectOption({ label: '品牌 晨光' })
    await page.locator('.result').last().getByRole('button', { name: '去掉状态' }).click()
    await page.locator('.result').last().getByLabel('填写字段…').selectOption({ label: '名称' })
    await page.locator('.result').last().getByLabel('名称', { exact: true }).fill('晨光')
    await page.keyboard.press('Tab')
    await page.getByLabel(/每次发布前先跑一遍/).check()
    await kept()
    await shoot(page, 'designer-story')
    const differences = async () =>
      page.evaluate(async (base) => {
        const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }
        const { cases } = (await (await fetch(`${base}api/design/cases`, init)).json()) as {
          cases: { name: string; difference: unknown }[]
        }
        return cases.find(({ name }) => name === '登记一个品牌')?.difference
      }, server.base)
    expect(await differences()).toBeNull()
    await page.locator('.result').last().getByLabel('名称', { exact: true }).fill('别的')
    await page.keyboard.press('Tab')
    await kept()
    expect(await differences()).toContain('别的')
    await page.getByRole('button', { name: '删除', exact: true }).click()
    await page.locator('dialog').getByRole('button', { name: '删除' }).click()
    await kept()
  })

  it('a message of an alert is typed with fields as chips, and stored with their names', async () => {
    await open('alerts/low-stock.json')
    const message = page.getByRole('textbox', { name: '提醒内容' })
    expect(await message.inputValue()).not.toMatch(/[a-z]\.[a-z]/)
    await message.fill('')
    await page.keyboard.type('快没了：')
    await page.locator('.message').getByRole('button', { name: '插入字段' }).click()
    await page.locator('.message .help').getByRole('searchbox').fill('')
    const field = page.locator('.message .help .choice').first()
    const label = await field.innerText()
    await field.click()
    expect(await message.inputValue()).toBe(`快没了：｢${label}｣`)
    await page.keyboard.type('{nothing + 1}')
    await page.locator('.message .wrong').waitFor()
    for (let letter = 0; letter < '{nothing + 1}'.length; letter++) await page.keyboard.press('Backspace')
    await page.keyboard.press('Tab')
    await kept()
    expect((await read('alerts/low-stock.json')).message.zh).toMatch(/^快没了：\{[a-zA-Z.]+\}$/)
    expect((await read('alerts/low-stock.json')).message.en).not.toContain('快没了')
    await page.getByRole('button', { name: '撤销' }).click()
    await kept()
  })

  it('lists what would break before it is deleted', async () => {
    await open('dictionaries/payment-method.json')
    await page.getByRole('button', { name: '删除', exact: true }).click()
    await page.waitForSelector('dialog .uses li')
    expect(await page.locator('dialog .uses li').count()).toBeGreaterThan(0)
    await page.getByRole('button', { name: '取消' }).click()
    expect((await copy()).files.map(({ path }) => path)).toContain('dictionaries/payment-method.json')
  })
})

describe('menus and dashboards', () => {
  it('are ordered from the keyboard', async () => {
    await open('menu.json')
    const before = (await read('menu.json')).groups.map((group: Loose) => group.name)
    await page.locator('.element > .row > .title').first().focus()
    await page.keyboard.press('Alt+ArrowDown')
    await kept()
    expect((await read('menu.json')).groups.map((group: Loose) => group.name)).toEqual([before[1], before[0], ...before.slice(2)])

    await open('dashboards/owner.json')
    const tiles = (await read('dashboards/owner.json')).tiles as Loose[]
    await page.locator('.tile').first().focus()
    await page.keyboard.press('Alt+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await kept()
    const after = (await read('dashboards/owner.json')).tiles as Loose[]
    expect(after.map(({ name }) => name as string).slice(0, 2)).toEqual([tiles[1]!.name, tiles[0]!.name])
    expect(after[1]!.width).toBe((tiles[0]!.width ?? 4) + 1)
    await shoot(page, 'designer-dashboard')
  })
})

describe('postings', () => {
  it('are said in sentences, tried on a real document, and refused in words when they cannot balance', async () => {
    await open('purchase-receipt/posting.json')
    expect(await page.locator('.picture').innerText()).toContain('「采购入库单」过账时，会这样记账')
    await page.waitForSelector('.written tbody tr')
    expect(await page.locator('.written').innerText()).toContain('库存')
    await page.locator('.element > .row > .title').first().click()
    await page.getByLabel('去掉来源').click()
    await page.waitForSelector('.entry.wrong')
    expect(await page.locator('.entry.wrong').innerText()).toContain('账不平')
    await page.waitForSelector('.example .refusal')
    await shoot(page, 'designer-posting')
    await page.getByRole('button', { name: '撤销' }).click()
    await page.waitForSelector('.entry.wrong', { state: 'detached' })
    await kept()
  })
})

describe('print templates', () => {
  it('show the paper with a real record while they are changed', async () => {
    await open('sales-order/print.json')
    await page.waitForSelector('.paper')
    expect(await page.locator('.paper').first().innerText()).toContain('销售订单')
    await page.locator('.element > .row > .title').first().click()
    await page.getByLabel('文字', { exact: true }).fill('我们的订单')
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => document.querySelector('.paper')?.textContent?.includes('我们的订单') === true)
    await shoot(page, 'designer-print')
  })

  it('stand on a paper chosen by its picture, page by page, and are calibrated for forms that are printed already', async () => {
    await open('sales-order/print.json')
    await page.locator('[data-paper=continuous-241x93]').click()
    await page.waitForFunction(() => document.querySelectorAll('.papers > .paper').length > 1)
    expect(await page.getByRole('region', { name: '打印出来的样子' }).innerText()).toMatch(/第 1 页 \/ 共 \d+ 页[\s\S]*第 2 页/)
    await page.getByText('校准（套打预印单据）').click()
    await page.getByLabel('向右移（毫米）').fill('2.5')
    await page.keyboard.press('Tab')
    await page.getByLabel('向下移（毫米）').fill('99')
    await page.keyboard.press('Tab')
    await page.locator('.calibration [role=alert]').waitFor()
    await page.getByLabel('向下移（毫米）').fill('-1')
    await page.keyboard.press('Tab')
    await kept()
    expect((await read('sales-order/print.json')).page).toEqual({ size: 'continuous-241x93', shiftRight: 25, shiftDown: -10 })
    await page.waitForFunction(() => document.querySelector<HTMLElement>('.moved')?.style.transform === 'translate(2.5mm, -1mm)')
    const [sheet] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载校准页' }).click()])
    expect(sheet.suggestedFilename()).toBe('打印校准页.pdf')
    await shoot(page, 'designer-calibration')
  })
})

describe('a report', () => {
  it('gets a choice for its readers, is spread across, and drawn by picture, on real data', async () => {
    await open('reports/sales-summary.json', 'report')
    await page.locator('.preview tbody tr').first().waitFor({ timeout: 60_000 })
    await page.getByLabel('加一个筛选条件…').selectOption({ label: '销售出库单 › 发货仓库' })
    await kept()
    const asked = await read('reports/sales-summary.json')
    expect(asked.parameters.at(-1)).toMatchObject({ name: 'warehouse', type: 'reference', entity: 'warehouse' })
    expect(asked.filter).toContain('warehouse = parameter.warehouse')
    await page.getByLabel('添加分组…').selectOption({ label: '销售出库单 › 发货仓库' })
    await page.getByLabel('横着展开（交叉表）').selectOption({ label: '销售出库单 › 发货仓库' })
    await kept()
    expect((await read('reports/sales-summary.json')).pivot.columns).toHaveLength(1)
    await page.locator('.preview th', { hasText: '中心仓' }).first().waitFor({ timeout: 30_000 })
    await page.locator('[data-chart=pie]').click()
    await page.locator('.preview canvas').first().waitFor()
    await shoot(page, 'designer-report')
    for (let step = 0; step < 4; step++) await page.getByRole('button', { name: '撤销' }).click()
    await kept()
    expect((await read('reports/sales-summary.json')).pivot).toBeUndefined()
  })
})

describe('rights', () => {
  it('are a matrix; what it opens for whom is told before a publish', async () => {
    await open('roles.json', 'roles')
    await page.locator('.bar select').first().selectOption({ label: '采购' })
    await page.getByLabel('客户 查看', { exact: true }).check()
    await kept()
    await page.getByRole('button', { name: '看看影响' }).click()
    await page.waitForSelector('.impact .person')
    const told = await page.locator('.impact').innerText()
    expect(told).toContain('李娜')
    expect(told).toMatch(/客户[\s\S]*可以：查看[\s\S]*可见记录 0 → \d+/)
    await shoot(page, 'designer-roles')
  })

  it('are seen through the eyes of somebody: to look and not to touch', async () => {
    const people = await page.evaluate(
      async (base) => (await (await fetch(`${base}api/design/people`)).json()) as { people: { id: string; name: string }[] },
      server.base,
    )
    const buyer = people.people.find(({ name }) => name === '李娜')!
    const other = await desk.context.newPage()
    await other.goto(`${server.base}?look-as=${buyer.id}`)
    await other.waitForSelector('.look-as')
    expect(await other.locator('.look-as').innerText()).toContain('李娜')
    const answers = await other.evaluate(
      async ([base, id]) => {
        const headers = { 'formwork-look-as': id!, 'content-type': 'application/json' }
        const session = (await (await fetch(`${base}api/session`, { headers })).json()) as { person: { name: string } }
        const write = await fetch(`${base}api/commands/save`, { method: 'POST', headers, body: '{}' })
        return [session.person.name, write.status]
      },
      [server.base, buyer.id],
    )
    expect(answers).toEqual(['李娜', 403])
    await other.close()
  })
})

describe('a workbook', () => {
  it('becomes an object after it was looked over', async () => {
    const sheet = utils.aoa_to_sheet([
      ['单号', '日期', '品名', '数量', '单价', '金额'],
      ['S1', '2026-01-02', '茶', 2, 1.25, 2.5],
      ['S1', '2026-01-02', '米', 3, 4, 12],
      ['S2', '2026-01-03', '茶', 1, 1.25, 1.25],
    ])
    for (const row of [2, 3, 4]) sheet[`F${row}`] = { t: 'n', v: 0, f: `D${row}*E${row}` }
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, '送货单')
    const buffer = Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
    await page.getByRole('button', { name: '+ 新建…' }).click()
    await page.getByRole('button', { name: /从 Excel 建立/ }).click()
    const choose = page.getByLabel('选择 Excel 文件')
    await choose.setInputFiles({ name: 'x.xlsx', mimeType: 'application/zip', buffer: Buffer.from([0x50, 0x4b, 3, 4, 9, 9]) })
    await page.waitForSelector('dialog .refusal')
    await choose.setInputFiles({ name: 'book.xlsx', mimeType: 'application/zip', buffer })
    await page.waitForSelector('.columns tbody tr')
    expect(await page.locator('dialog').innerText()).toContain('「数量」 × 「单价」')
    await shoot(page, 'designer-excel')
    await page.getByRole('button', { name: '按这样建立' }).click()
    await kept()
    const entity = await read('送货单/entity.json')
    expect([entity.nature, entity.fields.map((field: Loose) => field.type)]).toEqual(['document', ['text', 'date', 'lines']])
    await page.waitForFunction(() => !document.body.innerText.includes('正在检查'))
    await page.getByRole('button', { name: /^问题/ }).click()
    expect(await page.locator('.lower .mark.error').count()).toBe(0)
  })

  it('a sheet as people make them is understood, said in words, and its tables become objects one by one', async () => {
    const sheet = utils.aoa_to_sheet([
      ['一月试吃登记'],
      ['品名', '重量', '费用', null, '备注'],
      [null, null, '预计', '实际', null],
      ['茶', '1.5 kg', '¥1,200', 20, null],
      ['米', '2 kg', '¥80', '待定', null],
      ['合计', null, null, 1300, null],
      [],
      ['试吃地点'],
      ['名称', '城市'],
      ['一号点', '上海'],
      ['二号点', '北京'],
    ])
    sheet['!merges'] = ['A1:E1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:E3'].map((range) => utils.decode_range(range))
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet, 'Sheet1')
    const buffer = Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
    await page.getByRole('button', { name: '+ 新建…' }).click()
    await page.getByRole('button', { name: /从 Excel 建立/ }).click()
    await page.getByLabel('选择 Excel 文件').setInputFiles({ name: 'book.xlsx', mimeType: 'application/zip', buffer })
    await page.waitForSelector('.columns tbody tr')
    const said = await page.locator('dialog').innerText()
    for (const words of ['找到 2 张表', '列名在第 2 至 3 行', '不算 1 行合计', '费用 预计', '按它的意思理解', '没有内容']) {
      expect(said).toContain(words)
    }
    expect(await page.getByLabel('类型 重量').inputValue()).toBe('number')
    await shoot(page, 'designer-excel-messy')
    await page.getByRole('button', { name: '按这样建立' }).click()
    await page.locator('dialog', { hasText: '已建立：一月试吃登记' }).waitFor()
    await page.getByRole('button', { name: '按这样建立' }).click()
    await page.locator('dialog .columns').waitFor({ state: 'detached' })
    await kept()
    const [first, second] = [await read('一月试吃登记/entity.json'), await read('试吃地点/entity.json')]
    expect(first.fields.map((field: Loose) => field.type)).toEqual(['text', 'number', 'money', 'money'])
    expect(second.fields.map((field: Loose) => field.label)).toEqual(['名称', '城市'])
  })
})

describe('everybody', () => {
  it('can use these pages: no violation of accessibility, no trouble, on a desk and on a phone', async () => {
    const phone = await openDesk(browser, PHONE)
    await signIn(phone.page, server.base, '管理员')
    const pages: [string, string][] = [
      ['alerts/low-stock.json', 'define'],
      ['purchase-receipt/posting.json', 'define'],
      ['dashboards/owner.json', 'define'],
      ['sales-order/print.json', 'define'],
      ['menu.json', 'define'],
      ['roles.json', 'roles'],
    ]
    for (const [path, view] of pages) {
      for (const on of [page, phone.page]) {
        await open(path, view, on)
        await on.waitForTimeout(800)
        await on.evaluate(axe.source)
        const found = await on.evaluate(async () => {
          const run = (window as unknown as { axe: typeof axe }).axe.run
          const { violations } = await run(document, { runOnly: ['wcag2a', 'wcag2aa'] })
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)}`)
        })
        expect([path, found]).toEqual([path, []])
      }
      const width = await phone.page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, width]).toEqual([path, 390])
      await shoot(phone.page, `designer-phone-${path.replaceAll('/', '-')}`)
    }
    expect([...desk.troubles, ...phone.troubles]).toEqual([])
  })
})
