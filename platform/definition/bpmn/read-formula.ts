import { insideBraces, translateFormula } from './translate-formula.ts'

/** Operators that FEEL does not have: the text was written for another tool. */
const FOREIGN_OPERATORS = /&&|\|\||===?|!==?(?!=)|(^|[\s(])!(?!=)|'|\beq\b|\bne\b|\bgt\b|\blt\b|\bge\b|\ble\b/

/** The FEEL of an expression body: `=feel`, bare FEEL, or `${…}` of another tool. Errors: `expression-syntax`. */
export function readFormula(text: string): string {
  const trimmed = text.trim()
  if (trimmed.startsWith('=') && !trimmed.startsWith('==')) return trimmed.slice(1).trim()
  const braced = insideBraces(trimmed)
  if (braced !== undefined) return translateFormula(braced)
  return isForeign(trimmed) ? translateFormula(trimmed) : trimmed
}

/** A literal, or a formula written with a leading `=`: `PT5M`, `=wait`, `${wait}`, `order-${number}`. */
export function readFormulaOrText(text: string): string {
  const trimmed = text.trim()
  const braced = insideBraces(trimmed)
  if (braced !== undefined) return `=${translateFormula(braced)}`
  const parts = trimmed.split(/[$#]\{([^{}]*)\}/)
  if (parts.length === 1) return trimmed
  const terms = parts.map((part, index) => (index % 2 === 0 ? JSON.stringify(part) : `string(${translateFormula(part)})`))
  return `=${terms.filter((term) => term !== '""').join(' + ')}`
}

function isForeign(text: string): boolean {
  const outsideStrings = text.replace(/"(?:[^"\\]|\\.)*"/g, '""')
  return FOREIGN_OPERATORS.test(outsideStrings.replace(/[<>]=/g, '<').replace(/!=/g, '<')) || /==|!==/.test(outsideStrings)
}
