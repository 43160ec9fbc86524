import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { expect, it } from 'vitest'
import { checkDefinitions } from '../check.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'

const registry = createBuiltInRegistry()
const files = readFolder(jxcFolder)

it.each([
  ['an operation', '"view", "create", "edit"]', '"view", "create", "edti"]', /There is no "edti", did you mean "edit"\?/],
  ['a resource', '"resource": "supplier"', '"resource": "suplier"', /There is no "suplier", did you mean "supplier"\?/],
])('%s of a grant that does not exist is refused with what was meant', async (_what, from, to, message) => {
  const changed = files.map((file) => (file.path === 'roles.json' ? { path: file.path, text: file.text.replace(from, to) } : file))
  const { problems } = await checkDefinitions(changed, registry)
  expect(problems.map(({ file, severity, message }) => [file, severity, message.en])).toEqual([
    ['roles.json', 'error', expect.stringMatching(message) as string],
  ])
})
