/** FEEL for functions of a workbook that mean the same. */
const FUNCTIONS: Readonly<Record<string, string>> = { ROUND: 'round half up', ABS: 'abs', MAX: 'max', MIN: 'min' }

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|(\$?[A-Z]{1,3}\$?\d+)|([A-Z][A-Z0-9.]*)(?=\()|([-+*/(),]))/y

/**
 * A formula of one row (`C2*D2`) over the fields of its columns (`quantity * price`). Undefined for what reads other rows or
 * uses what has no equal: such a column is proposed with its values only.
 */
export function translateCellFormula(formula: string, row: number, fieldOf: (column: number) => string | undefined): string | undefined {
  const parts: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < formula.length) {
    const match = TOKEN.exec(formula)
    if (match === null) return undefined
    const [, number, cell, name, sign] = match
    const part = number ?? (cell === undefined ? undefined : cellField(cell, row, fieldOf)) ?? (name === undefined ? sign : FUNCTIONS[name])
    if (part === undefined) return undefined
    parts.push(part)
  }
  return parts.length === 0 ? undefined : spaced(parts)
}

function cellField(cell: string, row: number, fieldOf: (column: number) => string | undefined): string | undefined {
  const [, letters, digits] = /^\$?([A-Z]+)\$?(\d+)$/.exec(cell)!
  return Number(digits) === row ? fieldOf(columnOf(letters!)) : undefined
}

/** `A` is 0, `AA` is 26. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function spaced(parts: readonly string[]): string {
  return parts.reduce((text, part, index) => {
    if (part === ',') return `${text}, `
    if (part === '(' || part === ')') return text + part
    const isOperator = /^[-+*/]$/.test(part)
    const isSign = isOperator && (index === 0 || ['(', ',', '+', '-', '*', '/'].includes(parts[index - 1]!))
    return isOperator && !isSign ? `${text} ${part} ` : text + part
  }, '')
}
