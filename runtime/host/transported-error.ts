import {
  AppError,
  isAppError,
  type ErrorCode,
  type ErrorParameter,
  type ErrorParameters,
  type FieldError,
} from '@formwork/platform/error/index.ts'

/** An error as it travels between threads and processes: an AppError arrives whole, anything else as its text. */
export type TransportedError =
  | { readonly code: ErrorCode; readonly parameters: ErrorParameters; readonly path?: string; readonly errors?: readonly FieldError[] }
  | { readonly message: string; readonly stack?: string }

export function packError(error: unknown): TransportedError {
  if (isAppError(error)) {
    return {
      code: error.code,
      parameters: portable(error.parameters),
      path: error.path,
      errors: error.errors?.map((each) => ({ ...each, parameters: each.parameters && portable(each.parameters) })),
    }
  }
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) }
}

/** A structured clone loses how a Decimal or a date prints itself, so that they travel as their text. */
function portable(parameters: ErrorParameters): ErrorParameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, portableValue(value)]))
}

function portableValue(value: ErrorParameter): ErrorParameter {
  if (Array.isArray(value)) return value.map(portableValue)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) === Object.prototype) return value
  return String(value)
}

export function unpackError(packed: TransportedError): Error {
  if ('code' in packed) return new AppError(packed.code, { parameters: packed.parameters, path: packed.path, errors: packed.errors })
  const error = new Error(packed.message)
  if (packed.stack !== undefined) error.stack = packed.stack
  return error
}
