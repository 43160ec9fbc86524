import type { Plan, Transaction } from '../database.ts'
import { readChainHead } from './append-audit.ts'
import { chainHash } from './audit-chain.ts'
import { readUnsealedAudit } from './read-audit.ts'

const seal: Plan = { sql: 'update audit set sequence = ?, hash = ? where id = ? and sequence is null' }
const erase: Plan = { sql: 'update audit set changed = null, salt = null where record = ? and changed is not null' }

/**
 * Numbers and chains rows that wait, oldest id first; returns how many. Only where commands run side by side
 * (PostgreSQL), by whoever holds the sealer's lease: two sealers at once would be stopped by the unique sequence.
 */
export async function sealAudit(transaction: Transaction, limit: number): Promise<number> {
  const lines = await readUnsealedAudit(transaction, limit)
  let { sequence, hash } = await readChainHead(transaction)
  for (const line of lines) {
    sequence++
    hash = chainHash(hash, sequence, line)
    await transaction.run(seal, [sequence, hash, line.id])
  }
  return lines.length
}

/** Erases the values of a record's history (personal data); the chain stays whole. */
export async function eraseAuditValues(transaction: Transaction, record: number): Promise<number> {
  return (await transaction.run(erase, [record])).changes
}
