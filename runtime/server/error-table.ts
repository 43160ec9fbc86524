import type { ExportedTable } from '../query/export/exported-table.ts'

/** A page of what an import has refused. */
export interface ErrorPage {
  readonly name: string
  readonly headings: readonly (string | null)[]
  readonly rows: readonly { row: number; cells: readonly (string | null)[]; errors: readonly { row: number; message: string }[] }[]
  readonly next?: number
}

const REASON = '原因 Reason'

/** The refused rows as they came, all as text, with the reasons in front. */
export async function errorTables(
  page: (after?: number) => Promise<ErrorPage>,
): Promise<{ first: ExportedTable; further: AsyncIterable<ExportedTable['rows']>; name: string }> {
  const start = await page()
  const labels = [...start.headings.map((heading) => heading ?? ''), REASON]
  const rowsOf = ({ rows }: ErrorPage): ExportedTable['rows'] =>
    rows.map(({ row, cells, errors }) => [
      ...start.headings.map((_heading, index) => cells[index] ?? null),
      errors.map((error) => (error.row === row ? error.message : `#${error.row} ${error.message}`)).join(';'),
    ])
  async function* further(): AsyncGenerator<ExportedTable['rows']> {
    for (let next = start.next; next !== undefined;) {
      const following = await page(next)
      yield rowsOf(following)
      next = following.next
    }
  }
  const name = `${start.name.replace(/\.\w{1,5}$/, '')}-错误行.xlsx`
  return {
    first: { title: 'errors', columns: labels.map((label) => ({ label, kind: 'text' })), rows: rowsOf(start) },
    further: further(),
    name,
  }
}
