import type { Knex } from 'knex'
import type { ColumnShape, ColumnType, DataDefinition, IndexShape, TableShape } from '@formwork/platform/plugin/contracts/dialect.ts'

/** What differs between databases when tables are made. */
export interface TableStyle {
  /** A knex without a connection: it only compiles. */
  readonly knex: Knex
  readonly types: Readonly<Record<ColumnType, string>>
  /** What follows the closing parenthesis of `create table`. */
  suffix(table: TableShape): string
}

/** Compiles table shapes to statements; knex writes and quotes them. */
export function dataDefinition(style: TableStyle): DataDefinition {
  const { knex } = style
  const createIndex = (table: string, index: IndexShape): string[] => {
    const kind = index.unique === true ? 'create unique index ?? on ?? (' : 'create index ?? on ?? ('
    const sql = knex.raw(`${kind}${index.columns.map(() => '??').join(', ')})`, [index.name, table, ...index.columns]).toQuery()
    return [index.where === undefined ? sql : `${sql} where ${index.where}`]
  }
  return {
    createTable(table) {
      const statements = compile(
        knex.schema.createTable(table.name, (builder) => {
          for (const column of table.columns) addColumn(builder, style, column)
          builder.primary([...table.primaryKey])
        }),
      )
      const [create, ...rest] = statements
      return [`${create}${style.suffix(table)}`, ...rest, ...(table.indexes ?? []).flatMap((index) => createIndex(table.name, index))]
    },
    addColumn(table, column) {
      const parts = ['alter table ?? add column ??', style.types[column.type]]
      const names = [table, column.name]
      if (column.required === true) parts.push('not null')
      if (column.default !== undefined) parts.push(`default ${quoteLiteral(column.default)}`)
      if (column.references !== undefined) {
        parts.push(`references ?? (??)${column.references.cascade === true ? ' on delete cascade' : ''}`)
        names.push(column.references.table, column.references.column)
      }
      return [knex.raw(parts.join(' '), names).toQuery()]
    },
    createIndex,
    dropIndex(_table, index) {
      return [knex.raw('drop index ??', [index]).toQuery()]
    },
  }
}

function addColumn(builder: Knex.CreateTableBuilder, style: TableStyle, column: ColumnShape): void {
  const made = builder.specificType(column.name, style.types[column.type])
  if (column.required === true) made.notNullable()
  if (column.default !== undefined) made.defaultTo(column.default)
  if (column.references === undefined) return
  const reference = builder.foreign(column.name).references(column.references.column).inTable(column.references.table)
  if (column.references.cascade === true) reference.onDelete('cascade')
}

function quoteLiteral(value: number | string): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

function compile(schema: Knex.SchemaBuilder): string[] {
  const compiled = schema.toSQL() as unknown as { sql: string }[]
  return compiled.map((statement) => statement.sql)
}
