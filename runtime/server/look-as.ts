import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import type { Request } from 'express'
import { randomUUID } from 'node:crypto'
import type { Caller } from './caller.ts'
import type { ServedWorkspace } from './served-workspace.ts'

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
  if (!(await isNoted(caller, person))) {
    await caller.workspace.read('may-look-as', { person: caller.person, language: 'zh', arguments: { person } })
  }
  return { ...caller, person }
}

/** Milliseconds in which looking as the same person is one look in the audit. */
const ONE_LOOK = 10 * 60_000
const MOST_REMEMBERED = 1_000
const noted = new WeakMap<ServedWorkspace, Map<string, number>>()

/** Writes the look into the audit when it begins, and checks the right to it; false when that was done a moment ago. */
async function isNoted({ workspace, person: actor, channel }: Caller, person: number): Promise<boolean> {
  const looks = noted.get(workspace) ?? new Map<string, number>()
  noted.set(workspace, looks)
  const key = `${actor} ${person}`
  const now = Date.now()
  if (now - (looks.get(key) ?? 0) < ONE_LOOK) return false
  const body = { person: String(person) }
  await workspace.execute({ do: 'look-as', person: actor, language: 'zh', channel, requestId: randomUUID(), body })
  if (looks.size >= MOST_REMEMBERED) looks.clear()
  looks.set(key, now)
  return true
}
