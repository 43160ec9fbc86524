import { schemaOfKind } from '@formwork/platform/definition/schema/resolve-schema.ts'
import type { EntityDefinition, RolesDefinition } from '@formwork/platform/definition/types.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blankElement } from '../canvas/definition/blank-element.ts'
import { toggledOperations } from '../canvas/role/role-edits.ts'
import { startDefinition, starterKinds } from '../dialogs/starters.ts'
import { execute, redo, startHistory, undo, type History } from './history.ts'
import type { Content, Operation } from './operation.ts'
import { ServerTexts } from './server-texts.ts'

const STEPS = 200
const sources = import.meta.glob<string>('../../templates/jxc/**/*.{json,bpmn}', { query: '?raw', import: 'default', eager: true })
const texts = Object.entries(sources).map(([path, text]) => ({ path: path.replace('../../templates/jxc/', ''), text }))
const copy = { release: 1, releasedAt: 0, releasedBy: null, revision: 0, files: texts, changes: [] }

type Numbers = readonly [what: number, where: number, which: number, how: number]
const step: fc.Arbitrary<Numbers> = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat())

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!
const pathsOf = (history: History, kind: string): string[] =>
  [...history.files].filter(([, content]) => (content as { kind?: string }).kind === kind).map(([path]) => path)

/** What the screens of the designer do, one thing at a time, on whatever is there by then. */
const actions: ((history: History, numbers: Numbers) => Operation[])[] = [
  (history, [, where, which, how]) => {
    const file = pick(pathsOf(history, 'entity'), where)
    const { fields } = history.files.get(file) as unknown as EntityDefinition
    const value = { name: `new${how % 90}`, label: '新', type: 'text' }
    return [{ do: 'insert', file, at: ['fields', which % (fields.length + 1)], value }]
  },
  (history, [, where, which]) => {
    const file = pick(pathsOf(history, 'entity'), where)
    const { fields } = history.files.get(file) as unknown as EntityDefinition
    return fields.length < 2 ? [] : [{ do: 'remove', file, at: ['fields', which % fields.length] }]
  },
  (history, [, where, which, how]) => {
    const file = pick(pathsOf(history, 'entity'), where)
    const fields = (history.files.get(file) as unknown as EntityDefinition).fields as unknown as Content[]
    const [from, to] = [which % fields.length, how % fields.length]
    return [
      { do: 'remove', file, at: ['fields', from] },
      { do: 'insert', file, at: ['fields', to], value: fields[from]! },
    ]
  },
  (history, [, where, which, how]) => {
    const file = pick(pathsOf(history, 'entity'), where)
    const { fields } = history.files.get(file) as unknown as EntityDefinition
    const value = pick([undefined, true, '=true', '说明'], how)
    return [{ do: 'set', file, at: ['fields', which % fields.length, pick(['required', 'visible', 'help'], how)], value }]
  },
  (history, [, , which, how]) => {
    const [file] = pathsOf(history, 'roles')
    const { roles } = history.files.get(file!) as unknown as RolesDefinition
    const role = which % roles.length
    if (roles[role]!.grants.length === 0) return []
    const grant = how % roles[role]!.grants.length
    const next = toggledOperations(roles[role]!.grants[grant]!.operations, pick(['view', 'edit', 'print', 'export'], how))
    const at = ['roles', role, 'grants', grant]
    return next.length === 0 ? [{ do: 'remove', file: file!, at }] : [{ do: 'set', file: file!, at: [...at, 'operations'], value: next }]
  },
  (history, [, where, which]) => {
    const kind = pick(starterKinds, which)
    const taken = [...history.files.keys()].map((path) => path.split('/').at(-1)!.replace('.json', ''))
    const words = { name: '名称', first: '第一项', number: '数量', title: '新' }
    const made = startDefinition({
      kind,
      label: `新${where % 50}`,
      entity: 'product',
      ledger: 'stock',
      report: 'stock-balance',
      taken,
      words,
    })
    return made.map(({ path, definition }): Operation => ({ do: 'set', file: path, at: [], value: definition as Content }))
  },
  (history, [, where]) => [{ do: 'set', file: pick(pathsOf(history, 'report'), where), at: [], value: undefined }],
  (history, [, where, , how]) => {
    const file = pick(pathsOf(history, 'dashboard'), where)
    const { tiles } = history.files.get(file) as unknown as { tiles: { name: string }[] }
    const schema = (schemaOfKind('dashboard')!.properties as Record<string, { items?: Record<string, unknown> }>).tiles!.items!
    const tile = blankElement(
      schema,
      `卡片${how % 99}`,
      tiles.map(({ name }) => name),
      () => undefined,
    )
    return [{ do: 'insert', file, at: ['tiles', how % (tiles.length + 1)], value: tile }]
  },
]

describe('a random walk through the designer', () => {
  it(`of ${STEPS} actions and as many undos gives every byte back, and so do as many redos forth`, () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: STEPS, maxLength: STEPS }), (walk) => {
        const server = new ServerTexts()
        let history = startHistory(server.adopt(copy))
        const textsOf = (): string => [...history.files].map(([path, content]) => `${path}\n${server.textOf(path, content)}`).sort().join('\n') // prettier-ignore
        const before = textsOf()
        for (const numbers of walk) history = execute(history, 'step', pick(actions, numbers[0])(history, numbers))
        const [after, done] = [textsOf(), history.done.length]
        expect(done).toBeGreaterThan(STEPS / 2)
        expect(after).not.toBe(before)
        for (let count = 0; count < done; count++) history = undo(history)
        expect(textsOf()).toBe(before)
        expect(server.dirtyPaths(history.files)).toEqual([])
        for (let count = 0; count < done; count++) history = redo(history)
        expect(textsOf()).toBe(after)
      }),
      { numRuns: 5 },
    )
  }, 60_000)
})
