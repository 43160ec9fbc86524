import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import type { Request } from 'express'
import type { Caller } from './caller.ts'

/** Names whose eyes a designer looks through; only what reads. */
const LOOK_AS_HEADER = 'formwork-look-as'

/**
 * The caller, or the person whose workspace a designer looks at: with that person's rights, to read and not to write.
 * Errors: `not-permitted` for everything that writes and for who has not all rights of that person; `bad-id`.
 */
export async function lookAs<Known extends Caller>(caller: Known, request: Request): Promise<Known> {
  const wanted = request.get(LOOK_AS_HEADER)
  if (wanted === undefined) return caller
  if (caller.scopes !== undefined || request.method !== 'GET') {
    throw fail('not-permitted', { action: { zh: '以他人身份查看时修改内容', en: 'change something while looking as somebody else' } })
  }
  const person = parseId(wanted, LOOK_AS_HEADER)
  await caller.workspace.read('may-look-as', { person: caller.person, language: 'zh', arguments: { person } })
  return { ...caller, person }
}
