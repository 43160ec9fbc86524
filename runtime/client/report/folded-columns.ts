/**
 * On a phone: the words that stand before the first figure go below the name of their row, so that figures are seen without
 * pushing; names of those columns. Two columns of words have room, and a report of words alone stays as it is.
 */
export function foldedColumns<Column extends { name: string }>(
  columns: readonly Column[],
  isFigure: (column: Column) => boolean,
): ReadonlySet<string> {
  const first = columns.findIndex(isFigure)
  return new Set(first <= MOST_WORDS ? [] : columns.slice(1, first).map(({ name }) => name))
}
const MOST_WORDS = 2
