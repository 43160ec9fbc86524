import type { PlacedProblem } from './draft/place-problems.ts'
import type { LinesHandle } from './parts/lines-registry.ts'

/** Leads to what is wrong: the input of a header field, or the cell of a row. */
export function jumpTo(problem: PlacedProblem, lines: ReadonlyMap<string, LinesHandle>): void {
  if (problem.field === undefined) return
  const grid = lines.get(problem.field)
  if (grid !== undefined) return grid.focusCell(problem.row ?? 0, problem.column ?? '')
  const place = document.getElementById(`field-${problem.field}`)
  place?.scrollIntoView({ block: 'center' })
  place?.focus()
}
