import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import type { DefinitionFile } from '../model.ts'
import { upgradeDefinitions } from './upgrade-definitions.ts'

const registry = createBuiltInRegistry()

interface Loose {
  [name: string]: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

const file = (path: string, definition: Loose): DefinitionFile => ({ path, text: `${JSON.stringify(definition, null, 2)}\n` })

const base: DefinitionFile[] = [
  file('template.json', { kind: 'template', name: 'small', version: '1.0.0', label: 'Small', currency: 'CNY' }),
  file('item/entity.json', {
    kind: 'entity',
    name: 'item',
    label: '物品',
    nature: 'master',
    title: '=name',
    fields: [
      { name: 'name', label: '名称', type: 'text', required: true },
      { name: 'rate', label: '价格', type: 'number', scale: 2 },
      { name: 'weight', label: '重量', type: 'number', scale: 2 },
    ],
  }),
  file('paper/entity.json', {
    kind: 'entity',
    name: 'paper',
    label: '单子',
    nature: 'document',
    number: { prefix: 'P', digits: 6 },
    fields: [
      { name: 'date', label: '日期', type: 'date', required: true },
      { name: 'thing', label: '物品', type: 'reference', entity: 'item' },
      { name: 'quantity', label: '个数', type: 'number', scale: 0 },
      { name: 'rate', label: '价', type: 'number', scale: 2 },
      { name: 'total', label: '合计', type: 'money', formula: '=quantity * rate' },
    ],
  }),
  file('roles.json', { kind: 'roles', name: 'roles', roles: [] }),
  file('menu.json', { kind: 'menu', name: 'menu', groups: [] }),
]

function edit(files: readonly DefinitionFile[], path: string, change: (definition: Loose) => void): DefinitionFile[] {
  return files.map((each) => {
    if (each.path !== path) return each
    const definition = JSON.parse(each.text) as Loose
    change(definition)
    return file(path, definition)
  })
}

const field = (definition: Loose, name: string): Loose => definition.fields.find((each: Loose) => each.name === name)
const read = (files: readonly DefinitionFile[], path: string): Loose => JSON.parse(files.find((each) => each.path === path)!.text) as Loose
const upgrade = (ours: DefinitionFile[], theirs: DefinitionFile[], choices: Record<string, 'ours' | 'theirs'> = {}) =>
  upgradeDefinitions({ base, ours, theirs }, registry, { choices })

describe('upgradeDefinitions', () => {
  it('starts from definitions that are right', async () => {
    expect(await upgrade(base, base)).toEqual({ files: expect.anything() as unknown, conflicts: [], problems: [], rewritten: [] })
  })

  it('takes what only the template changed and keeps what only the owner changed, file by file and field by field', async () => {
    const ours = [
      ...edit(base, 'item/entity.json', (item) => item.fields.push({ name: 'brand', label: '品牌', type: 'text' })),
      file('brand/entity.json', { kind: 'entity', name: 'brand', label: '品牌', nature: 'master', title: '=name', fields: [{ name: 'name', label: '名称', type: 'text' }] }), // prettier-ignore
    ]
    const theirs = edit(
      edit(base, 'item/entity.json', (item) => (field(item, 'weight').scale = 3)),
      'template.json',
      (template) => (template.version = '1.1.0'),
    )
    const { files, conflicts, problems } = await upgrade(ours, theirs)
    expect([conflicts, problems]).toEqual([[], []])
    const item = read(files, 'item/entity.json')
    expect(item.fields.map((each: Loose) => each.name)).toEqual(['name', 'rate', 'weight', 'brand'])
    expect(field(item, 'weight').scale).toBe(3)
    expect(files.map(({ path }) => path)).toContain('brand/entity.json')
    expect(read(files, 'template.json').version).toBe('1.1.0')
    expect(files.find(({ path }) => path === 'roles.json')!.text).toBe(base.find(({ path }) => path === 'roles.json')!.text)
  })

  it('follows a rename of the template into the formulas, columns and rights that the owner wrote, and only there', async () => {
    const ours = [
      ...edit(base, 'paper/entity.json', (paper) => {
        paper.fields.push({ name: 'half', label: '一半', type: 'money', formula: '=thing.rate * rate / 2' })
        paper.rules = [{ name: 'dear', that: '=thing.rate > 0 or "rate" = "rate"', message: '太贵' }]
      }),
      file('item/list.json', { kind: 'list', name: 'item', label: '物品', entity: 'item', columns: [{ name: 'rate' }] }),
    ]
    const theirs = edit(base, 'item/entity.json', (item) => Object.assign(field(item, 'rate'), { name: 'listPrice', was: ['rate'] }))
    const { files, conflicts, problems, rewritten } = await upgrade(ours, theirs)
    expect([conflicts, problems]).toEqual([[], []])
    const paper = read(files, 'paper/entity.json')
    expect(field(paper, 'half').formula).toBe('=thing.listPrice * rate / 2')
    expect(paper.rules[0].that).toBe('=thing.listPrice > 0 or "rate" = "rate"')
    expect(field(paper, 'total').formula).toBe('=quantity * rate')
    expect(read(files, 'item/list.json').columns).toEqual([{ name: 'listPrice' }])
    expect([...rewritten].sort()).toEqual(['item/list.json', 'paper/entity.json'])
  })

  it('names what both changed, in words, with a choice', async () => {
    const ours = edit(base, 'item/entity.json', (item) => (field(item, 'weight').label = '净重'))
    const theirs = edit(base, 'item/entity.json', (item) => (field(item, 'weight').label = '毛重'))
    const open = await upgrade(ours, theirs)
    expect(open.conflicts).toEqual([
      {
        id: 'entity/item/fields/weight/label',
        why: 'both',
        ours: { zh: '【业务对象 物品】字段「净重」：显示名由“重量”改为“净重”', en: expect.any(String) as string },
        theirs: { zh: '【业务对象 物品】字段「毛重」：显示名由“重量”改为“毛重”', en: expect.any(String) as string },
        choice: undefined,
      },
    ])
    expect(field(read(open.files, 'item/entity.json'), 'weight').label).toBe('净重')
    const chosen = await upgrade(ours, theirs, { 'entity/item/fields/weight/label': 'theirs' })
    expect(field(read(chosen.files, 'item/entity.json'), 'weight').label).toBe('毛重')
    expect(chosen.conflicts.map(({ choice }) => choice)).toEqual(['theirs'])
  })

  it('says what the template did to a field that the owner has removed', async () => {
    const without = (files: DefinitionFile[]): DefinitionFile[] =>
      edit(files, 'item/entity.json', (item) => (item.fields = item.fields.filter((each: Loose) => each.name !== 'weight')))
    const theirs = edit(base, 'item/entity.json', (item) => (field(item, 'weight').label = '毛重'))
    const { conflicts } = await upgrade(without(base), theirs)
    const told = conflicts.find(({ id }) => id === 'entity/item/fields/weight')
    expect([told?.ours.zh, told?.theirs.zh]).toEqual([
      expect.stringMatching(/删除字段「/),
      expect.stringMatching(/显示名由“.+”改为“毛重”$/),
    ])
  })

  it('keeps what the template removed while the owner reads it', async () => {
    const ours = edit(base, 'paper/entity.json', (paper) =>
      paper.fields.push({ name: 'load', label: '总重', type: 'number', scale: 2, formula: '=quantity * thing.weight' }),
    )
    const theirs = edit(base, 'item/entity.json', (item) => (item.fields = item.fields.filter((each: Loose) => each.name !== 'weight')))
    const { files, conflicts, problems } = await upgrade(ours, theirs)
    expect(problems).toEqual([])
    expect(conflicts.map(({ id, why }) => [id, why])).toEqual([['entity/item/fields/weight', 'needed']])
    expect(field(read(files, 'item/entity.json'), 'weight')).toBeDefined()
    const refused = await upgrade(ours, theirs, { 'entity/item/fields/weight': 'theirs' })
    expect(refused.problems.map(({ file: path }) => path)).toEqual(['paper/entity.json'])
  })

  it('holds back a new definition of the template that does not fit what the owner has removed', async () => {
    const ours = base.map((each) => each).filter(({ path }) => !path.startsWith('paper/'))
    const theirs = [
      ...base,
      file('paper/list.json', { kind: 'list', name: 'paper', label: '单子', entity: 'paper', columns: [{ name: 'date' }] }),
    ]
    const { files, conflicts, problems } = await upgrade(ours, theirs)
    expect(problems).toEqual([])
    expect(files.map(({ path }) => path).filter((path) => path.startsWith('paper/'))).toEqual([])
    expect(conflicts.map(({ id, why }) => [id, why])).toEqual([['list/paper', 'unfit']])
  })
})
