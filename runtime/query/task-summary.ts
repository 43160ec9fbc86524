import type { EntityDefinition, FieldDefinition, Label } from '@formwork/platform/definition/types.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { authorizeRead } from './authorize.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { referenceTitles, valuesToJson } from './row-json.ts'
import { titleOf, titlePaths } from './titles.ts'
import { shownField, visibleFields } from './visible-fields.ts'

/** What a task's line says about its record. */
export interface RecordSummary {
  readonly number: string | null
  readonly title: string
  readonly status: string
  readonly fields: readonly { name: string; label: Label; value: unknown; type: string }[]
}

/** Fields beside the title: enough to decide a simple case from the list. */
const MOST_FIELDS = 4

/** Title and leading fields of the given records, under the reader's rights (his seats included). */
export async function summariesOf(
  context: QueryContext,
  records: readonly { entity: string; record: number }[],
): Promise<Map<number, RecordSummary>> {
  const summaries = new Map<number, RecordSummary>()
  for (const name of new Set(records.map(({ entity }) => entity))) {
    const entity = context.model.entities.get(name)
    if (entity === undefined) continue
    const ids = [...new Set(records.filter((each) => each.entity === name).map(({ record }) => record))]
    await addSummaries(context, entity, ids, summaries)
  }
  return summaries
}

async function addSummaries(
  context: QueryContext,
  entity: EntityDefinition,
  ids: readonly number[],
  summaries: Map<number, RecordSummary>,
): Promise<void> {
  const plan = authorizeRead(context, entity.name)
  const fields = visibleFields(entity, plan.hidden, context.registry)
  const wanted = leadingFields(context, entity)
    .map((name) => fields.find((field) => field.name === name))
    .filter((field) => field !== undefined)
    .slice(0, MOST_FIELDS)
  const shown = wanted.map(({ name, field }) => ({
    name,
    field: shownField(field, entity.fields, (each) => context.model.entities.get(each)),
  }))
  const titles = titlePaths(context, entity.name).filter((path) => !plan.hidden.has(path[0] as string))
  const columns = [
    ...['id', 'number', 'status'].map((name) => ({ name: `system.${name}`, path: [name] })),
    ...titles.map((path) => ({ name: `title.${path.join('.')}`, path })),
    ...wanted.map((each) => ({ name: each.name, path: each.path })),
  ]
  const where = [{ in: { path: ['id'] }, list: ids.map((id) => ({ constant: formatId(id) })) }]
  for (const deleted of [false, true]) {
    const page = await selectRecords(readingSource(context), { plan, columns, where, sort: [], limit: ids.length, deleted })
    const references = await referenceTitles(context, shown, page.rows)
    page.rows.forEach((row, index) =>
      summaries.set(row['system.id'] as number, summaryOf(context, entity, shown, row, references[index] ?? {})),
    )
  }
}

function summaryOf(
  context: QueryContext,
  entity: EntityDefinition,
  shown: readonly { name: string; field: FieldDefinition }[],
  row: Readonly<Record<string, unknown>>,
  references: Readonly<Record<string, string>>,
): RecordSummary {
  const titleRow: Record<string, unknown> = { id: row['system.id'] }
  for (const [name, value] of Object.entries(row)) if (name.startsWith('title.')) titleRow[name.slice('title.'.length)] = value
  const values = valuesToJson(context, shown, row)
  return {
    number: row['system.number'] as string | null,
    title: titleOf(context, entity.name, titleRow),
    status: String(row['system.status']),
    fields: shown.map(({ name, field }) => ({
      name,
      label: field.label ?? name,
      value: references[name] ?? values[name] ?? null,
      type: field.type,
    })),
  }
}

/** The columns of the entity's first list tell what people know its records by. */
function leadingFields(context: QueryContext, entity: EntityDefinition): string[] {
  const list = [...context.model.lists.values()].find((candidate) => candidate.entity === entity.name)
  const names =
    list === undefined
      ? entity.fields.filter((field) => field.type !== 'lines').map((field) => field.name)
      : list.columns.map((column) => column.name)
  const totals = (list?.columns ?? []).filter((column) => column.total === true).map((column) => column.name)
  const others = names.filter((name) => name !== 'number' && name !== 'status' && !totals.includes(name))
  // How much it is about is never cut off.
  return [...others.slice(0, Math.max(1, MOST_FIELDS - totals.length)), ...totals]
}
