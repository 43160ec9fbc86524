import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { parsePath } from '@formwork/platform/value/index.ts'
import { isBlank, type LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { Finding } from '../../api/index.ts'
import { filledRows } from './collect-changes.ts'
import type { RecordDraft } from './record-draft.ts'

/** A problem with its place on the page. */
export interface PlacedProblem {
  message: string
  /** Header field; or the lines field when `row` is given. */
  field?: string
  /** Position among the rows on the screen. */
  row?: number
  column?: string
}

/** Takes empty rows out from between the others, so that the numbers on the screen are those of the messages. */
export function dropBlankRows(draft: RecordDraft): void {
  for (const table of draft.tables.values()) {
    const filled = filledRows(table.rows)
    const last = table.rows.findLastIndex((row) => !isBlank(row))
    if (last + 1 === filled.length) continue
    table.rows = [...filled, ...table.rows.slice(last + 1)]
    table.touch()
  }
}

/** Puts findings (`lines/3/price`, `promisedDate`) on their fields and cells, and lists them for the summary. */
export function placeProblems(draft: RecordDraft, findings: readonly Finding[]): PlacedProblem[] {
  const placed = findings.map((finding) => placeOne(draft, finding))
  for (const table of draft.tables.values()) table.touch()
  draft.touchHeader()
  return placed
}

function placeOne(draft: RecordDraft, { path, message }: Finding): PlacedProblem {
  const [first, second, column] = parsePath(path ?? '')
  const field = first === undefined ? undefined : draft.field(first === 'values' ? (second ?? '') : first)
  if (field === undefined) return { message }
  const table = draft.tables.get(field.name)
  const row = second !== undefined && /^\d+$/.test(second) ? Number(second) : undefined
  if (table === undefined || row === undefined) {
    if (draft.header.typed[field.name] === undefined) draft.header.problems[field.name] = message
    return { message, field: field.name }
  }
  const line: LineRow | undefined = filledRows(table.rows)[row]
  const cell = column === undefined ? undefined : cellOf(draft.lineFields(field.name), column)
  if (line !== undefined && cell !== undefined && line.typed[cell] === undefined) line.problems[cell] = message
  return { message, field: field.name, row: line === undefined ? row : table.rows.indexOf(line), column }
}

/** Where a figure is typed that is entered through another field. */
function cellOf(fields: readonly FieldDefinition[], column: string): string {
  const entered = fields.find(({ name }) => name === column)?.enteredAs?.field
  return entered !== undefined && fields.some(({ name }) => name === entered) ? entered : column
}

export function clearProblems(draft: RecordDraft): void {
  clear(draft.header)
  for (const table of draft.tables.values()) for (const row of table.rows) clear(row)
}

/** What the server said is forgotten; what could not be read at all stays wrong. */
function clear(row: LineRow): void {
  for (const name of Object.keys(row.problems)) if (row.typed[name] === undefined) delete row.problems[name]
}
