import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { describe, expect, it } from 'vitest'
import { checkDefinitions } from '../check.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'

const registry = createBuiltInRegistry()
const files = readFolder(jxcFolder)
const PRINT = 'sales-order/print.json'

const find = async (from: string, to: string): Promise<string[]> => {
  const changed = files.map((file) => (file.path === PRINT ? { path: PRINT, text: file.text.replace(from, to) } : file))
  expect(changed).not.toEqual(files)
  const { problems } = await checkDefinitions(changed, registry)
  return problems.map(({ file, pointer, code }) => `${file}#${pointer} ${code}`)
}

describe('what is printed', () => {
  it.each([
    ['a field', '"name": "promisedDate"', '"name": "promised"', '/sections/1/fields/2/name'],
    ['a field of what is referred to', '"customer.phone"', '"customer.telephone"', '/sections/1/fields/5/name'],
    ['a field of a row', '"name": "discount"', '"name": "rebate"', '/sections/2/fields/5/name'],
    ['the rows', '"from": "lines"', '"from": "rows"', '/sections/2/from'],
    ['a field in a text', '{setting.companyAddress} {setting', '{companyStreet} {setting', '/sections/5/text'],
  ])('is there: %s', async (_what, from, to, pointer) => {
    expect(await find(from, to)).toEqual([`${PRINT}#${pointer} unknown-name`])
  })

  it('may be the number, the status, or a place to sign', async () => {
    expect(await find('"name": "promisedDate"', '"name": "status"')).toEqual([])
    expect(await find('"name": "first", "label"', '"name": "stamp", "label"')).toEqual([])
  })
})
