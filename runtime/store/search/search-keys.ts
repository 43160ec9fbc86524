import type { Plan, TableShape, Transaction } from '../database.ts'

/** What master data are found by besides their own text (拼音), apart from the records: documents pay nothing for it. */
export const searchTables: readonly TableShape[] = [
  {
    name: 'search_key',
    columns: [
      { name: 'record', type: 'integer', required: true },
      { name: 'key', type: 'text', required: true },
    ],
    primaryKey: ['record'],
  },
]

const put: Plan = { sql: 'insert into search_key (record, key) values (?, ?) on conflict (record) do update set key = excluded.key' }
const remove: Plan = { sql: 'delete from search_key where record = ?' }

export async function putSearchKey(transaction: Transaction, record: number, key: string | null): Promise<void> {
  if (key === null) await transaction.run(remove, [record])
  else await transaction.run(put, [record, key])
}
