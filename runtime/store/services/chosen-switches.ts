import type { ChosenSwitches } from '@formwork/platform/definition/index.ts'
import type { Plan, Reading, Transaction } from '../database.ts'
import { raiseSwitchesRevision } from '../organisation/revisions.ts'

const read: Plan = { sql: 'select name, value from workspace_setting' }
const put: Plan = {
  sql: 'insert into workspace_setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
}
const remove: Plan = { sql: 'delete from workspace_setting where name = ?' }

/** What the workspace says about its settings, modules and profile. */
export async function readChosenSwitches(reading: Reading): Promise<ChosenSwitches> {
  const modules = new Map<string, boolean>()
  const settings = new Map<string, unknown>()
  let profile: string | null = null
  for (const row of await reading.all(read, [])) {
    const [kind, name = ''] = String(row.name).split(':', 2) as [string, string?]
    const value = JSON.parse(String(row.value)) as unknown
    if (kind === 'setting') settings.set(name, value)
    else if (kind === 'module') modules.set(name, value === true)
    else if (kind === 'profile') profile = String(value)
  }
  return { modules, settings, profile }
}

/** Writes what is chosen; null forgets it, so that the default holds again. Whoever reads the workspace follows when it commits. */
export async function writeChosen(
  transaction: Transaction,
  kind: 'setting' | 'module' | 'profile',
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const key = kind === 'profile' ? kind : `${kind}:${name}`
    if (value === null) await transaction.run(remove, [key])
    else await transaction.run(put, [key, JSON.stringify(value)])
  }
  await raiseSwitchesRevision(transaction)
}
