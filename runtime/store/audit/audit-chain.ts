import { hash } from 'node:crypto'

/** What a row's hash covers, besides the hash before it. */
export interface ChainedRow {
  readonly id: number
  readonly at: number
  readonly person: number | null
  readonly channel: string
  readonly request: string
  readonly action: string
  readonly entity: string | null
  readonly record: number | null
  /** sha256 of salt and values, or null when nothing changed. */
  readonly digest: string | null
}

/** The hash before the first row. */
export const CHAIN_START = ''

/** sha256, hexadecimal. The array's JSON is the canonical form: fixed order, no spaces. */
export function chainHash(before: string, sequence: number, row: ChainedRow): string {
  const { id, at, person, channel, request, action, entity, record, digest } = row
  return hash('sha256', JSON.stringify([before, sequence, id, at, person, channel, request, action, entity, record, digest]))
}

/** The salt keeps few possible values from being guessed once they are erased. */
export function valuesDigest(salt: string, values: string): string {
  return hash('sha256', salt + values)
}
