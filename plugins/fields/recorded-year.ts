/** Years with four digits, so that text and date columns sort alike in every database. */
export function isRecordedYear(year: number): boolean {
  return year >= 1000 && year <= 9999
}
