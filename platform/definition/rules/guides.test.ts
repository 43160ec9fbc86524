import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import { loadDefinitions } from '../load.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'

const registry = createBuiltInRegistry()
const files = readFolder(jxcFolder)
const page = 'record/purchase-receipt/new'
const stays = [{ element: 'supplier', type: 'Any name' }, { element: 'lines.quantity', row: 2, type: '3' }, { button: 'submit' }]
const pages = ['', 'tasks', 'list/supplier', 'report/stock-balance', 'dashboard/owner'].map((each) => ({ page: each }))
const right = [{ page }, ...stays, ...pages]
const wrong: [what: string, step: object, problem: string][] = [
  ['a new record of nothing', { page: 'record/nothing/new' }, '/page unknown-name'],
  ['a stored record', { page: 'record/supplier/7' }, '/page unknown-name'],
  ['a list that is not there', { page: 'list/nothing' }, '/page unknown-name'],
  ['a page that is not there', { page: 'nowhere' }, '/page unknown-name'],
  ['a field that is not there', { page, element: 'suppliers' }, '/element unknown-name'],
  ['a column that is not there', { page, element: 'lines.nothing' }, '/element unknown-name'],
  ['what a reference leads to', { page, element: 'supplier.name' }, '/element unknown-name'],
  ['a field that is never shown', { page, element: 'lines.sourceLine' }, '/element unknown-name'],
  ['a number in words', { page, element: 'lines.quantity', type: 'many' }, '/type guide-value'],
  ['a choice that is not there', { page, element: 'billing', type: 'barter' }, '/type guide-value'],
  ['what is computed', { page, element: 'total', type: '3' }, '/type guide-value'],
  ['a whole table', { page, element: 'lines', type: '3' }, '/type guide-value'],
  ['a field of a list', { page: 'list/supplier', element: 'name' }, ' guide-place'],
  ['a field and a button', { page, element: 'supplier', button: 'save' }, ' guide-place'],
  ['a value without a field', { page, type: '3' }, ' guide-place'],
]

/** One reading of everything: each guide with what is wrong with it. */
const guides = [
  { name: 'right', steps: right },
  { name: 'of-no-sample', sample: 'nothing', steps: [{}] },
  ...wrong.map(([, step], index) => ({ name: `wrong-${index}`, steps: [step] })),
]
const written = guides.map((guide) => ({
  path: `guides/${guide.name}.json`,
  text: JSON.stringify({
    kind: 'guide',
    label: 'Tested',
    ...guide,
    steps: guide.steps.map((step, index) => ({ name: `step-${index}`, text: 'What happens', ...step })),
  }),
}))
const { problems } = loadDefinitions([...files, ...written], registry)
const found = (name: string): string[] =>
  problems.filter(({ file }) => file === `guides/${name}.json`).map(({ pointer, code }) => `${pointer} ${code}`)

describe('a guide', () => {
  it('leads to pages, points at fields and buttons, and fills in what they take', () => {
    expect(found('right')).toEqual([])
  })

  it.each(wrong.map(([what, , problem], index) => ({ what, problem, name: `wrong-${index}` })))(
    'is refused with $what',
    ({ name, problem }) => {
      expect(found(name)).toEqual([`/steps/0${problem}`])
    },
  )

  it('names a sample that exists', () => {
    expect(found('of-no-sample')).toEqual(['/sample unknown-name'])
  })
})
