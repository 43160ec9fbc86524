import { ApiError } from './api-error.ts'
import { interfaceBase } from './workspace.ts'

/**
 * What the rest of the page sets once: the language of messages, and what to do when nobody is signed in any more;
 * that answers with when somebody is again, where the page waits for it.
 */
export const requestContext = {
  language: 'zh',
  /** What is said where there was no answer at all. */
  offlineText: (): string => 'offline',
  onSignedOut: (): Promise<void> | undefined => undefined,
  lookAs: undefined as string | undefined,
}

type Query = Record<string, string | number | boolean | undefined>

export interface RequestOptions {
  query?: Query
  body?: unknown
  /** Idempotency key of one attempt to change something: the same attempt repeated carries the same key. */
  key?: string
  signal?: AbortSignal
}

function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') parameters.set(name, String(value))
  const text = parameters.toString()
  return interfaceBase + path + (text === '' ? '' : `?${text}`)
}

async function readBody(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text()
  if (text === '') return {}
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return { code: 'internal', message: response.statusText }
  }
}

/**
 * One HTTP exchange. What is read when a session has ended is read as soon as somebody has signed in again over the page;
 * what would change something is told, and done again by whoever wants it. Errors: ApiError with the server's code; status 0 when the server could not be reached. */
export async function request<Answer>(method: 'GET' | 'POST' | 'DELETE', path: string, options: RequestOptions = {}): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': requestContext.language }
  if (method !== 'GET') headers['Content-Type'] = 'application/json'
  if (requestContext.lookAs !== undefined) headers['Formwork-Look-As'] = requestContext.lookAs
  if (options.key !== undefined) headers['Idempotency-Key'] = options.key
  const body = method === 'GET' ? undefined : JSON.stringify(options.body ?? {})
  let response: Response
  try {
    response = await fetch(addressOf(path, options.query), { method, headers, body, signal: options.signal, credentials: 'same-origin' })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiError(0, { code: 'offline', message: requestContext.offlineText() })
  }
  const answer = await readBody(response)
  if (response.ok) return answer as Answer
  const signedIn = response.status === 401 && path !== 'session' ? requestContext.onSignedOut() : undefined
  if (method !== 'GET' || signedIn === undefined) throw new ApiError(response.status, answer)
  await signedIn
  return request<Answer>(method, path, options)
}
