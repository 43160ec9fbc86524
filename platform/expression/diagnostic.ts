/** Codes of what DMN calls an error. They live inside `formula-error` when a product door refuses. */
export type DiagnosticCode =
  | 'syntax'
  | 'unknown-name'
  | 'unknown-function'
  | 'unknown-property'
  | 'unknown-type'
  | 'wrong-type'
  | 'wrong-arguments'
  | 'invalid-value'
  | 'division-by-zero'
  | 'out-of-range'
  | 'not-comparable'
  | 'duplicate-key'
  | 'limit'
  | 'not-available'

/** Text positions in the expression, counted in UTF-16 units from 0. */
export interface Position {
  readonly from: number
  readonly to: number
}

/** Why a null (or a refusal) came about. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly message: { readonly zh: string; readonly en: string }
  readonly position: Position
}

export function diagnose(code: DiagnosticCode, position: Position, zh: string, en: string): Diagnostic {
  return { code, message: { zh, en }, position: { from: position.from, to: position.to } }
}
