import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { formatDefinitionText } from './format.ts'
import { jxcFolder, readFolder } from './read-folder.fixture.ts'

const registry = createBuiltInRegistry()
const systemFolder = new URL('./system', import.meta.url).pathname
const files = [...readFolder(jxcFolder), ...readFolder(systemFolder)].filter((file) => file.path.endsWith('.json'))

const changedLines = (before: string, after: string): number => {
  const left = before.split('\n')
  const right = after.split('\n')
  expect(left.length).toBe(right.length)
  return left.filter((line, index) => line !== right[index]).length
}

/** The same data with the keys of every object in another order. */
function shuffleKeys(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffleKeys(item, order))
  if (typeof value !== 'object' || value === null) return value
  const entries = value as Record<string, unknown>
  return Object.fromEntries(order(Object.keys(entries)).map((key) => [key, shuffleKeys(entries[key], order)]))
}

describe('formatDefinitionText', () => {
  it.each(files.map((file) => [file.path, file.text]))('leaves %s as it is: opening and saving changes no byte', (_, text) => {
    expect(formatDefinitionText(text, registry)).toBe(text)
  })

  it('is idempotent, and orders the properties that a schema names', () => {
    const definitions = files.map((file) => JSON.parse(file.text) as Record<string, unknown>)
    fc.assert(
      fc.property(
        fc.constantFrom(...definitions),
        fc.integer({ min: 0, max: 7 }),
        fc.option(fc.constantFrom('\t', 4), { nil: undefined }),
        (definition, turn, space) => {
          const rotated = shuffleKeys(definition, (keys) => [
            ...keys.slice(turn % Math.max(1, keys.length)),
            ...keys.slice(0, turn % Math.max(1, keys.length)),
          ])
          const once = formatDefinitionText(JSON.stringify(rotated, null, space), registry)
          expect(formatDefinitionText(once, registry)).toBe(once)
          expect(JSON.parse(once)).toEqual(definition)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('changes one line when one label changes, however long it becomes', () => {
    for (const { text } of files) {
      const label = /"label": (\{ "zh": "[^"]*", "en": "[^"]*" \}|"[^"]*")/.exec(text)
      if (label === null) continue
      const changed = text.replace(label[0], `"label": { "zh": "${'名'.repeat(300)}", "en": "A very long name" }`)
      expect(changedLines(text, formatDefinitionText(changed, registry))).toBe(1)
    }
  })

  it('keeps properties that no schema knows, and numbers as they are', () => {
    const text = formatDefinitionText('{"zzz":[1,2],"name":"x","kind":"dictionary","items":[{"label":"L","name":"n"}]}', registry)
    expect(text).toBe(
      '{\n  "kind": "dictionary",\n  "name": "x",\n  "items": [\n    { "name": "n", "label": "L" }\n  ],\n  "zzz": [1, 2]\n}\n',
    )
  })
})
