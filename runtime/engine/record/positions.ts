import type { DraftLine } from './draft.ts'

/** Room between neighbouring rows, so that most inserts and moves write one row only. */
const GAP = 1024

/** Gives rows ascending positions in their order; rows that stand right keep theirs. */
export function placeLines(lines: readonly DraftLine[]): void {
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!
    const previous = index === 0 ? 0 : lines[index - 1]!.position
    if (line.position > previous) continue
    const next = nextPlaced(lines, index, previous)
    if (next === undefined) line.position = Math.floor(previous / GAP) * GAP + GAP
    else if (next - previous > 1) {
      line.position = previous + Math.max(1, Math.floor((next - previous) / (countUnplaced(lines, index, next) + 1)))
    } else return renumber(lines)
  }
}

/** Position of the next row that may keep its own. */
function nextPlaced(lines: readonly DraftLine[], from: number, above: number): number | undefined {
  for (let index = from + 1; index < lines.length; index++) if (lines[index]!.position > above) return lines[index]!.position
  return undefined
}

function countUnplaced(lines: readonly DraftLine[], from: number, next: number): number {
  let count = 0
  for (let index = from; index < lines.length && lines[index]!.position !== next; index++) count++
  return count
}

function renumber(lines: readonly DraftLine[]): void {
  lines.forEach((line, index) => {
    line.position = (index + 1) * GAP
  })
}
