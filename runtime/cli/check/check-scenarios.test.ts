import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { describe, expect, it } from 'vitest'
import { readTemplateFolder } from '../../host/read-template-folder.ts'
import { checkScenarios } from './check-scenarios.ts'

const registry = createServerRegistry()
const files = await readTemplateFolder(new URL('../../../templates/jxc', import.meta.url).pathname)
const find = (changed: readonly DefinitionFile[]): string[] => {
  const { model, problems } = loadDefinitions(changed, registry, { release: 1, isChecked: true })
  expect(problems).toEqual([])
  return checkScenarios(model!, registry).map(({ pointer, severity, message }) => `${severity} ${pointer}: ${message.en}`)
}
const STORY = 'sales-delivery/scenarios/delivery-unposted.json'
const REPORT = 'reports/scenarios/prices-last-lowest-average.json'

const misspelt = (path: string, from: string, to: string): string[] => {
  const changed = files.map((file) => (file.path === path ? { path, text: file.text.replace(from, to) } : file))
  expect(changed.find((file) => file.path === path)).not.toEqual(files.find((file) => file.path === path))
  return find(changed)
}

describe('stories', () => {
  it('of the template say nothing that is not there', () => expect(find(files)).toEqual([]))

  it.each([
    ['a command', '"do": "unpost"', '"do": "unpots"', '/when/0/do', 'unpots', 'unpost'],
    ['a person', '"as": "keeper"', '"as": "keepr"', '/given/2/as', 'keepr', 'keeper'],
    ['a field', '"warehouse": "central"', '"warehose": "central"', '/given/0/values/warehose', 'warehose', 'warehouse'],
    ['a field of a row', '"price": "18"', '"prise": "18"', '/given/0/values/lines/0/prise', 'prise', 'price'],
    ['a kept record', '"record": "order"', '"record": "ordre"', '/given/2/record', 'ordre', 'order'],
    ['a dimension', '"place": "central"', '"plase": "central"', '/then/1/where/plase', 'plase', 'place'],
    ['a measure', '"reserved": "40.000"', '"reservd": "40.000"', '/then/1/measures/reservd', 'reservd', 'reserved'],
    ['a field that is expected', '"status": "draft"', '"outcme": "draft"', '/then/0/values/outcme', 'outcme', 'outcome'],
  ])('name what is there: %s', (_what, from, to, pointer, name, meant) => {
    // Other words may hang on the same name: the first finding is the misspelling.
    expect(misspelt(STORY, from, to)[0]).toMatch(new RegExp(`^error ${pointer}: There is no "${name}"`))
    expect(misspelt(STORY, from, to)[0]).toContain(`did you mean "${meant}"?`)
  })

  it.each([
    ['a column', '"month": ', '"mnth": ', '"mnth", did you mean "month"'],
    ['an axis', '"@by": "month"', '"@by": "mnth"', '"mnth", did you mean "month"'],
  ])('and of reports: %s', (_what, from, to, words) => {
    expect(misspelt(REPORT, from, to)[0]).toContain(words)
  })

  it('name errors that exist', () => {
    const path = 'sales-delivery/scenarios/over-delivery-refused.json'
    const code = /"refused": "([a-z-]+)"/.exec(files.find((file) => file.path === path)!.text)![1]!
    expect(misspelt(path, `"refused": "${code}"`, `"refused": "${code}x"`)).toEqual([
      expect.stringContaining(`did you mean "${code}"?`) as string,
    ])
  })
})
