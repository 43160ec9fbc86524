interface Cell {
  readonly text: string
}

/** A figure as it is written, without a unit or a percent sign. */
const PLAIN = /^-?[\d,]+(?:\.(\d+))?$/

/** Figures of one column of a paper with their points below each other: 20.00 beside 15.50. What is no plain figure stays. */
export function alignFractions<Row extends { readonly cells: readonly Cell[] }>(rows: readonly Row[], columns: readonly boolean[]): Row[] {
  const digits = columns.map((isFigure, place) =>
    isFigure ? Math.max(0, ...rows.map(({ cells }) => PLAIN.exec(cells[place]?.text ?? '')?.[1]?.length ?? 0)) : 0,
  )
  if (digits.every((count) => count === 0)) return [...rows]
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, place) => (digits[place]! > 0 ? { ...cell, text: filled(cell.text, digits[place]!) } : cell)),
  }))
}

function filled(text: string, digits: number): string {
  const match = PLAIN.exec(text)
  if (match === null) return text
  const missing = digits - (match[1]?.length ?? 0)
  return missing === 0 ? text : `${text}${match[1] === undefined ? '.' : ''}${'0'.repeat(missing)}`
}
