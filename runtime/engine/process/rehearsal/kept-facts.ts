import type { ProxyRule } from '../facts.ts'
import type { NodeMapping } from '../migrate.ts'

/** Of a move to another version: the version and how elements are called there. */
export interface KeptMigration {
  readonly definition: number
  readonly mapping: NodeMapping
}

/** What a step consumed beside its record and the organisation, as JSON. */
export interface KeptFacts {
  readonly administrators: readonly number[]
  readonly proxies?: readonly ProxyRule[]
  readonly shown?: string | null
  /** Other records that were read: id, entity, version (null: there was none), with lines. */
  readonly records?: readonly (readonly [id: number, entity: string, version: number | null, lines: boolean])[]
  /** Balances that were read: key and decimal text. */
  readonly balances?: readonly (readonly [key: string, value: string | null])[]
  readonly migration?: KeptMigration
}
