import { hash } from 'node:crypto'
import { fail } from '@formwork/platform/error/index.ts'
import { ConstraintViolation } from '@formwork/platform/plugin/contracts/dialect.ts'
import { quoteName } from '@formwork/platform/value/quote-name.ts'
import { findAnswer, keepAnswer } from '../store/command-key/command-key.ts'
import type { CommandUnit } from './command-unit.ts'
import type { Answer, Command } from './unit.ts'

/** Two commands of one key ran side by side: run this one again, and it finds the other's answer. */
export class CommandRace extends Error {}

/** Longest idempotency key: a UUID and what a client puts around it. */
const LONGEST_KEY = 200

/** What an answer belongs to: an actor's key and everything that the command says. */
export function hashCommand(command: Command): string {
  return hash('sha256', `${command.do}\n${canonicalJson(command.body)}`)
}

/** The answer given before. Errors: `key-reused` when the key belonged to another request. */
export async function findStoredAnswer(unit: CommandUnit, key: string, bodyHash: string): Promise<Answer | undefined> {
  if (key.length > LONGEST_KEY) throw fail('too-long', { label: 'Idempotency-Key', limit: LONGEST_KEY })
  const stored = await findAnswer(unit.transaction, unit.actor.person, key)
  if (stored === undefined) return undefined
  if (stored.bodyHash !== bodyHash) throw fail('key-reused')
  return stored.answer
}

export async function storeAnswer(unit: CommandUnit, key: string, bodyHash: string, answer: Answer): Promise<void> {
  try {
    await keepAnswer(unit.transaction, unit.actor.person, key, { bodyHash, answer }, unit.now)
  } catch (error) {
    if (error instanceof ConstraintViolation) throw new CommandRace('The key was taken meanwhile', { cause: error })
    throw error
  }
}

/** The same text for the same value: keys in order, no spaces, absent values left out. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonicalJson(item) : `,${canonicalJson(item)}`
    return `[${text}]`
  }
  for (const name of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[name]
    if (item !== undefined) text += `${text === '' ? '' : ','}${quoteName(name)}:${canonicalJson(item)}`
  }
  return `{${text}}`
}
