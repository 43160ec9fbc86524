import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { builtInDefinitions } from './function-registry.ts'
import { renderFunctionTable } from './function-table.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

it('FUNCTIONS.md is what the definitions say', () => {
  expect(read('../docs/FUNCTIONS.md')).toBe(renderFunctionTable())
})

it.each(builtInDefinitions.map((definition) => [definition.name, definition] as const))(
  '%s is in the scope table, with help in both languages',
  (name, definition) => {
    expect(read('./README.md')).toContain(`\`${name}\``)
    expect(definition.help.zh).toMatch(/\p{Script=Han}/u)
    expect(definition.help.en).not.toMatch(/\p{Script=Han}/u)
    expect(definition.example).toContain(name)
  },
)
