import { divide, fraction, multiply, subtract, type Fraction } from './fraction.ts'

/** Solves a square system exactly by elimination; undefined when it has no single solution. Rows are `[coefficients…, constant]`. */
export function solveLinear(rows: readonly (readonly Fraction[])[]): Fraction[] | undefined {
  const matrix = rows.map((row) => [...row])
  const size = matrix.length
  for (let column = 0; column < size; column++) {
    const pivot = matrix.findIndex((row, index) => index >= column && row[column]!.numerator !== 0n)
    if (pivot < 0) return undefined
    ;[matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!]
    const lead = matrix[column]![column]!
    matrix[column] = matrix[column]!.map((cell) => divide(cell, lead))
    for (let other = 0; other < size; other++) {
      const factor = matrix[other]![column]!
      if (other === column || factor.numerator === 0n) continue
      matrix[other] = matrix[other]!.map((cell, index) => subtract(cell, multiply(factor, matrix[column]![index]!)))
    }
  }
  return matrix.map((row) => row[size] ?? fraction(0n))
}
