import { AppError } from '@formwork/platform/error/index.ts'
import { ConstraintViolation } from '@formwork/platform/plugin/contracts/dialect.ts'

/** Turns a driver's error into one that says what it means above the database; others stay as they are. */
export function translateError(error: unknown): unknown {
  const code = codeOf(error)
  if (code === undefined || !(error instanceof Error) || error instanceof AppError) return error
  if (code.startsWith('SQLITE_CONSTRAINT')) return translateConstraint(code, error)
  if (code.startsWith('SQLITE_FULL') || /database or disk is full/.test(error.message)) return new AppError('disk-full', { cause: error })
  if (code.startsWith('SQLITE_BUSY')) {
    return unavailable(LOCKED, error)
  }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) return unavailable(DAMAGED, error)
  if (code.startsWith('SQLITE_READONLY')) return unavailable(READ_ONLY, error)
  if (code.startsWith('SQLITE_CANTOPEN')) return unavailable(NOT_OPENED, error)
  if (code.startsWith('SQLITE_IOERR')) {
    return unavailable({ zh: `数据库文件：${error.message}`, en: `the database file: ${error.message}` }, error)
  }
  return error
}

const LOCKED = { zh: '数据库文件被另一个进程占用', en: 'the database file is locked by another process' }
const READ_ONLY = {
  zh: '数据库文件只读，请检查文件与文件夹的权限；读取不受影响',
  en: 'the database file may only be read: check the rights of the file and its folder; reading still works',
}
const NOT_OPENED = {
  zh: '数据库文件打不开：请检查文件是否还在、文件夹是否可写（磁盘只读时也打不开）',
  en: 'the database file cannot be opened: check that it is there and that its folder may be written (nor on a read-only disk)',
}
const DAMAGED = {
  zh: '数据库文件已损坏或不是数据库，请从备份恢复（formwork restore）',
  en: 'the database file is damaged or is no database: restore a backup (formwork restore)',
}

function unavailable(reason: { zh: string; en: string }, error: Error): AppError {
  return new AppError('service-unavailable', { parameters: { reason }, cause: error })
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
