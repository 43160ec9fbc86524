import { parseId } from '@formwork/platform/value/index.ts'
import { insertSession, removePersonSessions, removeSession, setSessionLanguage, touchSession } from '../../store/sessions/sessions.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** A session ends when nobody used it for this long. */
const SESSION_LIFE = 14 * 24 * 60 * 60 * 1000

const tokenSchema = { type: 'string', minLength: 20, maxLength: 200 } as const

/** The server has verified the password; `token` is the hash of what the cookie holds. */
export const openSession: UseCase = {
  name: 'open-session',
  internal: true,
  isSecret: true,
  request: {
    ...objectSchema(
      {
        person: { type: 'integer', minimum: 1 },
        token: tokenSchema,
        device: { type: 'string', maxLength: 300 },
        address: { type: 'string', maxLength: 100 },
      },
      ['person', 'token'],
    ),
  },
  help: { zh: '登录', en: 'Signs in' },
  async run(unit: Unit, body: { person: number; token: string; device?: string; address?: string }) {
    const { person, token, device = '', address = '' } = body
    const record = await unit.loadHeader('person', person)
    const language = record?.values.language === 'en' ? 'en' : 'zh'
    await insertSession(unit.transaction, {
      tokenHash: token,
      person,
      language,
      createdAt: unit.now,
      seenAt: unit.now,
      expiresAt: unit.now + SESSION_LIFE,
      device,
    })
    unit.audit({ action: 'sign-in', entity: 'person', record: person, values: { device, address } })
    return {}
  },
}

export const closeSession: UseCase = {
  name: 'close-session',
  internal: true,
  isSecret: true,
  request: { ...objectSchema({ token: tokenSchema }, ['token']) },
  help: { zh: '退出', en: 'Signs out' },
  async run(unit: Unit, body: { token: string }) {
    await removeSession(unit.transaction, body.token)
    return {}
  },
}

/** Keeps a session that is used from ending; also remembers the language chosen in it. */
export const touchSessionCase: UseCase = {
  name: 'touch-session',
  internal: true,
  isSecret: true,
  request: { ...objectSchema({ token: tokenSchema, language: { type: 'string', enum: ['zh', 'en'] } }, ['token']) },
  help: { zh: '会话续期', en: 'Keeps a session alive' },
  async run(unit: Unit, body: { token: string; language?: 'zh' | 'en' }) {
    await touchSession(unit.transaction, body.token, unit.now, unit.now + SESSION_LIFE)
    if (body.language !== undefined) await setSessionLanguage(unit.transaction, body.token, body.language)
    return {}
  },
}

/** Signs a person out of every device: oneself, or, for the server, anybody. */
export const signOutEverywhere: UseCase = {
  name: 'sign-out-everywhere',
  isSecret: true,
  request: { ...objectSchema({ person: idSchema }) },
  help: { zh: '退出所有设备', en: 'Signs out of every device' },
  async run(unit: Unit, body: { person?: string }) {
    const person = unit.actor.person ?? (body.person === undefined ? 0 : parseId(body.person, 'person'))
    await removePersonSessions(unit.transaction, person)
    unit.audit({ action: 'sign-out-everywhere', entity: 'person', record: person })
    return {}
  },
}
