/** One finding: where (`lines/3/price`) and what, in the reader's language. */
export interface Finding {
  code: string
  message: string
  path?: string
  /** The rule that warns: a reason lets it pass. */
  exception?: string
}

/** A refusal of the server, or `offline` when there was no answer at all. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly path: string | undefined
  readonly findings: readonly Finding[]
  readonly requestId: string | undefined

  constructor(status: number, body: Partial<Finding> & { requestId?: string; errors?: Finding[] }) {
    super(body.message ?? body.code ?? String(status))
    this.name = 'ApiError'
    this.status = status
    this.code = body.code ?? (status === 0 ? 'offline' : 'internal')
    this.path = body.path
    this.requestId = body.requestId
    this.findings = body.errors ?? [{ code: this.code, message: this.message, path: body.path, exception: body.exception }]
  }

  get isOffline(): boolean {
    return this.status === 0
  }
}
