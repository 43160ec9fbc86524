import type { FormulaPart } from './formula-text.ts'

/** Part of the drawn formula: a chip, a fixed text, or what stands between them; `isWrong` is underlined. */
export interface DrawnPart {
  readonly kind: FormulaPart['kind']
  readonly text: string
  readonly isWrong: boolean
}

export interface Range {
  readonly from: number
  readonly to: number
}

/** The parts cut where something wrong begins and ends. */
export function drawn(parts: readonly FormulaPart[], wrong: readonly Range[]): DrawnPart[] {
  let start = 0
  return parts.flatMap(({ kind, shown }) => {
    const [from, to] = [start, (start += shown.length)]
    const cuts = kind === 'name' ? [] : wrong.flatMap((range) => [range.from, range.to]).filter((cut) => cut > from && cut < to)
    const edges = [...new Set([from, ...cuts.toSorted((left, right) => left - right), to])]
    return edges.slice(1).map((end, index) => ({
      kind,
      text: shown.slice(edges[index]! - from, end - from),
      isWrong: wrong.some((range) => range.from < end && range.to > edges[index]!),
    }))
  })
}

/** Where the chips stand in the text that is seen. */
export function chipRanges(parts: readonly FormulaPart[]): Range[] {
  let start = 0
  return parts.flatMap(({ kind, shown }) => {
    const range = { from: start, to: (start += shown.length) }
    return kind === 'name' ? [range] : []
  })
}

/** A selection that cuts no chip: a caret goes on to the edge it was moving to, a range takes the whole chip. */
export function aroundChips(chips: readonly Range[], { from, to }: Range, before: Range): Range {
  const cut = (at: number): Range | undefined => chips.find((chip) => chip.from < at && at < chip.to)
  if (from === to) {
    const chip = cut(from)
    if (chip === undefined) return { from, to }
    const isForward = before.to <= chip.from || (before.to < chip.to && from - chip.from > chip.to - from)
    return isForward ? { from: chip.to, to: chip.to } : { from: chip.from, to: chip.from }
  }
  // The edge that moves out of a chip leaves it, every other takes it whole.
  const start = cut(from)
  const end = cut(to)
  return {
    from: start === undefined ? from : before.from === start.from && from > before.from ? start.to : start.from,
    to: end === undefined ? to : before.to === end.to && to < before.to ? end.from : end.to,
  }
}

/** The chip that a key deletes as a whole. */
export function chipToDelete(chips: readonly Range[], caret: number, isBackward: boolean): Range | undefined {
  return chips.find((chip) => (isBackward ? chip.from < caret && caret <= chip.to : chip.from <= caret && caret < chip.to))
}
