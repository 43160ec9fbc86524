import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { expect, it } from 'vitest'
import { searchKeyOf } from './search-key.ts'

const entity = {
  kind: 'entity',
  name: 'item',
  nature: 'master',
  fields: [
    { name: 'name', type: 'text' },
    { name: 'code', type: 'text' },
    { name: 'note', type: 'text' },
  ],
} as EntityDefinition

it.each([
  [{ name: '晨光文具', note: '不算' }, 'cgwj\nchenguangwenju'],
  [{ name: 'A4 复印纸' }, 'a4fyz\na4fuyinzhi'],
  [{ name: 'Bolt', code: 'B1' }, null],
  [{ name: null }, null],
])('%j is found by %j', (values, key) => {
  expect(searchKeyOf(entity, values)).toBe(key)
})
