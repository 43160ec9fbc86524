import type { ShapeRow } from '@formwork/runtime/ui/list/list-shape.ts'
import { describe, expect, it } from 'vitest'
import { buildTree, shownBranches, type Branch } from './build-tree.ts'

const row = (id: string, parent: string | null): ShapeRow => ({ id, version: 1, status: 'active', title: id, values: { parent } })
const drawn = (branches: readonly Branch[]): string =>
  branches.map(({ row: { id }, children }) => (children.length > 0 ? `${id}(${drawn(children)})` : id)).join(' ')

describe('a tree', () => {
  it('puts rows below their parents, in their order', () => {
    expect(drawn(buildTree([row('c', 'a'), row('a', null), row('b', 'a'), row('d', 'b')], 'parent'))).toBe('a(c b(d))')
  })

  it('loses nobody: strangers’ children and circles stand at the root', () => {
    expect(drawn(buildTree([row('a', 'gone'), row('b', 'c'), row('c', 'b'), row('e', 'e'), row('f', 'b')], 'parent'))).toBe('a b(f) c e')
  })

  it('shows what is open', () => {
    const tree = buildTree([row('a', null), row('b', 'a'), row('c', 'b')], 'parent')
    expect(shownBranches(tree, (id) => id === 'a').map((branch) => [branch.row.id, branch.level])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })
})
