import type { ShapeRow } from '@formwork/runtime/ui/list/list-shape.ts'

export interface Branch {
  readonly row: ShapeRow
  readonly level: number
  readonly children: readonly Branch[]
}

/** Rows below what they name as their parent; what names nobody that is there, or only its own descendants, stands at the root. */
export function buildTree(rows: readonly ShapeRow[], by: string): Branch[] {
  const known = new Map(rows.map((row) => [row.id, row]))
  const children = new Map<string, ShapeRow[]>()
  const roots: ShapeRow[] = []
  for (const row of rows) {
    const parent = parentOf(row, by)
    if (parent === undefined || !known.has(parent) || isCircle(row, by, known)) roots.push(row)
    else children.set(parent, [...(children.get(parent) ?? []), row])
  }
  const branch = (row: ShapeRow, level: number): Branch => ({
    row,
    level,
    children: (children.get(row.id) ?? []).map((child) => branch(child, level + 1)),
  })
  return roots.map((row) => branch(row, 1))
}

const parentOf = (row: ShapeRow, by: string): string | undefined => (typeof row.values[by] === 'string' ? row.values[by] : undefined)

function isCircle(row: ShapeRow, by: string, known: ReadonlyMap<string, ShapeRow>): boolean {
  const seen = new Set([row.id])
  for (let at = known.get(parentOf(row, by) ?? ''); at !== undefined; at = known.get(parentOf(at, by) ?? '')) {
    if (seen.has(at.id)) return at.id === row.id
    seen.add(at.id)
  }
  return false
}

/** The branches that are to be seen, in order. */
export function shownBranches(branches: readonly Branch[], isOpen: (id: string) => boolean): Branch[] {
  return branches.flatMap((branch) => [branch, ...(isOpen(branch.row.id) ? shownBranches(branch.children, isOpen) : [])])
}
