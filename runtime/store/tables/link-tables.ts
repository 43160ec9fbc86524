import type { Model } from '@formwork/platform/definition/model.ts'
import { assert } from '@formwork/platform/error/assert.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { EntityTable, LinesTable, StoredColumn } from './entity-table.ts'
import type { PhysicalName } from './physical-names.ts'
import { wantedTables, type WantedTable } from './wanted-tables.ts'

/** Where each entity of the model lies; the names must agree with the model (a migration made them so). */
export function linkTables(model: Model, registry: Registry, names: ReadonlyMap<string, PhysicalName>): Map<string, EntityTable> {
  const wanted = wantedTables(model, registry)
  const tables = new Map<string, EntityTable>()
  for (const header of wanted.filter((table) => table.header === undefined)) {
    const lines = wanted.filter((table) => table.header === header.path).map((table) => linkLines(table, names))
    const columns = linkColumns(header, names)
    tables.set(header.entity, {
      entity: header.entity,
      table: physicalOf(header.path, names),
      columns,
      columnByField: byField(columns),
      lines,
      linesByField: new Map(lines.map((table) => [table.field, table])),
    })
  }
  return tables
}

function linkLines(table: WantedTable, names: ReadonlyMap<string, PhysicalName>): LinesTable {
  const columns = linkColumns(table, names)
  return {
    field: table.path.slice(table.entity.length + 1),
    table: physicalOf(table.path, names),
    columns,
    columnByField: byField(columns),
  }
}

function linkColumns(table: WantedTable, names: ReadonlyMap<string, PhysicalName>): StoredColumn[] {
  return table.columns.map(({ path, field, kind, scale, reference }) => ({
    field,
    column: physicalOf(path, names),
    kind,
    scale,
    reference,
  }))
}

function byField(columns: readonly StoredColumn[]): Map<string, StoredColumn> {
  return new Map(columns.map((column) => [column.field, column]))
}

function physicalOf(path: string, names: ReadonlyMap<string, PhysicalName>): string {
  const name = names.get(path)
  assert(name !== undefined && name.retiredAt === null, `"${path}" has no table or column yet`)
  return name.physical
}
