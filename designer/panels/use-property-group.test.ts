import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { FormulaPlace } from './formula-place.ts'
import { editorsOf } from './panel-editors.ts'
import { usePropertyGroup } from './use-property-group.ts'

const { editor } = editorsOf('number', createBuiltInRegistry()).find(({ name }) => name === 'whenFilled')!
const parts = editor.kind === 'group' ? editor.parts : []

beforeEach(() => setActivePinia(createPinia()))

function open(value: object | undefined) {
  const stored = ref<unknown>(value)
  const given: unknown[] = []
  const options = {
    name: 'whenFilled',
    value: () => stored.value,
    parts: () => parts,
    place: () => ({ file: 'note/entity.json', at: ['fields', 0] }) as unknown as FormulaPlace,
    give: (next: unknown) => given.push(next),
  }
  return { stored, given, group: effectScope().run(() => usePropertyGroup(options))! }
}

it('a property of several parts is given when it is whole, and what is missing is told', () => {
  const { given, group } = open(undefined)
  group.change('field', 'packs')
  expect([given, group.missing.value.map(({ name }) => name)]).toEqual([[], ['formula']])
  group.change('formula', '=packs * 2')
  expect([given, group.missing.value]).toEqual([[{ field: 'packs', formula: '=packs * 2' }], []])
  expect(group.placeOf('formula').at).toEqual(['fields', 0, 'whenFilled'])
})

it('one that loses a part that it needs stays as it was; without any part it goes; an undo shows what is stored', async () => {
  const { stored, given, group } = open({ field: 'packs', formula: '=packs' })
  group.change('formula', undefined)
  expect([given, group.draft.value]).toEqual([[], { field: 'packs' }])
  group.change('field', undefined)
  expect(given).toEqual([undefined])
  stored.value = { field: 'packs', formula: '=packs * 3' }
  await nextTick()
  expect(group.draft.value).toEqual(stored.value)
})
