import { fail } from '@formwork/platform/error/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { dateOfMinute } from '../../engine/ledger/business-minute.ts'
import type { DimensionShape } from '../../engine/ledger/shape.ts'
import type { MergedRecords } from '../../engine/record/merged-records.ts'
import type { Bound } from '../database.ts'
import type { LedgerTable } from '../ledger/ledger-table.ts'
import { decoderOf, type Decoder } from './decode-row.ts'
import type { ReadingEnvironment } from './environment.ts'
import { stayingSql } from '../merged/staying-sql.ts'
import { referred, RecordSource, type SourceColumn, type SourceTables } from './source.ts'

/** A column of a ledger, with how its raw value is read. */
export interface LedgerColumn extends SourceColumn {
  readonly decode: Decoder
  readonly isMeasure: boolean
}

/** Balances of now, balances added up from entries, or the entries themselves. */
export type LedgerReading = 'balances' | 'balances-at' | 'entries'

/**
 * The tables behind the paths of a ledger: `item` and `item.code` (dimensions and what they refer to), `quantity` (measures),
 * `due` (attributes), and of entries `at`, `record`, `entity`, `name`,
 * `enteredAt` (when it was written), `kind` (of its journal: post, mirror, close …), `person` (who caused it). Errors: `unknown-field`.
 */
export class LedgerSource {
  readonly #table: LedgerTable
  readonly #tables: SourceTables
  readonly #environment: ReadingEnvironment
  readonly #of: LedgerReading
  readonly #joins: string[] = []
  readonly #references = new Map<string, RecordSource>()

  constructor(table: LedgerTable, tables: SourceTables, environment: ReadingEnvironment, of: LedgerReading) {
    this.#table = table
    this.#tables = tables
    this.#environment = environment
    this.#of = of
  }

  get from(): string {
    const { entries, balances } = this.#table
    // Only entries themselves say which record wrote them: a sum over a long history does without the journals.
    const journal = this.#of === 'entries' ? ' join ledger_journal as g on g.id = x.journal' : ''
    const own = this.#of === 'balances' ? `"${balances}" as x` : `"${entries}" as x${journal}`
    return own + this.#joins.join('') + [...this.#references.values()].map((reference) => reference.joins).join('')
  }

  column(path: readonly string[]): LedgerColumn {
    const [name, ...rest] = path as [string, ...string[]]
    const { shape } = this.#table
    const dimension = shape.dimensions.findIndex((each) => each.name === name)
    if (dimension >= 0) return this.#dimension(dimension, rest)
    const measure = shape.measures.findIndex((each) => each.name === name)
    if (measure >= 0 && rest.length === 0) {
      const column = { kind: 'decimal' as const, scale: shape.measures[measure]!.scale }
      return this.#plain(`x."${this.#table.measures[measure]}"`, column, true)
    }
    const attribute = shape.attributes.findIndex((each) => each.name === name)
    if (attribute >= 0) return this.#attribute(attribute, rest)
    return this.#system(name, rest)
  }

