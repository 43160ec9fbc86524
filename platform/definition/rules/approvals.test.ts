import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { checkDefinitions } from '../check.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'
import type { ProcessDefinition, ProcessElement } from '../types.ts'

const registry = createBuiltInRegistry()
const files = readFolder(jxcFolder)
const path = 'purchase-order/process.json'

const find = async (process: Partial<ProcessDefinition>, finance: Partial<ProcessElement> = {}): Promise<string[]> => {
  const changed = files.map((file) => {
    if (file.path !== path) return file
    const definition = JSON.parse(file.text) as ProcessDefinition
    const elements = { ...definition.elements, finance: { ...definition.elements.finance, ...finance } }
    return { path, text: JSON.stringify({ ...definition, ...process, elements }) }
  })
  const { problems } = await checkDefinitions(changed, registry)
  return problems.filter(({ file }) => file === path).map(({ severity, pointer, code }) => `${severity} ${pointer} ${code}`)
}

describe('the publish check of approvals', () => {
  it.each<[string, Partial<ProcessDefinition>, Partial<ProcessElement>, string[]]>([
    ['nothing to say', {}, {}, []],
    ['a role that nobody can have', {}, { assign: '=role("nobody")' }, ['error /elements/finance/assign no-such-role']],
    ['a policy that names such a role', {}, { empty: '=role("nobody")' }, ['error /elements/finance/empty no-such-role']],
    ['approved by nobody', {}, { empty: 'pass' }, ['warning /elements/finance/empty silent-pass']],
    ['one’s own form', {}, { self: 'self' }, ['warning /elements/finance/self self-approval']],
    [
      'one’s own form against a duty',
      { duties: [{ name: 'own', elements: ['initiator', 'finance'] }] },
      { self: 'self' },
      ['error /elements/finance/self duties-contradict'],
    ],
    [
      'a duty of steps that are not there',
      { duties: [{ name: 'eyes', elements: ['manager', 'x'] }] },
      {},
      ['error /duties/eyes no-such-element'],
    ],
    ['who agrees to a cancelling that needs nobody', { cancelBy: '=role("finance")' }, {}, ['warning /cancelBy unused-setting']],
    ['a choice of nobody', {}, { pick: { by: 'previous', least: 3, most: 2 } }, ['error /elements/finance/pick bad-range']],
    ['weights that nobody adds', {}, { weight: '=2' }, ['warning /elements/finance/weight unused-setting']],
  ])('%s', async (_, process, finance, expected) => {
    expect(await find(process, finance)).toEqual(expected)
  })
})
