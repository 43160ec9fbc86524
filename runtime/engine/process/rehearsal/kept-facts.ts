import type { ProxyRule } from '../facts.ts'
import type { NodeMapping } from '../migrate.ts'

/** Of a move to another version: the version and how elements are called there. */
export interface KeptMigration {
  readonly definition: number
  readonly mapping: NodeMapping
}

/** What a step consumed beside the values of its record and the organisation, encoded; of records this engine knows no shape. */
export interface KeptFacts<Header = unknown, Exception = unknown> {
  readonly administrators: readonly number[]
  readonly proxies?: readonly ProxyRule[]
  /** System columns of the record and what it let pass: they change more often than its values, which are kept when they change. */
  readonly header?: Header
  readonly exceptions?: readonly Exception[]
  readonly shown?: string | null
  /** Other records that were read: id, entity, version (null: there was none), with lines. */
  readonly records?: readonly (readonly [id: number, entity: string, version: number | null, lines: boolean])[]
  /** Balances that were read: key and decimal text. */
  readonly balances?: readonly (readonly [key: string, value: string | null])[]
  readonly migration?: KeptMigration
}
