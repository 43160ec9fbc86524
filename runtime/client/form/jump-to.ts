import type { PlacedProblem } from './draft/place-problems.ts'
import type { LinesHandle } from './parts/lines-registry.ts'

/** Leads to what is wrong: the input of a header field, or the cell of a row. */
export async function jumpTo(
  problem: PlacedProblem,
  lines: ReadonlyMap<string, LinesHandle>,
  tabs: ReadonlySet<(field: string) => boolean>,
): Promise<void> {
  const { field } = problem
  if (field === undefined) return
  for (const reveal of tabs) if (reveal(field)) await untilDrawn(field, lines)
  const grid = lines.get(field)
  if (grid !== undefined) return grid.focusCell(problem.row ?? 0, problem.column ?? '')
  const place = document.getElementById(`field-${field}`)
  place?.scrollIntoView({ block: 'center' })
  place?.focus()
}

/** A page that is opened for the first time is drawn before its fields can be reached. */
async function untilDrawn(field: string, lines: ReadonlyMap<string, LinesHandle>): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    if (lines.has(field) || document.getElementById(`field-${field}`) !== null) return
  }
}
