import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { checkDefinitions } from './check.ts'
import { jxcFolder, readFolder } from './read-folder.fixture.ts'

const registry = createBuiltInRegistry()
const files = readFolder(jxcFolder)

const find = async (path: string, from: string, to: string): Promise<string[]> => {
  const changed = files.map((file) => (file.path === path ? { path, text: file.text.replace(from, to) } : file))
  expect(changed).not.toEqual(files)
  const { problems } = await checkDefinitions(changed, registry)
  return problems.map((problem) => `${problem.file}#${problem.pointer} ${problem.code}: ${problem.message.en}`)
}

const process = 'purchase-order/process.json'
const diagram = 'purchase-order/process.bpmn'

describe('checkDefinitions', () => {
  it('reads the diagrams of the template without a finding', async () => {
    const { model, problems } = await checkDefinitions(files, registry)
    expect(problems).toEqual([])
    expect(model).toBeDefined()
  })

  it.each<[string, string, string, string, unknown]>([
    [
      'settings of an element that the diagram lacks',
      process,
      '"manager": {',
      '"manger": {',
      `${process}#/elements/manger unknown-name: There is no "manger", did you mean "manager"?`,
    ],
    [
      'more than a name for a flow',
      process,
      '"large": {',
      '"large": { "decide": "any",',
      `${process}#/elements/large unknown-name: There is no "large"`,
    ],
    [
      'a task that nobody decides',
      process,
      '"assign": "=role(\\"finance\\")",',
      '',
      `${process}#/elements no-assignment: the step "finance 财务" does not say who decides it (assign)`,
    ],
    [
      'a return to a node that is not there',
      process,
      '"reject": "end"',
      '"reject": "manger"',
      `${process}#/elements/manager/reject unknown-name: There is no "manger", did you mean "manager"?`,
    ],
    [
      'a condition over a field that is not there',
      diagram,
      '=record.total &gt;',
      '=record.totl &gt;',
      `${diagram}#/large expression/unknown-property: "purchase-order" has no "totl", did you mean "total"?`,
    ],
    [
      'a condition that is none',
      diagram,
      '=record.total &gt; 50000',
      '=record.total',
      `${diagram}#/large expression/wrong-type: expected boolean, the expression gives number`,
    ],
    ['a flow to nowhere', diagram, 'targetRef="finance"', 'targetRef="finanse"', expect.stringContaining(`${diagram}#`)],
  ])('finds %s', async (_, path, from, to, expected) => {
    expect(await find(path, from, to)).toContainEqual(expected)
  })

  it('refuses a diagram with a DOCTYPE, and one that is no XML', async () => {
    expect(await find(diagram, '<bpmn:definitions', '<!DOCTYPE x><bpmn:definitions')).toEqual([expect.stringContaining('bpmn-doctype')])
    expect(await find(diagram, '</bpmn:process>', '')).toEqual([expect.stringContaining('bpmn-unparsable')])
  })
})
