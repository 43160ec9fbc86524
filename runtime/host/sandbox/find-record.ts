import { fail } from '@formwork/platform/error/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import type { LoadedWorkspace } from '../loaded-workspace.ts'
import { findQuery, readAsSystem } from '../run-query.ts'
import type { KeptRecords } from './kept-records.ts'

/** Fields that people call a record by, in this order; `number` is the system's. */
const NAMING_FIELDS = ['code', 'login', 'number', 'name', 'title'] as const

/**
 * The id behind what people call a record: a name kept by a step, a code, a login, a number or a name.
 * Errors: `unknown-name` when there is none, or several.
 */
export async function findRecord(
  workspace: LoadedWorkspace,
  model: Model,
  kept: KeptRecords,
  entity: string,
  called: string,
): Promise<number> {
  const known = kept.find(called)
  if (known !== undefined && known.entity === entity) return known.id
  const names = new Set(model.entities.get(entity)?.fields.map((field) => field.name) ?? [])
  for (const field of NAMING_FIELDS) {
    if (field !== 'number' && !names.has(field)) continue
    const request = { entity, filter: { and: [{ field, operator: 'equals', value: called }] }, limit: '2' }
    const { rows } = (await readAsSystem(workspace, (context) => findQuery('list').run(context, request as never))) as {
      rows: { id: string }[]
    }
    if (rows.length === 1) return parseId(rows[0]!.id)
    if (rows.length > 1) {
      throw fail('unknown-name', {
        name: called,
        suggestion: { zh: `：有多个${entity}叫这个名字`, en: `: several records of ${entity} are called so` },
      })
    }
  }
  throw fail('unknown-name', { name: called, suggestion: { zh: `：没有这样的${entity}`, en: `: no record of ${entity} is called so` } })
}
