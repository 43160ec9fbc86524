import { AppError, isAppError, type ErrorParameters } from '@formwork/platform/error/index.ts'
import type { PlacedMovement } from '../../engine/ledger/book.ts'
import type { LedgerRows } from '../../engine/ledger/entry.ts'
import type { PostingLine } from '../../engine/ledger/posting.ts'

/** Where the row stands that a movement was made of: `lines/3`; undefined for the record as a whole. */
export function pathOf(line: PostingLine | null): string | undefined {
  return line === null || line.lines === null ? undefined : `${line.lines}/${line.index}`
}

/** The refusal with more said about it; what is no refusal stays as it is. */
export function sayingMore(error: unknown, parameters: ErrorParameters, path?: string): unknown {
  if (!isAppError(error)) return error
  const { code, errors } = error
  return new AppError(code, { parameters: { ...parameters, ...error.parameters }, path: error.path ?? path, errors, cause: error })
}

interface Numbered {
  readonly placed: PlacedMovement
  readonly id: number
}

/**
 * Names the row that a refusal of the arithmetic is about: of the movement it names, or, where only the ledger is known, of
 * the largest amount.
 */
export function namingRow(error: unknown, numbered: readonly Numbered[], entries: readonly LedgerRows[]): unknown {
  if (!isAppError(error) || error.path !== undefined) return error
  const { movement, ledger } = error.parameters
  const id = typeof movement === 'number' ? movement : largestOf(entries, ledger)
  const found = numbered.find((each, index) => id >= each.id && id < (numbered[index + 1]?.id ?? Infinity))
  return found === undefined ? error : sayingMore(error, {}, pathOf(found.placed.movement.line))
}

function largestOf(entries: readonly LedgerRows[], ledger: unknown): number {
  const sizeOf = (amounts: readonly number[]): number => Math.max(...amounts.map(Math.abs))
  const rows = entries.find((each) => each.ledger.name === ledger)?.rows ?? []
  const largest = rows.reduce<(typeof rows)[number] | undefined>(
    (most, row) => (most === undefined || sizeOf(row.amounts) > sizeOf(most.amounts) ? row : most),
    undefined,
  )
  return largest?.id ?? -1
}

/** Rows of a table that an entry chooses by formula, where they are the rows of the record's own lines. */
export function chosenPath(
  choose: string | undefined,
  count: number,
  index: number,
  lines: Readonly<Record<string, readonly unknown[]>>,
): string | undefined {
  const name = /record\.([\p{L}_][\p{L}\p{N}_]*)/u.exec(choose ?? '')?.[1]
  return name !== undefined && lines[name]?.length === count ? `${name}/${index}` : undefined
}
