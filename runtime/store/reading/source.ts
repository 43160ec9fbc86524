import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { MergedRecords } from '../../engine/record/merged-records.ts'
import type { Bound } from '../database.ts'
import { stayingSql } from '../merged/staying-sql.ts'
import { headerColumns, lineColumns, type EntityTable, type StoredColumn } from '../tables/entity-table.ts'

/** A value that SQL can read: its text, and how the raw value becomes an inside value. */
export interface SourceColumn {
  readonly sql: string
  readonly column: Pick<StoredColumn, 'kind' | 'scale' | 'reference'>
  /** Definition of the field; absent for system columns. */
  readonly field?: FieldDefinition
  /** May be NULL: sorting has to say where those go. */
  readonly nullable: boolean
  /** How a constant is bound to it, where its kind does not say (coordinates of ledgers). */
  readonly bind?: (value: unknown) => Bound | undefined
  /** Of a reference whose records were merged: where its id lies as it was written, and all ids that count as one. */
  readonly merged?: { readonly written: string; readonly same: (id: number) => readonly number[] }
}

export interface SourceTables {
  readonly model: Model
  entityTable(entity: string): EntityTable
  /** What was merged: references read as the one that stays. */
  readonly merged?: MergedRecords
}

/** What master data are found by besides their text (拼音); named by queries alone, never by a reader. */
export const SEARCH_KEY = '@search'
/** Before a path: references as they were written, whatever was merged since. What is shown or printed of one record says what it said. */
export const AS_WRITTEN = '@written'

const systemKinds: Record<string, StoredColumn['kind']> = { status: 'text', outcome: 'text', number: 'text' }
const systemReferences: Record<string, string> = { owner: 'person', createdBy: 'person', updatedBy: 'person', department: 'department' }
const requiredSystem = new Set(['id', 'version', 'status', 'generation', 'createdAt', 'updatedAt', 'release'])
const instants = new Set(['createdAt', 'updatedAt', 'deletedAt'])

/**
 * The tables behind paths: an entity's table as `r`, its lines as `l`, referenced records joined when a path goes through them.
 * Errors: `unknown-field` for a path that leads nowhere.
 */
export class RecordSource {
  readonly #tables: SourceTables
  readonly #entity: string
  readonly #lines: string | undefined
  readonly #alias: string
  readonly #joins = new Map<string, { alias: string; sql: string }>()
  #isWritten = false

  constructor(tables: SourceTables, entity: string, lines?: string, alias = 'r') {
    this.#tables = tables
    this.#entity = entity
    this.#lines = lines
    this.#alias = alias
  }

  get from(): string {
    const table = this.#tables.entityTable(this.#entity)
    const head = `"${table.table}" as r`
    const lines = this.#lines === undefined ? '' : ` join "${this.#linesTable(table).table}" as l on l."${lineColumns.record}" = r."id"`
    return head + lines + this.joins
  }

  /** What lines lie in order by; nothing where the source reads none. */
  get lineOrder(): string[] {
    return this.#lines === undefined ? [] : [`l."${lineColumns.position}"`]
  }

  /** What was joined for the paths asked so far. */
  get joins(): string {
    return [...this.#joins.values()].map((join) => join.sql).join('')
  }

  /** `party.name`, `status`, `lines.quantity` (only when the source reads those lines). */
  column(path: readonly string[]): SourceColumn {
    const [first] = path
    if (first === AS_WRITTEN) return this.#written(path.slice(1))
    if (first !== undefined && first === this.#lines && path.length > 1) return this.#lineColumn(path.slice(1))
    return this.#entityColumn(this.#alias, this.#entity, path, this.#alias)
  }

  #written(path: readonly string[]): SourceColumn {
    this.#isWritten = true
    try {
      return this.column(path)
    } finally {
      this.#isWritten = false
    }
  }

  #lineColumn(path: readonly string[]): SourceColumn {
    const table = this.#linesTable(this.#tables.entityTable(this.#entity))
    const fields = this.#definition(this.#entity).fields.find((field) => field.name === this.#lines)?.fields ?? []
    const [name, ...rest] = path
    if (name === 'id' || name === 'position') {
      return { sql: `l."${lineColumns[name]}"`, column: { kind: 'integer', scale: 0 }, nullable: false }
    }
    return this.#stored('l', table.columnByField, fields, name as string, rest, 'l')
  }

