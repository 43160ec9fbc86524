import type { Organisation, OrganisationDepartment, OrganisationPerson } from '../../engine/permission/organisation.ts'
import type { MergedRecords } from '../../engine/record/merged-records.ts'
import type { Plan, Reading, Row } from '../database.ts'
import { readMerged } from '../merged/merged-store.ts'
import { compilePlan, queryBuilder } from '../query-builder.ts'
import type { Store } from '../store.ts'
import { headerColumns } from '../tables/entity-table.ts'

/** What changes seldom and is read once for many commands. */
export interface OrganisationPicture extends Organisation {
  /** What was merged with what: changes as seldom as people do, and is read with them. */
  readonly merged?: MergedRecords
}

/** The whole picture of people and departments as they are now; deleted ones are left out. */
export async function readOrganisation(reading: Reading, store: Store, version: number): Promise<OrganisationPicture> {
  const people = await readAll(reading, store, 'person', readPerson)
  const departments = await readAll(reading, store, 'department', readDepartment)
  return { version, people, departments, merged: await readMerged(reading) }
}

async function readAll<T extends { id: number }>(
  reading: Reading,
  store: Store,
  entity: string,
  read: (row: Row) => T,
): Promise<Map<number, T>> {
  const plan = selectAll(store, entity)
  if (plan === undefined) return new Map()
  const rows = await reading.all(plan, [])
  return new Map(rows.map(read).map((found) => [found.id, found]))
}

/** Every field under its own name; undefined when the model has no such entity. */
function selectAll(store: Store, entity: string): Plan | undefined {
  const table = store.tables.get(entity)
  if (table === undefined) return undefined
  const fields = Object.fromEntries(table.columns.map(({ field, column }) => [field, column]))
  const columns = { ...fields, id: headerColumns.id, status: headerColumns.status }
  return compilePlan(queryBuilder(store.dialect)(table.table).select(columns).whereNull(headerColumns.deletedAt)).plan
}

function readPerson(row: Row): OrganisationPerson {
  return {
    id: Number(row.id),
    name: text(row.name) ?? '',
    login: text(row.login),
    department: number(row.department),
    superior: number(row.superior),
    roles: row.roles === null || row.roles === undefined ? [] : (JSON.parse(String(row.roles)) as string[]),
    disabled: row.disabled === 1 || row.status === 'disabled',
    email: text(row.email),
  }
}

function readDepartment(row: Row): OrganisationDepartment {
  return { id: Number(row.id), name: text(row.name) ?? '', parent: number(row.parent), head: number(row.head) }
}

const text = (value: Row[string] | undefined): string | null => (value === null || value === undefined ? null : String(value))
const number = (value: Row[string] | undefined): number | null => (value === null || value === undefined ? null : Number(value))
