import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeValues } from './merge-values.ts'

interface Node {
  name: string
  label?: string
  required?: boolean
  fields?: Node[]
  options?: string[]
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const leaf = fc.record(
  { name, label: fc.constantFrom('x', 'y', 'z'), required: fc.boolean(), options: fc.array(fc.constantFrom('p', 'q'), { maxLength: 2 }) },
  { requiredKeys: ['name'] },
)
const unique = <T extends { name: string }>(element: fc.Arbitrary<T>) =>
  fc.uniqueArray(element, { selector: (each) => each.name, maxLength: 5 })
const root = fc.record({ kind: fc.constant('entity'), name: fc.constant('r'), fields: unique(fc.record({ name, label: fc.constantFrom('x', 'y'), fields: unique(leaf) }, { requiredKeys: ['name'] })) }) // prettier-ignore

describe('three-way merge', () => {
  it('takes what only one side changed, whole', () => {
    fc.assert(
      fc.property(root, root, (base, other) => {
        expect(mergeValues(base, other, base)).toEqual({ value: other, conflicts: [] })
        expect(mergeValues(base, base, other)).toEqual({ value: other, conflicts: [] })
        expect(mergeValues(base, other, other)).toEqual({ value: other, conflicts: [] })
      }),
    )
  })

  it('finds the same conflicts whoever is who, and without any gives the same elements', () => {
    fc.assert(
      fc.property(root, root, root, (base, ours, theirs) => {
        const [one, two] = [mergeValues(base, ours, theirs), mergeValues(base, theirs, ours)]
        const paths = (merged: typeof one) => merged.conflicts.map(({ path }) => path.join('/')).sort()
        expect(paths(one)).toEqual(paths(two))
        if (one.conflicts.length === 0) expect(sorted(one.value)).toEqual(sorted(two.value))
      }),
      { numRuns: 500 },
    )
  })

  it('loses nothing that either side did when they worked on different elements', () => {
    fc.assert(
      fc.property(root, fc.constantFrom('g', 'h'), fc.nat(4), (base, added, at) => {
        const ours = { ...base, fields: base.fields.map((field, index) => (index === at ? { ...field, label: 'ours' } : field)) }
        const theirs = { ...base, fields: [...base.fields, { name: added }] }
        const { value, conflicts } = mergeValues(base, ours, theirs)
        expect(conflicts).toEqual([])
        expect(value).toEqual({ ...ours, fields: [...ours.fields, { name: added }] })
      }),
    )
  })

  const base = { fields: [{ name: 'a' }, { name: 'b', label: 'B' }, { name: 'c' }] }
  it.each<[string, { fields: Node[] }, { fields: (Node & { was?: string[] })[] }, string[], string[][]]>([
    [
      'a field beside its neighbour',
      { fields: [{ name: 'a' }, { name: 'n' }, { name: 'b', label: 'B' }, { name: 'c' }] },
      { fields: [{ name: 'c' }, { name: 'a' }, { name: 'b', label: 'B' }] },
      ['c', 'a', 'n', 'b'],
      [],
    ],
    [
      'a renamed field changed elsewhere',
      { fields: [{ name: 'a' }, { name: 'b', label: 'B2' }, { name: 'c' }] },
      { fields: [{ name: 'a' }, { name: 'k', label: 'B', was: ['b'] }, { name: 'c' }] },
      ['a', 'k', 'c'],
      [],
    ],
    [
      'a removed field changed elsewhere',
      { fields: [{ name: 'a' }, { name: 'c' }] },
      { fields: [{ name: 'a' }, { name: 'b', label: 'B3' }, { name: 'c' }] },
      ['a', 'b', 'c'],
      [['fields', 'b']],
    ],
    [
      'one label in two ways',
      { fields: [{ name: 'a' }, { name: 'b', label: 'B1' }, { name: 'c' }] },
      { fields: [{ name: 'a' }, { name: 'b', label: 'B2' }, { name: 'c' }] },
      ['a', 'b', 'c'],
      [['fields', 'b', 'label']],
    ],
  ])('%s', (_, ours, theirs, names, conflicts) => {
    const merged = mergeValues(base, ours, theirs)
    expect((merged.value as typeof base).fields.map((field) => field.name)).toEqual(names)
    expect(merged.conflicts.map(({ path }) => path)).toEqual(conflicts)
  })
})

/** Without the order of elements, which is a property of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, sorted(each)]).sort()) // prettier-ignore
}