  #entityColumn(alias: string, entity: string, path: readonly string[], key: string): SourceColumn {
    const [name, ...rest] = path as [string, ...string[]]
    const table = this.#tables.entityTable(entity)
    if (name === SEARCH_KEY && rest.length === 0) {
      return {
        sql: `(select q.key from search_key as q where q.record = ${alias}."id")`,
        column: { kind: 'text', scale: 0 },
        nullable: true,
      }
    }
    const system = Object.hasOwn(headerColumns, name) ? headerColumns[name as keyof typeof headerColumns] : undefined
    if (system !== undefined && !table.columnByField.has(name)) return this.#system(alias, name, system, rest, key)
    return this.#stored(alias, table.columnByField, this.#definition(entity).fields, name, rest, key)
  }

  #system(alias: string, name: string, physical: string, rest: readonly string[], key: string): SourceColumn {
    const reference = systemReferences[name]
    if (rest.length > 0) return this.#follow(alias, physical, reference, rest, `${key}.${name}`, name)
    const kind = systemKinds[name] ?? (instants.has(name) ? 'date-time' : 'integer')
    return { sql: `${alias}."${physical}"`, column: { kind, scale: 0, reference }, nullable: !requiredSystem.has(name) }
  }

  #stored(
    alias: string,
    columns: ReadonlyMap<string, StoredColumn>,
    fields: readonly FieldDefinition[],
    name: string,
    rest: readonly string[],
    key: string,
  ): SourceColumn {
    const field = fields.find((candidate) => candidate.name === name)
    const column = columns.get(name)
    if (column === undefined) {
      const through =
        field?.type === 'lookup' && field.through !== undefined && field.field !== undefined ? [field.through, field.field] : undefined
      if (through === undefined) throw fail('unknown-field', { field: name })
      return { ...this.#stored(alias, columns, fields, through[0] as string, [through[1] as string, ...rest], key), field }
    }
    if (rest.length > 0) return this.#follow(alias, column.column, column.reference, rest, `${key}.${name}`, name)
    return { ...referred(`${alias}."${column.column}"`, column, this.#mergedOf(column.reference)), field, nullable: true }
  }

  #follow(
    alias: string,
    physical: string,
    reference: string | undefined,
    rest: readonly string[],
    key: string,
    name: string,
  ): SourceColumn {
    if (reference === undefined) throw fail('unknown-field', { field: `${name}.${rest[0]}` })
    const merged = this.#mergedOf(reference)
    const place = this.#isWritten ? `${AS_WRITTEN}.${key}` : key
    let join = this.#joins.get(place)
    if (join === undefined) {
      const table = this.#tables.entityTable(reference).table
      const joined = `${this.#alias}_${this.#joins.size + 1}`
      const written = `${alias}."${physical}"`
      join = {
        alias: joined,
        sql: ` left join "${table}" as ${joined} on ${joined}."id" = ${merged === undefined ? written : stayingSql(written)}`,
      }
      this.#joins.set(place, join)
    }
    return this.#entityColumn(join.alias, reference, rest, key)
  }

  /** What was merged of an entity, where it counts for this path. */
  #mergedOf(entity: string | undefined): MergedRecords | undefined {
    const { merged } = this.#tables
    return this.#isWritten || entity === undefined || merged?.entities.has(entity) !== true ? undefined : merged
  }

  #definition(entity: string): { fields: FieldDefinition[] } {
    const definition = this.#tables.model.entities.get(entity)
    if (definition === undefined) throw fail('unknown-entity', { entity })
    return definition
  }

  #linesTable(table: EntityTable): { table: string; columnByField: ReadonlyMap<string, StoredColumn> } {
    const lines = table.linesByField.get(this.#lines as string)
    if (lines === undefined) throw fail('unknown-field', { field: this.#lines as string })
    return lines
  }
}

/** A reference reads as the one that stays. */
export function referred(
  written: string,
  column: SourceColumn['column'],
  merged: MergedRecords | undefined,
): Pick<SourceColumn, 'sql' | 'column' | 'merged'> {
  if (merged === undefined || column.kind !== 'integer') return { sql: written, column }
  return { sql: stayingSql(written), column, merged: { written, same: (id) => merged.same(id) } }
}
