import { AppError } from '@formwork/platform/error/index.ts'
import { ConstraintViolation } from '@formwork/platform/plugin/contracts/dialect.ts'

/** Turns a driver's error into one that says what it means above the database; others stay as they are. */
export function translateError(error: unknown): unknown {
  const code = codeOf(error)
  if (code === undefined || !(error instanceof Error) || error instanceof AppError) return error
  if (code.startsWith('SQLITE_CONSTRAINT')) return translateConstraint(code, error)
  if (code.startsWith('SQLITE_FULL') || /database or disk is full/.test(error.message)) return new AppError('disk-full', { cause: error })
  if (code.startsWith('SQLITE_BUSY')) {
    return new AppError('service-unavailable', { parameters: { reason: 'the database file is locked by another process' }, cause: error })
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR')) {
    return new AppError('service-unavailable', { parameters: { reason: error.message }, cause: error })
  }
  return error
}

function translateConstraint(code: string, error: Error): ConstraintViolation {
  const unique = /UNIQUE constraint failed: (.*)$/.exec(error.message)
  if (unique !== null || /_UNIQUE|_PRIMARYKEY|_ROWID/.test(code)) {
    const columns = (unique?.[1] ?? '').split(', ').map((column) => column.replace(/^.*\./, ''))
    return new ConstraintViolation('unique', error.message, { columns, cause: error })
  }
  return new ConstraintViolation(/FOREIGN ?KEY/.test(code + error.message) ? 'foreign-key' : 'other', error.message, { cause: error })
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}
