import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readTemplateFolder } from '../host/read-template-folder.ts'
import { findQuery, runQuery } from '../host/run-query.ts'
import { SandboxMoulds, type CastSandbox } from '../host/sandbox/sandbox-moulds.ts'

interface Entry {
  readonly list?: string
  readonly report?: string
}

interface Told {
  readonly reports: readonly { name: string }[]
  readonly menu: { groups: { items: Entry[] }[] }
  readonly further: { items: Entry[] }[]
  readonly dashboards: readonly { tiles: { report?: string }[] }[]
}

const registry = createServerRegistry()
let moulds: SandboxMoulds
let files: Awaited<ReturnType<typeof readTemplateFolder>>
let sandbox: CastSandbox

beforeAll(async () => {
  files = await readTemplateFolder(new URL('../../templates/jxc', import.meta.url).pathname)
  moulds = new SandboxMoulds(loadDefinitions(files, registry, { release: 1, isChecked: true }).model!, { registry, isChecked: true })
  sandbox = await moulds.open('offered', 'company')
}, 60_000)

afterAll(async () => {
  await sandbox.close()
  await moulds.close()
})

async function told(login: string): Promise<Told> {
  const person = await sandbox.runner.findPerson(login)
  return (await runQuery(sandbox.runner.workspace, findQuery('definitions'), { person, language: 'en', arguments: {} })) as Told
}

/** Made for cost and margin, which a clerk at the till may not see; a statement by one of its lines. */
const MADE_FOR_COST = [
  'product-margin',
  'salesman-margin',
  'below-cost-sales',
  'stock-turnover',
  'profit-and-loss',
  'daily-report',
  'stock-control',
]

it.each([
  ['boss', MADE_FOR_COST],
  ['clerk', []],
])('%s is offered only what tells him something', async (login, expected) => {
  const { menu, reports, dashboards } = await told(login)
  const inMenu = menu.groups.flatMap(({ items }) => items.flatMap(({ report }) => report ?? []))
  const onPages = dashboards.flatMap(({ tiles }) => tiles.flatMap(({ report }) => report ?? []))
  expect(MADE_FOR_COST.filter((name) => inMenu.includes(name))).toEqual(expected)
  expect(MADE_FOR_COST.filter((name) => reports.some((each) => each.name === name))).toEqual(expected)
  expect(onPages.filter((name) => !reports.some((each) => each.name === name))).toEqual([])
  expect(inMenu).toContain('stock-available')
})

it.each([
  ['clerk', 'retail-sale', 12],
  ['cashier', 'customer-receipt', 17],
])('%s, who does one job, finds it at once', async (login, first, most) => {
  const items = (await told(login)).menu.groups.flatMap((group) => group.items)
  expect(items[0]!.list).toBe(first)
  expect(items.length).toBeLessThanOrEqual(most)
})

it('what a short menu leaves out is told besides, as far as somebody may see it', async () => {
  const targets = (groups: readonly { items: Entry[] }[]): string[] =>
    groups.flatMap(({ items }) => items.map((item) => JSON.stringify(item)))
  const boss = await told('boss')
  expect(boss.further).toEqual([])
  const clerk = await told('clerk')
  const besides = clerk.further.flatMap(({ items }) => items.map(({ list, report }) => list ?? report))
  expect(besides).toContain('member-level')
  expect(besides).not.toContain('product-margin')
  expect(besides).not.toContain('payment')
  expect(targets(clerk.further).filter((each) => targets(clerk.menu.groups).includes(each))).toEqual([])
})

it('who asks for it all the same gets what he may see', async () => {
  const person = await sandbox.runner.findPerson('clerk')
  const asked = { person, language: 'en', arguments: { report: 'product-margin', name: 'product-margin', parameters: {} } } as const
  const { columns } = (await runQuery(sandbox.runner.workspace, findQuery('report'), asked)) as { columns: { name: string }[] }
  expect(columns.map(({ name }) => name)).not.toContain('margin')
})

it('the check finds what a report cannot be made for', () => {
  const report = { kind: 'report', name: 'held', shape: 'table', from: { entity: 'brand' }, columns: [{ name: 'name' }], needs: ['margin'] }
  const { problems } = loadDefinitions([...files, { path: 'held.json', text: JSON.stringify(report) }], registry)
  expect(problems).toContainEqual(expect.objectContaining({ code: 'unknown-name', file: 'held.json', pointer: '/needs/0' }))
})
