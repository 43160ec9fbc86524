import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { DefinitionFile } from '../model.ts'
import { loadDefinitions } from '../load.ts'

const registry = createBuiltInRegistry()
const file = (definition: { kind: string; name: string }): DefinitionFile => ({
  path: `${definition.kind}/${definition.name}.json`,
  text: JSON.stringify(definition),
})

const row = { name: 'lines', label: 'Lines', type: 'lines', fields: [{ name: 'amount', label: 'Amount', type: 'money' }] }
const text = { name: 'text', label: 'Text', type: 'text' }
const wish = { kind: 'entity', name: 'wish', label: 'Wish', nature: 'document', fields: [text, row] }
const list = {
  kind: 'list',
  name: 'wish',
  label: 'Wishes',
  entity: 'wish',
  columns: [{ name: 'number' }],
  filters: [{ name: 'open', label: 'Open', where: '=status = "draft"' }],
}
const report = {
  kind: 'report',
  name: 'texts',
  label: 'Texts',
  shape: 'table',
  from: { entity: 'wish' },
  parameters: [{ name: 'since', label: 'Since', type: 'date' }],
  columns: [{ name: 'text', label: 'Text', value: 'text', group: true }],
}
const template = { kind: 'template', name: 'small', label: 'Small', version: '1.0.0' }
const base = [template, wish, list, report, { kind: 'roles', name: 'roles', roles: [] }]

const findingsOf = (...more: { kind: string; name: string }[]): string[] => {
  const replaced = base.filter((each) => !more.some(({ kind, name }) => kind === each.kind && name === each.name))
  const { problems } = loadDefinitions([...replaced, ...more].map(file), registry)
  return problems.map(({ pointer, code, message }) => `${pointer} ${code}: ${message.en}`)
}

const automation = (action: object, on: object = { event: 'record.posted', entity: 'wish' }, more: object = {}) => ({
  kind: 'automation',
  name: 'own',
  label: 'Own',
  on,
  ...more,
  actions: [{ name: 'one', do: 'create', entity: 'wish', ...action }],
})
const match = (candidate: object) => ({
  kind: 'match',
  name: 'usual',
  label: 'Usual',
  parameters: [text],
  candidates: [{ name: 'one', entity: 'wish', value: '=record.text', ...candidate }],
})
const dashboard = (tile: object) => ({ kind: 'dashboard', name: 'own', label: 'Own', tiles: [{ name: 'one', ...tile }] })

describe('automations, matches and dashboards', () => {
  it('finds nothing where all is there', () => {
    const lines = { to: 'lines', each: '=record.lines', fields: { amount: '=each.amount' } }
    expect(findingsOf(automation({ values: { text: '=record.text' }, lines }))).toEqual([])
    expect(findingsOf(automation({ values: { text: '=body.text' } }, { webhook: true }, { when: '=body.amount > 0' }))).toEqual([])
    expect(findingsOf(match({ filter: '=text = parameter.text', lines: 'lines', when: '=line.amount > 0' }))).toEqual([])
    expect(findingsOf(dashboard({ report: 'texts', value: 'text', parameters: { since: '=today()' } }))).toEqual([])
    expect(findingsOf(dashboard({ list: 'wish', filter: 'open' }))).toEqual([])
  })

  it.each<[string, { kind: string; name: string }, string]>([
    ['a value of a field that is not there', automation({ values: { txet: '=1' } }), '/actions/0/values/txet unknown-name'],
    [
      'a value of a line that is not there',
      automation({ lines: { to: 'lines', each: '=record.lines', fields: { amuont: '=1' } } }),
      '/actions/0/lines/fields/amuont unknown-name',
    ],
    ['a formula of an action', automation({ values: { text: '=record.txt' } }), '/actions/0/values/text expression/unknown-property'],
    [
      'a condition that is no condition',
      automation({}, { event: 'record.posted', entity: 'wish' }, { when: '=record.text' }),
      '/when expression/wrong-type',
    ],
    [
      'a match that is not there',
      automation({ values: { text: '=match("usul", {})' } }),
      '/actions/0/values/text unknown-name: There is no "usul"',
    ],
    ['a filter of a match', match({ filter: '=txet = parameter.text' }), '/candidates/0/filter expression/unknown-name'],
    ['a filter that no database answers', match({ filter: '=count(lines) > 1' }), '/candidates/0/filter expression-not-query'],
    ['what a match gives', match({ value: '=record.txt' }), '/candidates/0/value expression/unknown-property'],
    ['a column that the report lacks', dashboard({ report: 'texts', value: 'txet' }), '/tiles/0/value unknown-name'],
    [
      'a parameter that the report lacks',
      dashboard({ report: 'texts', parameters: { from: '=1' } }),
      '/tiles/0/parameters/from unknown-name',
    ],
    ['a filter that the list lacks', dashboard({ list: 'wish', filter: 'opn' }), '/tiles/0/filter unknown-name'],
    [
      'bounds that leave no value',
      { ...wish, fields: [{ name: 'size', label: 'Size', type: 'number', minimum: '5', maximum: '4' }] } as unknown as typeof wish,
      '/fields/0/minimum bounds: the minimum 5 is above the maximum 4',
    ],
  ])('finds %s', (_case, definition, expected) => {
    expect(findingsOf(definition)).toContainEqual(expect.stringContaining(expected))
  })
})
describe('the default of a setting', () => {
  const colours = { kind: 'dictionary', name: 'colours', label: 'Colours', items: [{ name: 'red', label: 'Red' }] }
  const settings = (chosen: string[]): { kind: string; name: string } =>
    ({
      kind: 'settings',
      name: 'looks',
      label: 'Looks',
      fields: [{ name: 'shades', label: 'Shades', type: 'select', multiple: true, dictionary: 'colours', default: chosen }],
    }) as { kind: string; name: string }

  it('may be choices of a dictionary, and no others', () => {
    expect(findingsOf(colours, settings(['red']))).toEqual([])
    expect(findingsOf(colours, settings(['blue']))).toEqual([expect.stringContaining('/fields/0/default setting-default')])
  })
})
