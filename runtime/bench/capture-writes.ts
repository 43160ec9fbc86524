import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Answer, Command } from '../command/unit.ts'
import type { DatabaseLocation } from '../host/database-location.ts'
import type { Bound, Database, Plan, Transaction } from '../store/database.ts'
import { withWorkspace } from './posting-book.ts'

/** The statements with which one command wrote, in order. */
export type DocumentWrites = readonly { readonly sql: string; readonly parameters: readonly Bound[] }[]

const WRITES = /^\s*(insert|update|delete)\b/i

/** Runs the commands in a database and keeps what each wrote: the work that a bare driver is given in comparison. */
export function captureWrites(
  registry: Registry,
  location: DatabaseLocation,
  commands: readonly Command[],
  check: (answer: Answer) => void,
): Promise<DocumentWrites[]> {
  return withWorkspace(registry, location, async (execute, { database }) => {
    const documents: DocumentWrites[] = []
    let current: { sql: string; parameters: readonly Bound[] }[] = []
    const keep = ({ sql }: Plan, parameters: readonly Bound[]): void => {
      if (WRITES.test(sql)) current.push({ sql, parameters: [...parameters] })
    }
    watch(database, keep)
    for (const command of commands) {
      current = []
      check(await execute(command))
      documents.push(current)
    }
    return documents
  })
}

function watch(database: Database, keep: (plan: Plan, parameters: readonly Bound[]) => void): void {
  const write = database.write.bind(database)
  database.write = (work) => write((transaction) => work(watched(transaction, keep)))
}

function watched(transaction: Transaction, keep: (plan: Plan, parameters: readonly Bound[]) => void): Transaction {
  return {
    memory: transaction.memory,
    get(plan, parameters) {
      keep(plan, parameters)
      return transaction.get(plan, parameters)
    },
    all(plan, parameters) {
      keep(plan, parameters)
      return transaction.all(plan, parameters)
    },
    run(plan, parameters) {
      keep(plan, parameters)
      return transaction.run(plan, parameters)
    },
    runMany(plan, rows) {
      for (const row of rows) keep(plan, row)
      return transaction.runMany(plan, rows)
    },
    write(plan, parameters) {
      keep(plan, parameters)
      return transaction.write(plan, parameters)
    },
    writeExpected(plan, parameters) {
      keep(plan, parameters)
      return transaction.writeExpected(plan, parameters)
    },
    nextIds: (count) => transaction.nextIds(count),
    laterIds: (count) => transaction.laterIds(count),
  }
}
