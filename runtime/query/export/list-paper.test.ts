import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from '../../command/command-workspace.fixture.ts'
import { modelOfDefinitions, orderDefinitions } from '../../command/ledger/orders.fixture.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import { readRevisions } from '../../store/organisation/revisions.ts'
import type { PrintLayout } from '../print/print-layout.ts'
import { layOutList } from './list-paper.ts'

const wares = {
  kind: 'entity',
  name: 'ware',
  nature: 'master',
  label: { zh: '货品', en: 'Ware' },
  fields: [
    { name: 'name', type: 'text', label: { zh: '名称', en: 'Name' } },
    { name: 'worth', type: 'money', label: { zh: '金额', en: 'Worth' } },
    { name: 'share', type: 'percent', label: { zh: '占比', en: 'Share' } },
  ],
}
const list = { kind: 'list', name: 'all-wares', label: { zh: '全部货品', en: 'All wares' }, entity: 'ware', columns: [{ name: 'name' }] }
const roles = {
  kind: 'roles',
  name: 'roles',
  roles: [
    {
      name: 'boss',
      label: 'B',
      grants: [
        { name: 'wares', resource: 'ware', operations: ['view', 'export'] },
        { name: 'people', resource: 'person', operations: ['view'] },
      ],
    },
    { name: 'reader', label: 'R', grants: [{ name: 'wares', resource: 'ware', operations: ['view'] }] },
    { name: 'poor', label: 'P', grants: [{ name: 'wares', resource: 'ware', operations: ['view', 'export'], hide: ['worth'] }] },
  ],
}
const ROWS = 130

describe('a list on paper', () => {
  let workspace: TestWorkspace
  const people = new Map<string, number>()

  const paper = (role: string, request: Record<string, string> = {}, most?: number): Promise<PrintLayout> =>
    workspace.database.read(async (reading) => {
      const organisation = await readOrganisation(reading, workspace.store, (await readRevisions(reading)).organisation)
      const { id, name, login, roles: own, department } = organisation.people.get(people.get(role)!)!
      const actor = { person: id, name, login, roles: own, department, language: 'zh' as const }
      const { store, registry, now } = workspace
      const context = { reading, model: store.model, store, registry, actor, organisation, now, language: 'zh' as const }
      return layOutList(context, { entity: 'ware', sort: 'name', fields: 'name,worth,share', ...request } as never, most)
    })

  beforeAll(async () => {
    workspace = await TestWorkspace.ofModel(modelOfDefinitions([...orderDefinitions, wares, list, roles]))
    for (const role of ['boss', 'reader', 'poor']) {
      people.set(role, Number((await workspace.save('person', { name: role, login: role, roles: [role] })).id))
    }
    for (let index = 0; index < ROWS; index++) {
      await workspace.save('ware', { name: `W${String(index).padStart(3, '0')}`, worth: '1000.01', share: '0.125' })
    }
  }, 60_000)
  afterAll(() => workspace.close())

  const cellsOf = ({ pages }: PrintLayout): (readonly string[])[] =>
    pages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'table' ? block.rows.map(({ cells }) => cells) : [])))

  it('tells every row once, its name, what it was narrowed down by and its page on each sheet, and adds up exactly', async () => {
    const layout = await paper('boss', { list: 'all-wares', about: '筛选：金额 大于 5', totals: 'worth,share' })
    const cells = cellsOf(layout)
    expect(layout.pages.length).toBeGreaterThan(2)
    for (const [index, { blocks, footer }] of layout.pages.entries()) {
      expect(blocks.slice(0, 2)).toMatchObject([
        { type: 'heading', text: '全部货品' },
        { type: 'text', text: expect.stringContaining('筛选：金额 大于 5') as string },
      ])
      expect(footer).toBe(`${index + 1} / ${layout.pages.length}`)
    }
    expect(JSON.stringify(layout.pages[0]!.blocks[1])).toContain('共 130 行')
    expect(new Set(cells.slice(0, -1).map(([, name]) => name)).size).toBe(ROWS)
    expect(cells[0]).toEqual(['1', 'W000', '1,000.01', '12.5%'])
    // Ratios have no sum, though one was asked for.
    expect(cells.at(-1)).toEqual(['', '合计', '130,001.30', ''])
  })

  it('is for who may take lists away, and without what is hidden from him', async () => {
    await expect(paper('reader')).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(paper('poor')).rejects.toMatchObject({ code: 'unknown-field' })
    expect(JSON.stringify(await paper('poor', { fields: '' }))).not.toContain('000.01')
  })

  it('says where its limit is, and what is possible instead', async () => {
    await expect(paper('boss', {}, ROWS - 1)).rejects.toMatchObject({ code: 'too-many-rows-for-paper', parameters: { limit: ROWS - 1 } })
    expect(cellsOf(await paper('boss', {}, ROWS)).length).toBe(ROWS)
    await expect(paper('boss', { about: 'x'.repeat(401) })).rejects.toMatchObject({ code: 'too-long' })
  })

  it('is headed by the words of the entity, and says that it was narrowed down, where nobody gave better ones', async () => {
    const layout = await paper('boss', { search: 'W00' })
    expect(layout.title).toBe('货品')
    expect(JSON.stringify(layout.pages[0]!.blocks[1])).toContain('已筛选    共 10 行')
  })
})
