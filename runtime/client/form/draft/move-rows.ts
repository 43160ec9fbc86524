export interface RowMove {
  do: 'move'
  id: string
  before: string | null
}

/** How stored rows come from the order in which they were to the one they have: from the last row up, each before the one that follows it. */
export function moveRows(now: readonly string[], before: readonly string[]): RowMove[] {
  const followed = new Map(before.map((id, index) => [id, before[index + 1] ?? null]))
  const moved = new Set<string>()
  const moves: RowMove[] = []
  for (let index = now.length - 1; index >= 0; index--) {
    const id = now[index]!
    const next = now[index + 1] ?? null
    if (followed.get(id) === next && (next === null || !moved.has(next))) continue
    moved.add(id)
    moves.push({ do: 'move', id, before: next })
  }
  return moves
}
