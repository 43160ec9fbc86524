import { findApiKey } from '../store/sessions/api-keys.ts'
import { findCredential, findPersonCredential } from '../store/sessions/credentials.ts'
import { findSession } from '../store/sessions/sessions.ts'
import type { Query, QueryContext } from './query.ts'

/** What the server asks before it knows who asks: reachable by no route as such. */
export const credential: Query = {
  name: 'credential',
  cost: 'point',
  internal: true,
  async run({ reading, organisation }: QueryContext, request: unknown): Promise<unknown> {
    const found = await findCredential(reading, (request as { login: string }).login)
    if (found === undefined || !isEnabled(organisation, found.person)) return null
    return { person: found.person, hash: found.password, mustChange: found.mustChange }
  },
}

export const session: Query = {
  name: 'session',
  cost: 'point',
  internal: true,
  async run({ reading, organisation, now }: QueryContext, request: unknown): Promise<unknown> {
    const found = await findSession(reading, (request as { token: string }).token)
    if (found === undefined || found.expiresAt < now || !isEnabled(organisation, found.person)) return null
    const { mustChange = false } = (await findPersonCredential(reading, found.person)) ?? {}
    return { person: found.person, language: found.language, seenAt: found.seenAt, mustChange }
  },
}

export const apiKey: Query = {
  name: 'api-key',
  cost: 'point',
  internal: true,
  async run({ reading, organisation, now }: QueryContext, request: unknown): Promise<unknown> {
    const found = await findApiKey(reading, (request as { key: string }).key)
    if (found === undefined || (found.expiresAt !== null && found.expiresAt < now) || !isEnabled(organisation, found.person)) return null
    return { person: found.person, scopes: found.scopes }
  },
}

function isEnabled(organisation: QueryContext['organisation'], person: number): boolean {
  return organisation.people.get(person)?.disabled === false
}
