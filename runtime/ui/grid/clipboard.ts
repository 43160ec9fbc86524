/**
 * Cells as spreadsheets put them on the clipboard: tabs between cells, line ends between rows, quotes around what contains either.
 * The empty row that a trailing line end makes is left out.
 */
export function readCells(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (text[index + 1] === '"') cell += text[++index]!
      else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === '\t') {
      rows.at(-1)!.push(cell)
      cell = ''
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[index + 1] === '\n') index++
      rows.at(-1)!.push(cell)
      rows.push([])
      cell = ''
    } else cell += character
  }
  rows.at(-1)!.push(cell)
  return rows.at(-1)!.every((last) => last === '') && rows.length > 1 ? rows.slice(0, -1) : rows
}

export function writeCells(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quote).join('\t')).join('\r\n')
}

function quote(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
