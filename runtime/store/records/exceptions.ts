import type { Model } from '@formwork/platform/definition/model.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { RecordException } from '../../engine/record/stored-record.ts'
import type { Plan, Reading, Row, TableShape, Transaction } from '../database.ts'

/** What rules and assertions let pass at the last submit of a record: warnings with their reason, what an approval let pass. */
export const exceptionTables: readonly TableShape[] = [
  {
    name: 'record_exception',
    columns: [
      { name: 'record', type: 'integer', required: true },
      { name: 'name', type: 'text', required: true },
      // 0: the record as a whole.
      { name: 'line', type: 'integer', required: true },
      { name: 'mode', type: 'text', required: true },
      // Decimal text: sizes have no common scale.
      { name: 'size', type: 'text', required: true },
      { name: 'message', type: 'text', required: true },
      { name: 'reason', type: 'text' },
      { name: 'person', type: 'integer' },
    ],
    primaryKey: ['record', 'name', 'line'],
    clustered: true,
  },
]

const list: Plan = {
  sql: 'select name, line, mode, size, message, reason, person from record_exception where record = ? order by name, line',
}
const remove: Plan = { sql: 'delete from record_exception where record = ?' }
const insert: Plan = {
  sql: 'insert into record_exception (record, name, line, mode, size, message, reason, person) values (?, ?, ?, ?, ?, ?, ?, ?)',
}

export async function listExceptions(reading: Reading, record: number): Promise<RecordException[]> {
  return (await reading.all(list, [record])).map(readException)
}

/** What is given takes the place of what was there. */
export async function replaceExceptions(transaction: Transaction, record: number, exceptions: readonly RecordException[]): Promise<void> {
  await transaction.run(remove, [record])
  if (exceptions.length === 0) return
  await transaction.runMany(
    insert,
    exceptions.map(({ name, line, mode, size, message, reason, person }) => [
      record,
      name,
      line,
      mode,
      size.toString(),
      JSON.stringify(message),
      reason,
      person,
    ]),
  )
}

function readException(row: Row): RecordException {
  return {
    name: String(row.name),
    line: Number(row.line),
    mode: row.mode as RecordException['mode'],
    size: Decimal.parse(String(row.size)),
    message: JSON.parse(String(row.message)) as LocalizedText,
    reason: row.reason === null ? null : String(row.reason),
    person: row.person as number | null,
  }
}

const exceptional = new WeakMap<Model, ReadonlySet<string>>()

/** Whether rules of an entity, or ledgers that its records are posted to, let something pass: only those records are looked at. */
export function mayHaveExceptions(model: Model, entity: string): boolean {
  let entities = exceptional.get(model)
  if (entities === undefined) exceptional.set(model, (entities = exceptionalEntities(model)))
  return entities.has(entity)
}

function exceptionalEntities(model: Model): ReadonlySet<string> {
  const lenient = (mode: string | undefined): boolean => mode !== undefined && mode !== 'refuse'
  const ledgers = new Set(
    [...model.ledgers.values()].filter(({ assertions = [] }) => assertions.some(({ mode }) => lenient(mode))).map(({ name }) => name),
  )
  const entities = [...model.entities.values()].filter(({ rules = [] }) => rules.some(({ mode }) => lenient(mode))).map(({ name }) => name)
  const posting = [...model.postings.values()].filter(({ entries }) => entries.some(({ ledger }) => ledgers.has(ledger)))
  return new Set([...entities, ...posting.map(({ entity }) => entity)])
}
