import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from './support/running-server.ts'
import { launch, openDesk, PHONE, shoot, signIn, type Desk } from './support/workbench.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PROCESS = 'purchase-order/process.json'
const DIAGRAM = 'purchase-order/process.bpmn'

let server: DemoServer
let browser: Browser
let designer: Desk
let page: Page

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launch()
  designer = await openDesk(browser)
  page = designer.page
  page.setDefaultTimeout(20_000)
  await signIn(page, server.base, '管理员')
  await open(page)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function open(on: Page): Promise<void> {
  await on.goto(`${server.base}designer#${encodeURIComponent(`${PROCESS}|process`)}`)
  await on.reload()
  await on.locator('[data-view=drive]').waitFor()
}

/** Puts text over the working copy's, as another designer would. */
function saveElsewhere(path: string, from: string, to: string): Promise<number> {
  return page.evaluate(
    async ([base, file, before, after]) => {
      type Copy = { release: number; files: { path: string; text: string }[]; changes: { path: string; revision: number }[] }
      const copy = (await (await fetch(`${base}api/design`)).json()) as Copy
      const known = copy.files.find((each) => each.path === file)!.text
      const revision = copy.changes.find((change) => change.path === file)?.revision ?? 0
      const body = JSON.stringify({ release: copy.release, files: [{ path: file, text: known.replace(before, after), revision }] })
      const headers = { 'Content-Type': 'application/json' }
      return (await fetch(`${base}api/commands/save-definitions`, { method: 'POST', headers, body })).status
    },
    [server.base, path, from, to] as const,
  )
}

function textOf(path: string): Promise<string> {
  return page.evaluate(
    async ([base, file]) => {
      const copy = (await (await fetch(`${base}api/design`)).json()) as { files: { path: string; text: string }[] }
      return copy.files.find((each) => each.path === file)?.text ?? ''
    },
    [server.base, path] as const,
  )
}

async function violations(on: Page): Promise<string[]> {
  await on.waitForLoadState('networkidle')
  await on.evaluate(axe)
  const results = await on.evaluate(() =>
    (window as unknown as { axe: { run(options: unknown): Promise<unknown> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    }),
  )
  return (results as AxeResults).violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target }) => `${id}: ${target.join(' ')}`))
}

const steps = () => page.locator('.scrubber .step').allInnerTexts()
const situation = () => page.locator('.situation').innerText()

describe('test drive', () => {
  it('takes a copy of a record through every step, and says who gets it, why and by which rule', async () => {
    await page.locator('[data-view=drive]').click()
    await page.locator('[data-begin]:not([disabled])').click()
    await page.locator('[data-seat]').first().waitFor({ timeout: 60_000 })
    expect(await situation()).toContain('王强')
    expect(await situation()).toContain('您是“采购部”的负责人')
    expect(await situation()).toContain('规则')
    await shoot(page, 'designer-trial')
    expect(await violations(page)).toEqual([])
  })

  it('decides as each person; a refused act is told; the scrubber goes back and forth by keyboard', async () => {
    await page.locator('[data-verb=reject]').first().click()
    await page.locator('.situation [role=alert]').waitFor({ timeout: 30_000 })
    expect(await steps()).toHaveLength(2)
    await page.getByRole('button', { name: '去掉最后一步' }).click()
    await page.waitForFunction(() => document.querySelectorAll('.scrubber .step').length === 1)
    await page.locator('[data-verb=approve]').first().click()
    await page.waitForFunction(() => document.querySelectorAll('.scrubber .step').length === 2)
    await page.locator('[data-scrubber]').focus()
    await page.keyboard.press('ArrowLeft')
    await page.locator('[data-seat=manager]').waitFor()
    expect(await page.locator('[data-verb]').count()).toBe(0)
    await page.keyboard.press('ArrowRight')
    await page.getByText('已经过的步骤').waitFor()
    expect(await situation()).toContain('已同意')
  })

  it('is kept as a case, which every publish runs', async () => {
    await page.getByRole('button', { name: '存为检查用例' }).click()
    await page.locator('[data-case-name]').fill('主管同意即可')
    await page.getByRole('dialog').getByRole('button', { name: '存为检查用例' }).click()
    await page.waitForSelector('.state.saved')
    const saved = JSON.parse(await textOf('purchase-order/scenarios/主管同意即可.json')) as { onPublish: boolean; when: unknown[] }
    expect(saved).toMatchObject({ kind: 'scenario', onPublish: true })
    expect(saved.when).toHaveLength(2)
    await page.getByRole('button', { name: '运行全部用例' }).click()
    await page.getByText('1 个用例全部通过').waitFor({ timeout: 60_000 })
    expect(await saveElsewhere(PROCESS, '"=leader(record.department)"', '"=role(\\"boss\\")"')).toBe(200)
    await page.getByRole('button', { name: '运行全部用例' }).click()
    await page.getByText('用例“主管同意即可”').waitFor({ timeout: 60_000 })
    const refused = await page.evaluate(async (base) => {
      const { release, revision } = (await (await fetch(`${base}api/design`)).json()) as { release: number; revision: number }
      const init = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ release, revision, comment: 'x' }),
      }
      return (await (await fetch(`${base}api/commands/publish`, init)).json()) as { code: string; message: string }
    }, server.base)
    expect(refused.code).toBe('case-failed')
    expect(refused.message).toContain('主管同意即可')
  }, 120_000)
})

