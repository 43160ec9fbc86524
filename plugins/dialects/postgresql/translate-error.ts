import { AppError } from '@formwork/platform/error/index.ts'
import { ConstraintViolation, Overtaken } from '@formwork/platform/plugin/contracts/dialect.ts'

interface PostgresqlError extends Error {
  code?: string
  constraint?: string
  detail?: string
}

/** Serialization failure, deadlock, lock not available: nothing was done, and doing it again may succeed. */
const REPEATABLE = new Set(['40001', '40P01', '55P03'])
const UNDEFINED_TABLE = '42P01'
const CONNECTION = /^(08|57P0)/

export function isRepeatable(error: unknown): boolean {
  return error instanceof Overtaken || REPEATABLE.has(codeOf(error))
}

/** A table that another process made after this one looked. */
export function isUnknownTable(error: unknown): boolean {
  return codeOf(error) === UNDEFINED_TABLE
}

export function isConstraint(error: unknown): boolean {
  return codeOf(error).startsWith('23')
}

/** Turns a driver's error into one that says what it means above the database; others stay as they are. */
export function translateError(error: unknown): unknown {
  const code = codeOf(error)
  if (!(error instanceof Error) || error instanceof AppError) return error
  const { constraint, detail } = error as PostgresqlError
  if (code === '23505') return new ConstraintViolation('unique', error.message, { constraint, columns: keyColumns(detail), cause: error })
  if (code === '23503') {
    return new ConstraintViolation('foreign-key', error.message, { constraint, columns: keyColumns(detail), cause: error })
  }
  if (code.startsWith('23')) return new ConstraintViolation('other', error.message, { constraint, cause: error })
  if (code === '53100') return new AppError('disk-full', { cause: error })
  if (code === '57014') return new AppError('timed-out', { parameters: { seconds: '…' }, cause: error })
  if (REPEATABLE.has(code)) {
    return new AppError('service-unavailable', { parameters: { reason: 'too many changes to the same data at once' }, cause: error })
  }
  if (CONNECTION.test(code) || /ECONNREFUSED|ECONNRESET|terminated/.test(error.message)) {
    return new AppError('service-unavailable', { parameters: { reason: 'the database does not answer' }, cause: error })
  }
  return error
}

/** `Key (a, b)=(1, 2) already exists.` */
function keyColumns(detail: string | undefined): string[] {
  const columns = /^Key \((.*?)\)=/.exec(detail ?? '')?.[1] ?? ''
  return columns.split(', ').map((column) => column.replaceAll('"', ''))
}

function codeOf(error: unknown): string {
  const code = (error as PostgresqlError | null)?.code
  return typeof code === 'string' ? code : ''
}
