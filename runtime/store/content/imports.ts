import type { Plan, Reading, Row, Transaction } from '../database.ts'

/**
 * What an import is doing: rows are read in, tried out, waiting for a person, written, written; being taken back
 * (tried out first), taken back; stopped by a person, or by a file that cannot be read.
 */
export type ImportState =
  'reading' | 'checking' | 'checked' | 'importing' | 'imported' | 'undo-checking' | 'undoing' | 'undone' | 'cancelled' | 'failed'

export interface ImportBatch {
  readonly id: number
  readonly entity: string
  readonly person: number
  readonly state: ImportState
  /** The head row that the work has come to. */
  readonly reached: number
  /** Records in the file, those that are done in this state, those that are refused. */
  readonly total: number
  readonly done: number
  readonly bad: number
  readonly content: unknown
  readonly at: number
  readonly endedAt: number | null
}

export interface ImportedRow {
  readonly head: number
  readonly row: number
  readonly cells: readonly (string | null)[]
  readonly state: string | null
  readonly record: number | null
  readonly version: number | null
  readonly former: unknown
  readonly errors: unknown
}

/** What became of one record of the file. */
export interface ImportOutcome {
  readonly head: number
  readonly state: string | null
  readonly record: number | null
  readonly version: number | null
  readonly former: unknown
  readonly errors: unknown
}

const columns = 'id, entity, person, state, reached, total, done, bad, content, at, ended_at'
const insert: Plan = { sql: `insert into import_batch (${columns}) values (?, ?, ?, ?, 0, 0, 0, 0, ?, ?, null)` }
const one: Plan = { sql: `select ${columns} from import_batch where id = ?` }
const own: Plan = { sql: `select ${columns} from import_batch where person = ? order by id desc limit ?` }
const update: Plan = {
  sql: 'update import_batch set state = ?, reached = ?, total = ?, done = ?, bad = ?, content = ?, ended_at = ? where id = ?',
}
const insertRow: Plan = {
  sql: 'insert into import_row (batch, head, row_number, cells, state, errors) values (?, ?, ?, ?, ?, ?) on conflict (batch, head, row_number) do nothing',
}
const rowColumns = 'head, row_number, cells, state, record, version, former, errors'
const heads: Plan = { sql: 'select head from import_row where batch = ? and head > ? and head = row_number order by head limit ?' }
const rows: Plan = {
  sql: `select ${rowColumns} from import_row where batch = ? and head > ? and head <= ? order by head, row_number`,
}
const writtenBefore: Plan = {
  sql: `select ${rowColumns} from import_row where batch = ? and head < ? and head = row_number and state in ('made', 'changed') order by head desc limit ?`,
}
const refused: Plan = {
  sql: `select ${rowColumns} from import_row where batch = ? and head > ? and head = row_number and errors is not null order by head limit ?`,
}
const written: Plan = {
  sql: "select state, count(*) as n from import_row where batch = ? and head = row_number and state in ('made', 'changed') group by state",
}
const note: Plan = {
  sql: 'update import_row set state = ?, record = ?, version = ?, former = ?, errors = ? where batch = ? and head = ? and row_number = ?',
}
const forgetRows: Plan = { sql: 'delete from import_row where batch = ?' }
const forgetErrors: Plan = { sql: 'update import_row set errors = null where batch = ? and errors is not null' }

export async function insertImport(
  transaction: Transaction,
  batch: Pick<ImportBatch, 'entity' | 'person' | 'content' | 'at'>,
): Promise<number> {
  const id = await transaction.nextIds(1)
  await transaction.run(insert, [id, batch.entity, batch.person, 'reading', JSON.stringify(batch.content), batch.at])
  return id
}

export async function findImport(reading: Reading, id: number): Promise<ImportBatch | undefined> {
  const row = await reading.get(one, [id])
  return row === undefined ? undefined : readBatch(row)
}

/** The newest first. */
export async function importsOf(reading: Reading, person: number, limit: number): Promise<ImportBatch[]> {
  return (await reading.all(own, [person, limit])).map(readBatch)
}

export async function updateImport(transaction: Transaction, batch: ImportBatch): Promise<void> {
  const { state, reached, total, done, bad, content, endedAt, id } = batch
  await transaction.run(update, [state, reached, total, done, bad, JSON.stringify(content), endedAt, id])
}

export async function insertImportRow(
  transaction: Transaction,
  batch: number,
  row: { head: number; row: number; cells: readonly (string | null)[]; errors?: unknown },
): Promise<void> {
  const errors = row.errors === undefined ? null : JSON.stringify(row.errors)
  await transaction.run(insertRow, [batch, row.head, row.row, JSON.stringify(row.cells), errors === null ? null : 'bad', errors])
}

/** Whole records of the file behind a head row, at most `limit` of them. */
export async function importRowsAfter(reading: Reading, batch: number, after: number, limit: number): Promise<ImportedRow[]> {
  const found = await reading.all(heads, [batch, after, limit])
  const last = found.at(-1)
  return last === undefined ? [] : (await reading.all(rows, [batch, after, Number(last.head)])).map(readRow)
}

/** Head rows that an import has written, the last first. */
export async function writtenRowsBefore(reading: Reading, batch: number, before: number, limit: number): Promise<ImportedRow[]> {
  return (await reading.all(writtenBefore, [batch, before, limit])).map(readRow)
}

/** Records that an import has made and changed. */
export async function countWritten(reading: Reading, batch: number): Promise<{ made: number; changed: number }> {
  const found = new Map((await reading.all(written, [batch])).map((row) => [String(row.state), Number(row.n)]))
  return { made: found.get('made') ?? 0, changed: found.get('changed') ?? 0 }
}

/** Head rows with something wrong. */
export async function refusedRowsAfter(reading: Reading, batch: number, after: number, limit: number): Promise<ImportedRow[]> {
  return (await reading.all(refused, [batch, after, limit])).map(readRow)
}

export async function noteImportRow(transaction: Transaction, batch: number, outcome: ImportOutcome): Promise<void> {
  const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value))
  const { head, state, record, version, former, errors } = outcome
  await transaction.run(note, [state, record, version, json(former), json(errors), batch, head, head])
}

export async function forgetImportRows(transaction: Transaction, batch: number): Promise<void> {
  await transaction.run(forgetRows, [batch])
}

export async function forgetImportErrors(transaction: Transaction, batch: number): Promise<void> {
  await transaction.run(forgetErrors, [batch])
}

function readBatch(row: Row): ImportBatch {
  return {
    id: Number(row.id),
    entity: String(row.entity),
    person: Number(row.person),
    state: String(row.state) as ImportState,
    reached: Number(row.reached),
    total: Number(row.total),
    done: Number(row.done),
    bad: Number(row.bad),
    content: JSON.parse(String(row.content)) as unknown,
    at: Number(row.at),
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
  }
}

function readRow(row: Row): ImportedRow {
  const parsed = (value: unknown): unknown => (value === null ? null : (JSON.parse(String(value)) as unknown))
  const number = (value: unknown): number | null => (value === null ? null : Number(value))
  return {
    head: Number(row.head),
    row: Number(row.row_number),
    cells: parsed(row.cells) as (string | null)[],
    state: row.state === null ? null : String(row.state),
    record: number(row.record),
    version: number(row.version),
    former: parsed(row.former),
    errors: parsed(row.errors),
  }
}