describe('rehearsal', () => {
  it('says in words what past records would have come to', async () => {
    await page.locator('[data-view=rehearsal]').click()
    await page.locator('[data-rehearse]').click()
    await page.locator('.rehearsal .differences li').first().waitFor({ timeout: 60_000 })
    const told = await page.locator('.rehearsal').innerText()
    expect(told).toMatch(/“部门主管”改由陈建国处理（当时是王强）/)
    expect(told).toMatch(/能逐条重现 (\d+) \/ \1 张/)
    await shoot(page, 'designer-rehearsal')
    expect(await violations(page)).toEqual([])
    expect(await saveElsewhere(PROCESS, '"=role(\\"boss\\")"', '"=leader(record.department)"')).toBe(200)
  })
})

describe('new processes', () => {
  const start = async (isImport: boolean): Promise<void> => {
    await page.locator('[data-new-process]').click()
    if (isImport) await page.locator('[data-import]').check()
  }

  it('begin with one step that can be driven', async () => {
    await start(false)
    await page.locator('[data-process-name]').fill('盘点复核')
    await page.locator('[data-process-entity]').selectOption({ index: 1 })
    await shoot(page, 'designer-new-process')
    await page.locator('[data-make]').click()
    await page.locator('[data-tree]').waitFor()
    expect(await page.locator('[data-tree]').innerText()).toContain('部门负责人审批')
    await page.waitForSelector('.state.saved')
    expect(await textOf('processes/盘点复核.bpmn')).toContain('name="盘点复核"')
  })

  const bpmn = (body: string): string =>
    `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d"><process id="P" isExecutable="true">${body}</process></definitions>`
  const flow = (id: string, from: string, to: string): string => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`

  it.each([
    ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a "b">]><definitions/>', 'DOCTYPE'],
    ['no XML', 'hello', '解析'],
    ['a flow to nowhere', bpmn(`<startEvent id="s"/>${flow('f', 's', 'gone')}`), 'gone'],
    ['one id twice', bpmn('<startEvent id="twice"/><task id="twice"/>'), 'twice'],
    ['an unknown element', bpmn('<startEvent id="s"/><warpTask id="w"/>'), 'warpTask'],
  ])('%s is refused in words', async (_what, text, said) => {
    await start(true)
    await page.locator('[data-process-text]').fill(text)
    await page.getByRole('button', { name: '检查' }).click()
    const refusal = page.getByRole('dialog').getByRole('alert')
    await refusal.waitFor()
    expect(await refusal.innerText()).toContain(said)
    expect(await page.locator('[data-make]').isDisabled()).toBe(true)
    await page.getByRole('button', { name: '取消' }).click()
  })

  it('a file of 5 MB is refused before it is read, one of another tool is taken', async () => {
    await start(true)
    await page
      .locator('[data-process-file]')
      .setInputFiles({ name: 'big.bpmn', mimeType: 'text/xml', buffer: Buffer.alloc(5_000_001, 'x') })
    await page.getByText('5.0 MB').waitFor()
    const text = bpmn(`<startEvent id="s"/><userTask id="check" name="Check" camunda:candidateGroups="finance"/><endEvent id="e"/>${flow('a', 's', 'check')}${flow('b', 'check', 'e')}`) // prettier-ignore
    await page.locator('[data-process-file]').setInputFiles({ name: '外来流程.bpmn', mimeType: 'text/xml', buffer: Buffer.from(text) })
    await page.getByText('可以导入').waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('[data-make]').click()
    await page.locator('[data-tree]').waitFor()
    expect(await page.locator('[data-tree]').innerText()).toContain('Check')
    expect(await page.locator('[data-tree]').innerText()).toContain('财务')
    await page.waitForSelector('.state.saved')
  })

  it('the diagram offers what the engine runs', async () => {
    await page.locator('[data-view=diagram]').click()
    await page.locator('.djs-palette .entry').first().waitFor()
    const tools = await page.locator('.djs-palette .entry').evaluateAll((all) => all.map((each) => each.getAttribute('data-action')))
    expect(tools).toContain('create.task')
    for (const tool of ['create.data-object', 'create.data-store', 'create.participant-expanded']) expect(tools).not.toContain(tool)
    await shoot(page, 'designer-diagram')
  })
})

describe('on a phone', () => {
  it('a test drive fits 390 px, and can be used by everybody', async () => {
    const phone = await openDesk(browser, PHONE)
    await signIn(phone.page, server.base, '管理员')
    await open(phone.page)
    await phone.page.locator('[data-view=drive]').click()
    await phone.page.locator('[data-begin]:not([disabled])').click()
    await phone.page.locator('[data-seat]').first().waitFor({ timeout: 60_000 })
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await violations(phone.page)).toEqual([])
    await shoot(phone.page, 'phone-designer-trial')
    expect(phone.troubles).toEqual([])
  })
})

describe('formulas of a process', () => {
  it('are checked while they are typed, where they are typed, in words: conditions of ways, and who decides', async () => {
    await open(page)
    const wrong = page.locator('.formula .wrong')
    await page.locator('[data-branch]').first().click()
    await page.getByRole('button', { name: '用公式写' }).click()
    const condition = page.getByRole('textbox', { name: '条件公式' })
    await condition.fill('record.total + 1')
    await wrong.filter({ hasText: '此处应为 是否' }).waitFor()
    await condition.fill('record.total > "a"')
    await wrong.filter({ hasText: '文本' }).getByRole('button', { name: '显示出错的位置' }).waitFor()
    expect(await page.locator('.formula .mistake').count()).toBeGreaterThan(0)
    await shoot(page, 'designer-branch-formula')
    await condition.fill('record.total > 100000')
    await page.locator('.formula .right').waitFor()
    await condition.press('Tab')
    await expect.poll(() => textOf(DIAGRAM), { timeout: 20_000 }).toMatch(/record\.total (?:>|&gt;) 100000/)
    await page.locator('[data-step=manager]').click()
    await page.getByLabel('审批人来源').selectOption({ label: '公式' })
    await page.locator('.formula textarea').fill('initiator.name + 1')
    await wrong.filter({ hasText: '无法计算' }).waitFor()
    await page.locator('.formula textarea').fill('initiator')
    await page.locator('.formula .right').waitFor()
    await page.locator('.formula textarea').press('Tab')
    const undo = page.getByRole('button', { name: '撤销', exact: true })
    while (await undo.isEnabled()) await undo.click()
    await page.waitForSelector('.state.saved')
  })
})

describe('a step', () => {
  it('is seen before it is published as whoever sits there: what it opens can be changed, nothing else', async () => {
    await page.goto(`${server.base}designer#${encodeURIComponent('purchase-order/entity.json|preview')}`)
    await page.reload()
    await page.getByLabel('以谁的身份').selectOption({ label: '王强' })
    await page.getByLabel('走到哪一步').selectOption({ label: '部门主管' })
    await page.locator('iframe[title=电脑][data-shown=true]').waitFor({ timeout: 60_000 })
    const form = page.frameLocator('iframe[title=电脑]')
    await form.locator('#field-promisedDate').waitFor({ timeout: 60_000 })
    expect(await form.locator('article.sheet input').count()).toBe(1)
    expect(await form.locator('article.sheet').innerText()).toContain('这一步可以修改')
    await shoot(page, 'designer-preview-step')
  })
})

