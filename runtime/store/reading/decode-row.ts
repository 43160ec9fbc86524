import type { Row } from '../database.ts'
import { codecFor } from '../records/codec.ts'
import type { ReadingEnvironment } from './environment.ts'
import type { SourceColumn } from './source.ts'

export type Decoder = (value: number | string) => unknown

export function decoderOf(column: SourceColumn, environment: ReadingEnvironment): Decoder {
  const { kind, scale } = column.column
  const codec = codecFor({ field: '', column: '', kind, scale }, environment.timeZone)
  return (value) => codec.decode(value)
}

export function decodeRow(row: Row, columns: readonly { name: string }[], decoders: readonly Decoder[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (let index = 0; index < columns.length; index++) {
    const raw = row[`c${index}`]
    values[(columns[index] as { name: string }).name] = raw === null || raw === undefined ? null : (decoders[index] as Decoder)(raw)
  }
  return values
}
