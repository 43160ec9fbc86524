import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, shoot, signIn, type Desk } from './support/workbench.ts'

let server: DemoServer
let browser: Browser
let designer: Desk
let page: Page

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launch()
  designer = await openDesk(browser)
  page = designer.page
  page.setDefaultTimeout(60_000)
  await signIn(page, server.base, '管理员')
  await page.goto(`${server.base}designer`)
  await page.locator('[data-path="product/entity.json"]').click()
  await page.waitForSelector('[data-field=code]')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Everything that was done is kept on the server. */
async function kept(): Promise<void> {
  await page.waitForSelector('.state.saved')
}

/** The working copy as the server has it. */
function copy(): Promise<{ release: number; files: { path: string; text: string }[]; changes: { path: string }[] }> {
  return page.evaluate(async (base) => (await (await fetch(`${base}api/design`)).json()) as never, server.base)
}

async function addText(label: string): Promise<void> {
  await page.locator('.palette [data-type=text]').click()
  await page.getByLabel('字段名称').fill(label)
  await page.getByRole('button', { name: '添加', exact: true }).click()
  await page.waitForSelector(`[data-field=${label}]`)
}

describe('a designer who has never programmed', () => {
  it('opens and saves nothing: not a byte differs', async () => {
    expect((await copy()).changes).toEqual([])
    await shoot(page, 'designer-entity')
  })

  it('adds 品牌 to 商品 with the palette; it stands in the form', async () => {
    await page.locator('[data-field=specification]').click()
    await addText('品牌')
    await kept()
    const order = await page.locator('.columns [data-field]').evaluateAll((cards) => cards.map((card) => card.getAttribute('data-field')))
    expect(order.indexOf('品牌')).toBe(order.indexOf('specification') + 1)
    const { changes, release } = await copy()
    expect(release).toBe(1)
    expect(changes.map((change) => change.path)).toEqual(['product/entity.json', 'product/form.json'])
  })

  it('changes it in the panel and moves it with the keyboard', async () => {
    await page.locator('[data-property=maximumLength] input').fill('40')
    await page.locator('[data-property=maximumLength] input').press('Tab')
    await page.locator('[data-field=品牌]').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await kept()
    const texts = new Map((await copy()).files.map(({ path, text }) => [path, text]))
    expect(texts.get('product/entity.json')).toContain('{ "name": "品牌", "label": "品牌", "type": "text", "maximumLength": 40 }')
    expect(texts.get('product/form.json')!.indexOf('"category"')).toBeLessThan(texts.get('product/form.json')!.indexOf('"品牌"'))
    await shoot(page, 'designer-field')
  })

  it('finds what was used lately in the palette, and every field in the outline', async () => {
    expect(await page.locator('.palette [data-recent]').evaluateAll((all) => all.map((each) => each.getAttribute('data-recent')))).toEqual([
      'text',
    ])
    await page.getByRole('button', { name: '大纲' }).click()
    await page.locator('[data-outline=salePrice]').click()
    expect(await page.locator('[data-property=label] input').inputValue()).toBe('参考售价')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-field'))).toBe('salePrice')
    await page.locator('[data-outline=品牌]').click()
    await page.getByRole('button', { name: '大纲' }).click()
  })

  it('takes everything back and does it again, to the same bytes', async () => {
    const after = await copy()
    for (let step = 0; step < 3; step++) await page.getByRole('button', { name: '撤销', exact: true }).click()
    await kept()
    expect((await copy()).changes).toEqual([])
    for (let step = 0; step < 3; step++) await page.getByRole('button', { name: '恢复', exact: true }).click()
    await kept()
    expect((await copy()).files).toEqual(after.files)
  })

  it('lists the uses of a field before it goes, and lets it stay', async () => {
    await page.locator('[data-field=salePrice]').click()
    await page.locator('.panel').getByRole('button', { name: '删除', exact: true }).click()
    await page.waitForSelector('dialog[open] .uses')
    await page.locator('dialog[open]').getByRole('button', { name: '取消' }).click()
    expect(await page.locator('[data-field=salePrice]').count()).toBe(1)
  })

  it('is told in words what a formula gets wrong, and nothing is published with it', async () => {
    await page.locator('[data-field=品牌]').click()
    const formula = page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea')
    await formula.fill('nothing + 1')
    await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) .wrong').waitFor()
    expect(
      await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) .wrong').innerText(),
    ).toContain('nothing')
    await formula.fill('')
    await formula.press('Tab')
    await kept()
  })

  it('writes a formula in labels: chips, what may follow, an input method, undo, and pasting', async () => {
    await page.locator('[data-field=品牌]').click()
    const formula = page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea')
    const text = () => formula.inputValue()
    await formula.click()
    await page.keyboard.type('参考进')
    await page.getByRole('listbox').getByRole('option', { name: '参考进价', exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await text()).toBe('｢参考进价｣')
    expect(
      await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) .drawn .chip').innerText(),
    ).toContain('参考进价')
    await page.keyboard.press('Backspace')
    expect(await text()).toBe('')
    await page.keyboard.press('Control+z')
    expect(await text()).toBe('｢参考进价｣')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => formula.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(0)
    await page.keyboard.press('End')
    await page.keyboard.type(' + ')
    // An input method writes letters first, then what they stand for.
    const client = await designer.context.newCDPSession(page)
    await client.send('Input.imeSetComposition', { text: 'ming', selectionStart: 4, selectionEnd: 4 })
    await client.send('Input.insertText', { text: '名称' })
    expect(await text()).toBe('｢参考进价｣ + 名称')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+x')
    expect(await text()).toBe('')
    await page.keyboard.press('Control+v')
    expect(await text()).toBe('｢参考进价｣ + ｢名称｣')
    await page.keyboard.type(' * nothing')
    await page
      .locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) li', { hasText: 'nothing' })
      .getByRole('button', { name: '显示出错的位置' })
      .click()
    expect(await formula.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))).toBe('nothing')
    expect(
      await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) .drawn .mistake').allInnerTexts(),
    ).toContain('nothing')
    await shoot(page, 'designer-formula')
    await formula.fill('参考进价 × 2')
    await formula.press('Tab')
    await kept()
    expect(await text()).toBe('｢参考进价｣ * 2')
    expect((await copy()).files.find(({ path }) => path === 'product/entity.json')?.text).toContain('"=purchasePrice * 2"')
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await kept()
    expect(await text()).toBe('')
  })

  it('is told of a circle of formulas, by the names of its fields, and cannot publish it', async () => {
    for (const label of ['甲数', '乙数']) {
      await page.locator('.palette [data-type=number]').click()
      await page.getByLabel('字段名称').fill(label)
      await page.getByRole('button', { name: '添加', exact: true }).click()
      await page.waitForSelector(`[data-field=${label}]`)
    }
    for (const [field, formula] of [
      ['甲数', '乙数 + 1'],
      ['乙数', '甲数 + 1'],
    ] as const) {
      await page.locator(`[data-field=${field}]`).click()
      await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea').fill(formula)
      await page.locator('[data-property=formula]:not([data-property=whenFilled] [data-property=formula]) textarea').press('Tab')
    }
    await page.locator('.tab.wrong').waitFor()
    await page.locator('.tab.wrong').click()
    // The check of what was typed before may still be what is shown.
    await expect.poll(() => page.locator('.lower .list').innerText(), { timeout: 60_000 }).toMatch(/甲数[\s\S]*乙数/)
    await shoot(page, 'designer-cycle')
    await page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.locator('.error').first().waitFor()
    await dialog.getByLabel('发布说明').fill('循环')
    expect(await dialog.getByRole('button', { name: '发布', exact: true }).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: '取消' }).click()
    for (let step = 0; step < 4; step++) await page.getByRole('button', { name: '撤销', exact: true }).click()
    await page.locator('.tab.wrong').waitFor({ state: 'detached' })
    await kept()
    await page.getByRole('button', { name: /^问题/ }).click()
  })

  it('sees samples of what would not convert before a text becomes a number', async () => {
    await page.locator('[data-field=specification]').click()
    await page.locator('.panel label.type select').selectOption('number')
    await page.locator('dialog[open] .uses').waitFor()
    await page.locator('dialog[open]').getByRole('button', { name: '继续' }).click()
    await kept()
    await page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByText(/个不能转换/).waitFor()
    expect(await dialog.innerText()).toMatch(/规格[\s\S]*不能转换[\s\S]*例如：/)
    await shoot(page, 'designer-retype')
    await dialog.getByRole('button', { name: '取消' }).click()
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await kept()
    expect((await copy()).changes.map((change) => change.path)).toEqual(['product/entity.json', 'product/form.json'])
  })

  it('refuses hostile JSON with nothing lost', async () => {
    const before = await copy()
    await page.getByRole('tab', { name: 'JSON' }).click()
    const text = page.locator('.json textarea')
    const good = await text.inputValue()
    for (const bad of [
      '{ "kind": "entity"',
      good.replace('"kind"', '"__proto__": {}, "kind"'),
      good.replace('"nature": "master"', '"nature": "monster"'),
      `${'['.repeat(5000)}`,
    ]) {
      await text.fill(bad)
      await page.getByRole('button', { name: '应用' }).click()
      await page.locator('.findings li').first().waitFor()
      expect(await text.inputValue()).toBe(bad)
      expect((await copy()).files).toEqual(before.files)
      await page.getByRole('button', { name: '放弃改动' }).click()
    }
    expect(await text.inputValue()).toBe(good)
    await page.getByRole('tab', { name: '表单' }).click()
  })

  it('shows the form before it is published, as a chosen person, on a desk and on a phone', async () => {
    await page.getByRole('tab', { name: '预览' }).click()
    await page.getByLabel('以谁的身份').selectOption({ label: '李娜' })
    for (const device of ['电脑', '手机']) {
      await page.locator(`iframe[title=${device}][data-shown=true]`).waitFor({ timeout: 60_000 })
      const form = page.frameLocator(`iframe[title=${device}]`)
      await form.locator('#field-品牌').fill('晨光')
      expect(await form.locator('article.sheet').innerText()).toContain('商品')
    }
    await shoot(page, 'designer-preview')
    expect((await copy()).release).toBe(1)
    await page.getByRole('tab', { name: '表单' }).click()
  })

  it('publishes after check, words and preview; another person uses the field', async () => {
    await page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByText('检查通过').waitFor()
    expect(await dialog.locator('.changes').innerText()).toContain('新增字段「品牌」')
    await shoot(page, 'designer-publish')
    await dialog.getByLabel('发布说明').fill('商品加品牌')
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByText('已发布第 2 版').waitFor()
    expect((await copy()).release).toBe(2)

    const buyer = await openDesk(browser)
    await signIn(buyer.page, server.base, '李娜')
    await buyer.page.goto(`${server.base}record/product/new`)
    await buyer.page.locator('#field-品牌').fill('晨光')
    expect(await buyer.page.locator('#field-品牌').inputValue()).toBe('晨光')
    await shoot(buyer.page, 'designer-used')
    expect(buyer.troubles).toEqual([])
    await buyer.context.close()
  })

  it('is told when somebody has published meanwhile', async () => {
    await page.locator('[data-field=品牌]').click()
    await page.locator('[data-property=label] input').fill('牌子')
    await page.locator('[data-property=label] input').press('Tab')
    await kept()
    await page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = page.locator('dialog[open]')
    await dialog.getByText('检查通过').waitFor()
    await dialog.getByLabel('发布说明').fill('改名')
    const other = await page.evaluate(async (base) => {
      const body = JSON.stringify({ restore: 1, release: 2, comment: '恢复' })
      return (await fetch(`${base}api/commands/restore-release`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }))
        .status
    }, server.base)
    expect(other).toBe(200)
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    expect(await dialog.getByRole('alert').innerText()).toContain('已发布第 3 版')
    await dialog.getByRole('button', { name: '取消' }).click()
    expect((await copy()).files.find((file) => file.path === 'product/entity.json')!.text).toContain('牌子')
  })

  it('had no trouble on the way', () => {
    expect(designer.troubles).toEqual([])
  })
})
