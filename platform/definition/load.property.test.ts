import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { loadDefinitions } from './load.ts'
import type { DefinitionFile } from './model.ts'
import { hasErrors } from './problem.ts'
import { jxcFolder, readFolder } from './read-folder.fixture.ts'

const registry = createBuiltInRegistry()
/** Of the scenarios, which are most files and alike, every twentieth. */
const files = readFolder(jxcFolder).filter(({ path }, index) => !path.includes('/scenarios/') || index % 20 === 0)

/** Every place of a JSON value, as a list of keys. */
function* placesOf(value: unknown, path: (string | number)[] = []): Iterable<(string | number)[]> {
  yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) yield* placesOf(child, [...path, Array.isArray(value) ? Number(key) : key])
}

function replaceAt(value: unknown, [key, ...rest]: readonly (string | number)[], replacement: unknown): unknown {
  if (key === undefined) return replacement
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string | number, unknown>
  if (rest.length === 0 && replacement === undefined) delete copy[key]
  else copy[key] = replaceAt(copy[key], rest, replacement)
  return copy
}

const strange = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    '',
    '=',
    '=1 +',
    '=lines',
    '=record',
    'lines',
    'document',
    'toString',
    [],
    {},
    [null],
    { zh: 1 },
    [{ name: 'x' }],
    { name: '__proto__' },
  ),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
)

describe('loadDefinitions on damaged templates', () => {
  it('never fails: there is a model without errors, or errors that name a file of the template', { timeout: 120_000 }, () => {
    const definitions = files
      .filter((file) => file.path.endsWith('.json'))
      .map((file) => ({ file, value: JSON.parse(file.text) as unknown }))
    const damage = fc
      .constantFrom(...definitions)
      .chain(({ file, value }) =>
        fc.record({ file: fc.constant(file), value: fc.constant(value), place: fc.constantFrom(...placesOf(value)), replacement: strange }),
      )
    fc.assert(
      fc.property(damage, ({ file, value, place, replacement }) => {
        const text = JSON.stringify(replaceAt(value, place, replacement)) ?? ''
        const damaged: DefinitionFile[] = files.map((candidate) => (candidate === file ? { path: file.path, text } : candidate))
        const { model, problems } = loadDefinitions(damaged, registry)
        expect(model === undefined).toBe(hasErrors(problems))
        for (const problem of problems) {
          expect([...files.map((each) => each.path), 'template.json']).toContain(problem.file)
          expect(problem.pointer === '' || problem.pointer.startsWith('/')).toBe(true)
          expect(problem.message.zh.length * problem.message.en.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('never fails on a text that is no JSON', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.integer({ min: 0, max: 4000 }), fc.string({ maxLength: 3 }), (file, at, noise) => {
        const text = file.text.slice(0, at) + noise + file.text.slice(at + noise.length)
        const { model, problems } = loadDefinitions(
          files.map((candidate) => (candidate === file ? { path: file.path, text } : candidate)),
          registry,
        )
        expect(model === undefined).toBe(hasErrors(problems))
      }),
      { numRuns: 20 },
    )
  })
})
