import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { findPersonCredential, putCredential } from '../../store/sessions/credentials.ts'
import { removePersonSessions } from '../../store/sessions/sessions.ts'
import { requireRecord } from '../access.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { hashPassword, requireStrongPassword, verifyPassword } from './password.ts'
import { notPermitted } from '../../query/not-permitted.ts'

interface Body {
  /** Absent: the own one. */
  person?: string
  /** The password so far; needed for the own one. */
  current?: string
  password: string
  /** Has to be changed at the next sign-in. */
  mustChange?: boolean
}

type Prepared = Omit<Body, 'password'> & { password: string; hash: string }

const passwordSchema = { type: 'string', maxLength: 500 } as const

/**
 * Sets a password and with it makes the login of a person who has none yet; signs the person out everywhere.
 * The own password needs the current one. Somebody else's needs the right to edit that person and every right which that
 * person's roles give: who could sign in as somebody has what he has.
 * Errors: `weak-password`, `login-refused`, `unknown-record`, `not-permitted`, `grant-exceeds-own`, `required` (no login name).
 */
export const setPassword: UseCase = {
  name: 'set-password',
  request: {
    ...objectSchema({ person: idSchema, current: passwordSchema, password: passwordSchema, mustChange: { type: 'boolean' } }, ['password']),
  },
  help: { zh: '设置密码', en: 'Sets a password' },
  isSecret: true,
  async prepare(body: Body): Promise<Prepared> {
    requireStrongPassword(body.password)
    return { ...body, hash: await hashPassword(body.password) }
  },
  async run(unit: Unit, body: Prepared) {
    const id = body.person === undefined ? unit.actor.person : parseId(body.person, 'person')
    if (id === null) throw fail('required', { label: 'person' }, 'person')
    const person = id === unit.actor.person ? await requireOwn(unit, id, body.current) : await requireOther(unit, id)
    const login = person.values.login
    if (typeof login !== 'string') throw fail('required', { label: { zh: '登录名', en: 'login' } }, 'login')
    requireStrongPassword(body.password, login)
    await putCredential(unit.transaction, { person: id, login, password: body.hash, mustChange: body.mustChange ?? false }, unit.now)
    await removePersonSessions(unit.transaction, id)
    unit.audit({ action: 'set-password', entity: 'person', record: id })
    return {}
  },
}

async function requireOwn(unit: Unit, id: number, current: string | undefined): Promise<StoredRecord> {
  // A key acts for its owner, but does not become him.
  if (unit.actor.scopes !== undefined) throw notPermitted('edit', planOf(unit.model, unit.registry, 'person').label)
  const credential = await findPersonCredential(unit.transaction, id)
  if (!(await verifyPassword(current ?? '', credential?.password ?? null))) throw fail('login-refused', {}, 'current')
  return (await unit.load('person', id))!
}

async function requireOther(unit: Unit, id: number): Promise<StoredRecord> {
  const person = await requireRecord(unit, planOf(unit.model, unit.registry, 'person'), id, 'edit')
  const roles = (person.values.roles as string[] | null) ?? []
  if (!roles.every((role) => unit.authority.mayGrant(role))) throw fail('grant-exceeds-own')
  return person
}