describe('what stands in the diagram alone', () => {
  it('an event, its condition is changed in the panel and checked while it is typed', async () => {
    const flow = 'sourceRef="initiator" targetRef="manager" />'
    const waiting =
      'sourceRef="initiator" targetRef="until" /><bpmn:sequenceFlow id="on" sourceRef="until" targetRef="manager" />' +
      '<bpmn:intermediateCatchEvent id="until" name="等到"><bpmn:conditionalEventDefinition id="until-when">' +
      '<bpmn:condition xsi:type="bpmn:tFormalExpression">=record.total &gt; 0</bpmn:condition>' +
      '</bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>'
    expect(await saveElsewhere(DIAGRAM, flow, waiting)).toBe(200)
    await open(page)
    await page.locator('[data-step=until]').click()
    const condition = page.locator('[data-formula=condition] textarea')
    await condition.fill('record.nothing > 1')
    await page.locator('[data-in-diagram] .wrong').waitFor()
    await condition.fill('record.total > 4321')
    await page.locator('[data-in-diagram] .right').waitFor()
    await condition.press('Tab')
    await expect.poll(() => textOf(DIAGRAM), { timeout: 20_000 }).toMatch(/record\.total (?:>|&gt;) 4321/)
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await page.waitForSelector('.state.saved')
    expect(await saveElsewhere(DIAGRAM, waiting, flow)).toBe(200)
  })
})

describe('two designers on one process', () => {
  it('what both did to different steps is laid together, also in the diagram', async () => {
    await open(page)
    await page.locator('[data-step=manager]').waitFor()
    expect(await saveElsewhere(DIAGRAM, 'id="finance" name="', 'id="finance" name="两人 ')).toBe(200)
    await page.locator('.plus').first().click()
    await page.locator('[data-kind=handle]').click()
    await page.waitForTimeout(1500)
    await page.waitForSelector('.state.saved')
    const text = await textOf(DIAGRAM)
    expect(text).toContain('两人 ')
    expect(text.match(/<bpmn:userTask /g)).toHaveLength(4)
    expect(await page.locator('.conflict').count()).toBe(0)
    expect(designer.troubles).toEqual([])
  })
})
