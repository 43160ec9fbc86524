import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { ApiError } from '../api/api-error.ts'
import { requestContext } from '../api/index.ts'

interface Named {
  name: string
  label?: LocalizedText
  help?: LocalizedText
}

/** A template as the first run offers it. */
export interface TemplateChoice extends Named {
  profiles: (Named & { on: string[]; sample: Named | null })[]
  modules: Named[]
  sample: Named | null
  records: Named | null
  settings: (Named & { maximumLength: number | null })[]
}

export interface SetupProgress {
  state: 'open' | 'making' | 'made' | 'failed'
  done: number
  total: number
  workspace: string | null
  problem?: string
}

export interface SetupAnswers {
  template: string
  profile: string | null
  sample: boolean
  settings: Record<string, string>
  administrator: { name: string; login: string; password: string }
}

/** The token that the terminal shows stands behind the # of the address, so that no server log ever has it. */
export const tokenOfAddress = (): string => decodeURIComponent(location.hash.slice(1))

/** The door of the first run. Errors: ApiError with the server's code; status 0 when the server could not be reached. */
export const setupApi = {
  look: () => exchange<{ asksToken: boolean; state: SetupProgress['state'] }>('/setup/api/'),
  choices: (token: string) => exchange<{ templates: TemplateChoice[] }>('/setup/api/choices', token),
  progress: (token: string) => exchange<SetupProgress>('/setup/api/progress', token),
  begin: (token: string, answers: SetupAnswers) => exchange<{ state: string }>('/setup/api/', token, answers),
  signIn: (workspace: string, login: string, password: string) => exchange(`/w/${workspace}/api/session`, '', { login, password }),
}

async function exchange<Answer>(address: string, token = '', body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': requestContext.language }
  if (token !== '') headers['Formwork-Setup'] = token
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  const method = body === undefined ? 'GET' : 'POST'
  const sent = body === undefined ? undefined : JSON.stringify(body)
  const response = await fetch(address, { method, headers, body: sent, credentials: 'same-origin' }).catch(() => {
    throw new ApiError(0, { code: 'offline', message: 'offline' })
  })
  const answer = (await response.json().catch(() => ({ message: response.statusText }))) as Answer
  if (!response.ok) throw new ApiError(response.status, answer as ConstructorParameters<typeof ApiError>[1])
  return answer
}
