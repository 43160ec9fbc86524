import { randomBytes } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import type { Request } from 'express'
import { verifyPassword } from '../store/sessions/password.ts'
import { hashToken } from '../store/sessions/sessions.ts'
import { systemCommand, systemQuery } from './caller.ts'
import type { ServedWorkspace } from './served-workspace.ts'
import type { SignInLimits } from './sign-in-limits.ts'

/** Longer ones are nobody's: they are refused without the work of comparing them. */
const LONGEST_LOGIN = 200
const LONGEST_PASSWORD = 500
const LONGEST_DEVICE = 200

/**
 * Verifies login and password and opens a session; the token goes to the cookie, its hash to the database.
 * Errors: login-refused (the same for an unknown login, after the same work), too-many-requests.
 */
export async function signIn(
  workspace: ServedWorkspace,
  request: Request,
  limits: SignInLimits,
): Promise<{ token: string; mustChange: boolean }> {
  const { login, password } = readCredentials(request.body)
  const attempt = { account: `${workspace.name}/${login.normalize('NFKC').trim().toLowerCase()}`, address: request.ip ?? '' }
  limits.begin(attempt)
  const known = (await systemQuery(workspace, 'credential', { login })) as { person: number; hash: string; mustChange: boolean } | null
  const matches = await verifyPassword(password, known?.hash)
  if (!matches || known === null) throw fail('login-refused')
  limits.succeed(attempt)
  const token = randomBytes(32).toString('base64url')
  const device = (request.get('user-agent') ?? '').slice(0, LONGEST_DEVICE)
  await systemCommand(workspace, 'open-session', { person: known.person, token: hashToken(token), device, address: request.ip ?? '' })
  return { token, mustChange: known.mustChange }
}

function readCredentials(body: unknown): { login: string; password: string } {
  const { login, password, ...others } = (body ?? {}) as Record<string, unknown>
  if (typeof login !== 'string' || login === '') throw fail('required', { label: { zh: '账号', en: 'Account' } }, 'login')
  if (typeof password !== 'string' || password === '') throw fail('required', { label: { zh: '密码', en: 'Password' } }, 'password')
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw fail('unknown-field', { field: unknown }, unknown)
  if (login.length > LONGEST_LOGIN || password.length > LONGEST_PASSWORD) throw fail('login-refused')
  return { login, password }
}
