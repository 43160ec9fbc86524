import { randomBytes } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { insertApiKey, removeApiKey } from '../../store/sessions/api-keys.ts'
import { hashToken } from '../../store/sessions/sessions.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** Longest life of a key: after a year somebody should look at it. */
const LONGEST_DAYS = 366
const DAY = 24 * 60 * 60 * 1000

/**
 * A key for programs that act as this person, within scopes (`entity:operation`, either may be `*`). The key is shown
 * once; only its hash is kept. Errors: `grant-exceeds-own` for a scope that one lacks, `not-permitted` for keys making keys.
 */
export const createApiKey: UseCase = {
  name: 'create-api-key',
  isSecret: true,
  request: {
    ...objectSchema(
      {
        name: { type: 'string', minLength: 1, maxLength: 100 },
        scopes: {
          type: 'array',
          minItems: 1,
          maxItems: 200,
          items: { type: 'string', maxLength: 200, pattern: '^(\\*|[^:\\s]+):(\\*|[a-z-]+)$' },
        },
        days: { type: 'integer', minimum: 1, maximum: LONGEST_DAYS },
      },
      ['name', 'scopes'],
    ),
  },
  help: { zh: '创建接口密钥；密钥只显示一次', en: 'Makes an API key; it is shown once' },
  async run(unit: Unit, body: { name: string; scopes: string[]; days?: number }) {
    const person = requirePerson(unit)
    for (const scope of body.scopes) requireHeld(unit, scope)
    const key = `fw_${randomBytes(32).toString('base64url')}`
    const id = await unit.transaction.nextIds(1)
    const expiresAt = unit.now + (body.days ?? LONGEST_DAYS) * DAY
    await insertApiKey(unit.transaction, {
      id,
      person,
      name: body.name,
      keyHash: hashToken(key),
      scopes: body.scopes,
      createdAt: unit.now,
      expiresAt,
    })
    unit.audit({
      action: 'create-api-key',
      entity: 'person',
      record: person,
      values: { key: formatId(id), name: body.name, scopes: body.scopes, expiresAt },
    })
    return { id: formatId(id), key, expiresAt }
  },
}

/** Errors: `unknown-record` when the person has no such key. */
export const deleteApiKey: UseCase = {
  name: 'delete-api-key',
  request: { ...objectSchema({ id: idSchema }, ['id']) },
  help: { zh: '删除接口密钥', en: 'Takes an API key back' },
  async run(unit: Unit, body: { id: string }) {
    const person = requirePerson(unit)
    if (!(await removeApiKey(unit.transaction, parseId(body.id, 'id'), person))) {
      throw fail('unknown-record', { entity: { zh: '接口密钥', en: 'API key' }, id: body.id }, 'id')
    }
    unit.audit({ action: 'delete-api-key', entity: 'person', record: person, values: { key: body.id } })
    return {}
  },
}

function requirePerson(unit: Unit): number {
  if (unit.actor.person === null || unit.actor.scopes !== undefined) {
    throw fail('not-permitted', { action: { zh: '管理接口密钥', en: 'manage API keys' } })
  }
  return unit.actor.person
}

/** A scope with a star is limited by the rights at each use; a named one has to be held. */
function requireHeld(unit: Unit, scope: string): void {
  const middle = scope.lastIndexOf(':')
  const [resource, operation] = [scope.slice(0, middle), scope.slice(middle + 1)]
  if (resource !== '*' && operation !== '*' && !unit.authority.may(operation, resource)) throw fail('grant-exceeds-own', {}, 'scopes')
}
