import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import { checkDefinitions } from '../check.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'

const registry = createBuiltInRegistry()
const files = readFolder(jxcFolder)
const FORM = 'supplier/form.json'

const check = async (sections: unknown[], tabs?: unknown[]): Promise<string[]> => {
  const changed = files.map((file) => {
    if (file.path !== FORM) return file
    const form = JSON.parse(file.text) as Record<string, unknown>
    return { path: FORM, text: JSON.stringify({ ...form, tabs, sections }) }
  })
  const { problems } = await checkDefinitions(changed, registry)
  return problems.map(({ file, pointer, code }) => `${file}#${pointer} ${code}`)
}

describe('the layout of a form', () => {
  it('has tabs, dividers, notes and embedded records', async () => {
    const sections = [
      { name: 'basics', tab: 'basics', divider: true, note: { zh: '说明', en: 'A note' }, fields: [{ name: 'name' }] },
      { name: 'orders', tab: 'orders', related: { entity: 'purchase-order', through: 'supplier', columns: ['date', 'total'] }, fields: [] },
    ]
    expect(
      await check(sections, [
        { name: 'basics', label: 'Basics' },
        { name: 'orders', label: 'Orders' },
      ]),
    ).toEqual([])
  })

  it.each([
    ['a tab that is not there', { tab: 'more' }, '/sections/0/tab'],
    ['a reference that leads elsewhere', { related: { entity: 'purchase-order', through: 'warehouse' } }, '/sections/0/related/through'],
    [
      'a column that is not there',
      { related: { entity: 'purchase-order', through: 'supplier', columns: ['price'] } },
      '/sections/0/related/columns/0',
    ],
    ['an entity that is not there', { related: { entity: 'purchase', through: 'supplier' } }, '/sections/0/related/entity'],
  ])('refuses %s', async (_what, wrong, pointer) => {
    expect(await check([{ name: 'basics', fields: [{ name: 'name' }], ...wrong }])).toEqual([`${FORM}#${pointer} unknown-name`])
  })
})