  /** What is held: virtual coordinates (outside parties, losses) are left out, unless they count as inside or are asked for by name. */
  insideSql(asked: ReadonlySet<string>): string[] {
    return this.#table.shape.dimensions.flatMap((dimension, index) => {
      if (dimension.virtualByName.size === 0 || asked.has(dimension.name)) return []
      const column = `x."${this.#table.dimensions[index]}"`
      const inside = [...dimension.inside]
      return [inside.length === 0 ? `${column} >= 0` : `(${column} >= 0 or ${column} in (${inside.join(', ')}))`]
    })
  }

  #dimension(index: number, rest: readonly string[]): LedgerColumn {
    const shape = this.#table.shape.dimensions[index]!
    const entity = this.#table.shape.definition.dimensions[index]?.entity
    if (rest.length > 0) return this.#follow(this.#coordinate(index), entity, rest, shape.name)
    const kind = shape.kind
    return {
      ...referred(`x."${this.#table.dimensions[index]}"`, { kind, scale: 0, reference: entity }, this.#mergedOf(entity)),
      sql: this.#coordinate(index),
      nullable: false,
      isMeasure: false,
      decode: (value) => readCoordinate(shape, value),
      bind: (value) => bindCoordinate(shape, value),
    }
  }

  #mergedOf(entity: string | undefined): MergedRecords | undefined {
    const { merged } = this.#tables
    return entity !== undefined && merged?.entities.has(entity) === true ? merged : undefined
  }

  /** Balances lie where they count; entries say what was written, so what was merged is looked up. */
  #coordinate(index: number): string {
    const written = `x."${this.#table.dimensions[index]}"`
    const entity = this.#table.shape.definition.dimensions[index]?.entity
    return this.#of === 'balances' || this.#mergedOf(entity) === undefined ? written : stayingSql(written)
  }

  /** A balance carries the attributes of the entry that opened it. */
  #attribute(index: number, rest: readonly string[]): LedgerColumn {
    const shape = this.#table.shape.attributes[index]!
    const alias = this.#of === 'balances-at' && this.#table.shape.openItem >= 0 ? this.#joinBalance() : 'x'
    const written = `${alias}."${this.#table.attributes[index]}"`
    const entity = this.#table.shape.definition.attributes?.[index]?.entity
    const column = referred(written, { kind: shape.kind, scale: shape.scale, reference: entity }, this.#mergedOf(entity))
    if (rest.length > 0) return this.#follow(column.sql, entity, rest, shape.name)
    const plain = this.#plain(column.sql, { kind: shape.kind, scale: shape.scale }, false)
    return column.merged === undefined ? plain : { ...plain, merged: column.merged }
  }

  #joinBalance(): string {
    const on = this.#table.dimensions.map((dimension, index) => `b."${dimension}" = ${this.#coordinate(index)}`).join(' and ')
    const sql = ` left join "${this.#table.balances}" as b on ${on}`
    if (!this.#joins.includes(sql)) this.#joins.push(sql)
    return 'b'
  }

  #system(name: string, rest: readonly string[]): LedgerColumn {
    if (this.#of !== 'entries' || rest.length > 0) throw fail('unknown-field', { field: name })
    if (name === 'at') {
      return { ...this.#plain('x."at"', { kind: 'integer', scale: 0 }, false), decode: (value) => dateOfMinute(Number(value)) }
    }
    if (name === 'record') return this.#plain('g."record"', { kind: 'integer', scale: 0 }, false)
    if (name === 'enteredAt') return this.#plain('g."created_at"', { kind: 'date-time', scale: 0 }, false)
    if (name === 'kind') return this.#plain('g."kind"', { kind: 'text', scale: 0 }, false)
    if (name === 'person') return this.#plain('g."person"', { kind: 'integer', scale: 0 }, false)
    if (name === 'entity') return this.#plain('g."entity"', { kind: 'text', scale: 0 }, false)
    if (name === 'name') return this.#plain('x."name"', { kind: 'text', scale: 0 }, false)
    throw fail('unknown-field', { field: name })
  }

  #follow(sql: string, entity: string | undefined, rest: readonly string[], name: string): LedgerColumn {
    if (entity === undefined) throw fail('unknown-field', { field: `${name}.${rest[0]}` })
    let reference = this.#references.get(name)
    if (reference === undefined) {
      const alias = `d${this.#references.size + 1}`
      this.#joins.push(` left join "${this.#tables.entityTable(entity).table}" as ${alias} on ${alias}."id" = ${sql}`)
      this.#references.set(name, (reference = new RecordSource(this.#tables, entity, undefined, alias)))
    }
    const column = reference.column(rest)
    return { ...column, decode: decoderOf(column, this.#environment), isMeasure: false }
  }

  #plain(sql: string, column: SourceColumn['column'], isMeasure: boolean): LedgerColumn {
    const plain: SourceColumn = { sql, column, nullable: !isMeasure }
    return { ...plain, isMeasure, decode: decoderOf(plain, this.#environment) }
  }
}

/** Virtual coordinates are read as `@name`; 0 and '' mean none. */
function readCoordinate(shape: DimensionShape, value: number | string): unknown {
  if (value === 0 || value === '') return null
  if (shape.kind === 'date') return CalendarDate.parse(String(value))
  if (typeof value === 'number' && value < 0) return `@${shape.nameOfVirtual.get(value) ?? value}`
  return value
}

function bindCoordinate(shape: DimensionShape, value: unknown): Bound | undefined {
  if (shape.kind === 'date') return value instanceof CalendarDate ? value.toString() : undefined
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  if (shape.kind === 'text') return value
  if (/^[1-9]\d{0,15}$/.test(value)) return Number(value)
  return shape.virtualByName.get(value.replace(/^@/, ''))
}
