import { describeFieldError, fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { Workspace } from '../../host/workspace.ts'
import { contentPath } from '../../host/stored-content.ts'
import type { ImportContent, ImportProblem } from '../../query/import/import-content.ts'
import type { ImportWork } from '../../query/import/import-work.ts'
import { runSystemCommand } from '../run-command.ts'
import { readTable } from './table/read-table.ts'
import { MOST_ROWS, type TableRow } from './table/table-row.ts'

interface StagedRow {
  head: number
  row: number
  cells: readonly (string | null)[]
  errors?: ImportProblem[]
}

/** Rows of the file into the database, each with the first row of its record; what stands twice is refused here. Errors: `file-refused`, `too-many-rows`. */
export async function stageFile(workspace: Workspace, { batch, content, unique }: ImportWork): Promise<void> {
  if (workspace.files === undefined) throw fail('service-unavailable', { reason: 'files' })
  const { sheet, encoding, heading } = content.table
  const { hash, name } = content.file
  const stager = new Stager(content, unique)
  const { rows } = await readTable({ path: contentPath(workspace.files, hash), name, sheet, encoding })
  for await (const piece of rows) {
    const staged = piece.filter(({ row }) => row > heading).map((row) => stager.stage(row))
    const answer = await runSystemCommand(workspace, 'stage-import', { import: batch, rows: staged, total: stager.records })
    if (answer.state !== 'reading') return
  }
  await runSystemCommand(workspace, 'note-import', { import: batch, from: 'reading', state: 'checking', reached: 0 })
}

class Stager {
  readonly #content: ImportContent
  readonly #columns: readonly { column: number; label: LocalizedText; seen: Map<string, number> }[]
  readonly #heads = new Map<string, number>()
  #last = 0
  #count = 0
  /** Records so far. */
  records = 0

  constructor(content: ImportContent, unique: ImportWork['unique']) {
    this.#content = content
    this.#columns = unique.flatMap(({ to, label }) => {
      const column = content.columns.indexOf(to)
      return column < 0 ? [] : [{ column, label, seen: new Map<string, number>() }]
    })
  }

  stage({ row, cells }: TableRow): StagedRow {
    if (++this.#count > MOST_ROWS) throw fail('too-many-rows', { limit: MOST_ROWS })
    const head = this.#headOf(row, cells)
    if (head === row) this.records++
    const errors = head === row ? this.#twins(row, cells) : []
    return errors.length === 0 ? { head, row, cells } : { head, row, cells, errors }
  }

  /** Rows with one value in the group column are one record; an empty one goes with the row above, as merged cells do. */
  #headOf(row: number, cells: TableRow['cells']): number {
    const { group } = this.#content
    if (group === undefined) return row
    const text = cells[group]?.trim() ?? ''
    const head = text === '' ? this.#last || row : (this.#heads.get(text) ?? row)
    if (text !== '') this.#heads.set(text, head)
    return (this.#last = head)
  }

  #twins(row: number, cells: TableRow['cells']): ImportProblem[] {
    return this.#columns.flatMap(({ column, label, seen }) => {
      const text = cells[column]?.trim() ?? ''
      if (text === '') return []
      const first = seen.get(text)
      if (first === undefined) {
        seen.set(text, row)
        return []
      }
      const problem = { code: 'duplicate-row', parameters: { label, value: text.slice(0, 100), row: first } } as const
      return [{ row, column, message: describeFieldError(problem, this.#content.language).message }]
    })
  }
}
