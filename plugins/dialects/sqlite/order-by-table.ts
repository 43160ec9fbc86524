import type { Bound, Plan } from '@formwork/platform/plugin/contracts/dialect.ts'

/** A statement with the rows that it is carried out for. */
export interface Write {
  readonly plan: Plan
  readonly rows: readonly (readonly Bound[])[]
  /** Exactly one row was said to change. */
  readonly isExpected: boolean
}

/** What is written table by table: the name, or null for a statement that reads as well, or that is not understood. */
const tables = new WeakMap<Plan, { readonly name: string | null }>()

const WRITES_TO = /^\s*(?:insert(?:\s+or\s+\w+)?\s+into|update|delete\s+from)\s+[`"]?(\w+)/i
const READS = /\bselect\b/i

/**
 * The same writes, those of one table together and in their order. Tables come in the order of their first write, so that what
 * is referred to stands before what refers to it. A statement that reads other tables stays where it is, between what came
 * before it and what came after it.
 */
export function orderByTable(writes: readonly Write[]): readonly Write[] {
  const ordered: Write[] = []
  let byTable = new Map<string, Write[]>()
  const takeOver = (): void => {
    for (const ofTable of byTable.values()) ordered.push(...ofTable)
    byTable = new Map()
  }
  for (const write of writes) {
    const name = tableOf(write.plan)
    if (name === null) {
      takeOver()
      ordered.push(write)
      continue
    }
    const ofTable = byTable.get(name)
    if (ofTable === undefined) byTable.set(name, [write])
    else ofTable.push(write)
  }
  takeOver()
  return ordered
}

function tableOf(plan: Plan): string | null {
  let table = tables.get(plan)
  if (table === undefined) {
    table = { name: READS.test(plan.sql) ? null : (WRITES_TO.exec(plan.sql)?.[1]?.toLowerCase() ?? null) }
    tables.set(plan, table)
  }
  return table.name
}
