import { catalogue, type ErrorCode } from './catalogue.ts'
import { renderMessage, type ErrorParameters, type Language } from './render-message.ts'

export type { ErrorParameters, Language, LocalizedText } from './render-message.ts'

/** One finding among several: which field, which code. */
export interface FieldError {
  readonly code: ErrorCode
  /** JSON-pointer-like without a leading slash, lines counted from 0: `lines/3/price`. */
  readonly path?: string
  readonly parameters?: ErrorParameters
}

/** The one shape in which an error leaves the server; the door adds `requestId`. */
export interface WireError {
  code: ErrorCode
  message: string
  path?: string
  /** Name of the posting rule or assertion that refused. */
  rule?: string
  /** Name of the rule or assertion that lets pass with a reason, or with an approval. */
  exception?: string
  errors?: WireFinding[]
}

/** One finding as it leaves the server. */
export interface WireFinding {
  code: ErrorCode
  message: string
  path?: string
  exception?: string
}

/**
 * An expected failure with a code of the catalogue. Programmer errors are not AppErrors, see `assert`.
 *
 * @example
 * throw new AppError('required', { parameters: { label: '单价' }, path: 'lines/3/price' })
 */
export class AppError extends Error {
  readonly code: ErrorCode
  /** HTTP status, from the catalogue. */
  readonly status: number
  readonly path: string | undefined
  readonly parameters: ErrorParameters
  /** Every finding, when there is more than one. */
  readonly errors: readonly FieldError[] | undefined

  constructor(
    code: ErrorCode,
    options: { parameters?: ErrorParameters; path?: string; errors?: readonly FieldError[]; cause?: unknown } = {},
  ) {
    const parameters = options.parameters ?? {}
    super(describe(code, parameters, 'en'), options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = catalogue[code].status
    this.path = options.path
    this.parameters = parameters
    this.errors = options.errors
  }

  /** The message in the reader's language. */
  describe(language: Language): string {
    return describe(this.code, this.parameters, language)
  }

  toWire(language: Language): WireError {
    const wire: WireError = { code: this.code, message: this.describe(language) }
    if (this.path !== undefined) wire.path = this.path
    if (typeof this.parameters.rule === 'string') wire.rule = this.parameters.rule
    if (typeof this.parameters.exception === 'string') wire.exception = this.parameters.exception
    if (this.errors) wire.errors = this.errors.map((error) => describeFieldError(error, language))
    return wire
  }

  /** The same error seen from further out: `price` becomes `lines/3/price`. */
  under(prefix: string): AppError {
    const errors = this.errors?.map((error) => ({ ...error, path: joinErrorPath(prefix, error.path) }))
    return new AppError(this.code, { parameters: this.parameters, path: joinErrorPath(prefix, this.path), errors, cause: this.cause })
  }
}

/** Makes an AppError; throw what it returns: `throw fail('unknown-field', { field }, 'lines/3')`. */
export function fail(code: ErrorCode, parameters?: ErrorParameters, path?: string): AppError {
  return new AppError(code, { parameters, path })
}

/** One AppError for several findings: the single one itself, else the first with all of them in `errors`. */
export function failAll(findings: readonly FieldError[]): AppError {
  const [first] = findings
  if (first === undefined) throw new Error('failAll needs a finding')
  return new AppError(first.code, { parameters: first.parameters, path: first.path, errors: findings.length > 1 ? findings : undefined })
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}

export function describeFieldError(error: FieldError, language: Language): WireFinding {
  const finding: WireFinding = { code: error.code, message: describe(error.code, error.parameters ?? {}, language) }
  if (error.path !== undefined) finding.path = error.path
  if (typeof error.parameters?.exception === 'string') finding.exception = error.parameters.exception
  return finding
}

/** Whether the message of a code names the field itself. */
export function namesItsField(code: ErrorCode): boolean {
  return /\{(?:label|field|name|message)\}/.test(catalogue[code].zh)
}

/** The words of a code, after the place that the parameter `at` names: “第 2 行 数量：“abc”不是有效的数字”. */
function describe(code: ErrorCode, parameters: ErrorParameters, language: Language): string {
  const message = renderMessage(catalogue[code][language], parameters, language)
  if (parameters.at === undefined) return message
  return `${renderMessage('{at}', parameters, language)}${language === 'zh' ? '：' : ': '}${message}`
}

function joinErrorPath(prefix: string, path: string | undefined): string {
  return path === undefined || path === '' ? prefix : `${prefix}/${path}`
}
