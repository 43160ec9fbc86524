import { AppError, isAppError, type ErrorCode, type ErrorParameters, type FieldError } from '@formwork/platform/error/index.ts'

/** An error as it travels between threads and processes: an AppError arrives whole, anything else as its text. */
export type TransportedError =
  | { readonly code: ErrorCode; readonly parameters: ErrorParameters; readonly path?: string; readonly errors?: readonly FieldError[] }
  | { readonly message: string; readonly stack?: string }

export function packError(error: unknown): TransportedError {
  if (isAppError(error)) return { code: error.code, parameters: error.parameters, path: error.path, errors: error.errors }
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) }
}

export function unpackError(packed: TransportedError): Error {
  if ('code' in packed) return new AppError(packed.code, { parameters: packed.parameters, path: packed.path, errors: packed.errors })
  const error = new Error(packed.message)
  if (packed.stack !== undefined) error.stack = packed.stack
  return error
}
