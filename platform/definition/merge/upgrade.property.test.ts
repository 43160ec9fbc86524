import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DefinitionFile } from '../model.ts'
import { readDefinition } from '../read-definition.ts'
import { jxcFolder, readFolder } from '../read-folder.fixture.ts'
import { mergeFiles } from './merge-files.ts'

const registry = createBuiltInRegistry()

interface Loose {
  [name: string]: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

const read = (files: readonly DefinitionFile[]): DefinitionFile[] =>
  files.map((file) => ({ ...file, definition: file.definition ?? readDefinition(file).definition }))
const base = read(readFolder(jxcFolder)).filter(({ path }) => /entity|list|roles|reports|posting|process/.test(path))
const entities = base.filter(({ definition }) => definition?.kind === 'entity').slice(0, 12)

/** One thing that somebody does to a definition, and how to see that it was done. */
interface Edit {
  readonly path: string
  apply(definition: Loose): void
  /** Whether the definition shows it. */
  holds(definition: Loose): boolean
  /** Names that a conflict over it would have in its path. */
  readonly about: string
}

const fieldsOf = (entity: Loose): Loose[] => entity.fields as Loose[]
/** Elements are found by the name they had, whatever they are called now. */
const find = (entity: Loose, name: string): Loose | undefined =>
  fieldsOf(entity).find((field) => field.name === name || (field.was as string[] | undefined)?.includes(name) === true)

function edits(side: string): fc.Arbitrary<Edit[]> {
  const one = fc
    .record({
      file: fc.nat(entities.length - 1),
      field: fc.nat(40),
      what: fc.constantFrom('label', 'required', 'add', 'remove', 'rename', 'rule', 'move'),
      mark: fc.nat(3),
    }) // prettier-ignore
    .map(({ file, field, what, mark }): Edit => {
      const entity = entities[file]!
      const names = fieldsOf(entity.definition as unknown as Loose).map((each) => String(each.name))
      const name = names[field % names.length]!
      const label = `${side}${mark}`
      const kinds: Record<typeof what, Omit<Edit, 'path' | 'about'>> = {
        label: { apply: (d) => void (find(d, name) && (find(d, name)!.label = label)), holds: (d) => find(d, name)?.label === label },
        required: { apply: (d) => void (find(d, name) && (find(d, name)!.help = label)), holds: (d) => find(d, name)?.help === label },
        add: {
          apply: (d) => void (find(d, label) ?? fieldsOf(d).splice(field % names.length, 0, { name: label, label, type: 'text' })),
          holds: (d) => find(d, label) !== undefined,
        },
        remove: { apply: (d) => void (d.fields = fieldsOf(d).filter((each) => each !== find(d, name))), holds: (d) => find(d, name) === undefined }, // prettier-ignore
        rename: {
          apply: (d) => void (find(d, name) && Object.assign(find(d, name)!, { name: `${name}${label}`, was: [name] })),
          holds: (d) => fieldsOf(d).some((each) => each.name === `${name}${label}`),
        },
        rule: { apply: (d) => void (d.rules = [...((d.rules ?? []) as Loose[]).filter((each) => each.name !== label), { name: label, that: '=true', message: label }]), holds: (d) => (d.rules as Loose[] | undefined)?.some((each) => each.name === label) === true }, // prettier-ignore
        move: { apply: (d) => void fieldsOf(d).unshift(...fieldsOf(d).splice(field % fieldsOf(d).length, 1)), holds: () => true },
      }
      return { path: entity.path, about: what === 'add' || what === 'rule' ? label : name, ...kinds[what] }
    })
  return fc.array(one, { minLength: 1, maxLength: 8 })
}

function edited(done: readonly Edit[]): DefinitionFile[] {
  return base.map((file) => {
    const here = done.filter(({ path }) => path === file.path)
    if (here.length === 0) return file
    const definition = JSON.parse(file.text) as Loose
    for (const edit of here) edit.apply(definition)
    const text = JSON.stringify(definition)
    return { path: file.path, text, definition: definition as unknown as DefinitionFile['definition'] }
  })
}

const named = (files: readonly DefinitionFile[], path: string): Loose =>
  files.find((file) => file.path === path)!.definition as unknown as Loose

describe('an upgrade', () => {
  it('loses no customisation: what the owner did is in the result, or it is a conflict with that name', async () => {
    await fc.assert(
      fc.asyncProperty(edits('ours'), edits('theirs'), async (mine, yours) => {
        const [ours, theirs] = [edited(mine), edited(yours)]
        const { files, open } = await mergeFiles({ base, ours, theirs }, { registry, choices: {} })
        for (const edit of mine.filter((each) => each.holds(named(ours, each.path)))) {
          const key = `entity/${String(named(base, edit.path).name)}/`
          const isNamed = open.some(({ id }) => id.startsWith(key) && id.split('/').includes(edit.about))
          expect([edit.about, edit.holds(named(files, edit.path)) || isNamed]).toEqual([edit.about, true])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('takes everything of the template that the owner did not touch', async () => {
    await fc.assert(
      fc.asyncProperty(edits('theirs'), async (yours) => {
        const theirs = edited(yours)
        const { files, open } = await mergeFiles({ base, ours: base, theirs }, { registry, choices: {} })
        expect(open).toEqual([])
        const contents = (each: readonly DefinitionFile[]) => new Map(each.map(({ path, text, definition }) => [path, definition ?? text]))
        expect(contents(files)).toEqual(contents(theirs))
      }),
      { numRuns: 60 },
    )
  })

  it('does what the owner decides: every conflict settled for one side leaves none open', async () => {
    await fc.assert(
      fc.asyncProperty(edits('ours'), edits('theirs'), fc.constantFrom('ours' as const, 'theirs' as const), async (mine, yours, side) => {
        const versions = { base, ours: edited(mine), theirs: edited(yours) }
        const first = await mergeFiles(versions, { registry, choices: {} })
        const choices = Object.fromEntries(first.open.map(({ id }) => [id, side]))
        const second = await mergeFiles(versions, { registry, choices })
        expect([second.open, second.all.map(({ id }) => id)]).toEqual([[], first.all.map(({ id }) => id)])
      }),
      { numRuns: 100 },
    )
  })
})
