import type { Reading } from '../database.ts'
import { CHAIN_START, chainHash, valuesDigest } from './audit-chain.ts'
import { readAuditChain } from './read-audit.ts'

export interface AuditVerdict {
  readonly rows: number
  /** Sequence of the first row that does not agree with the chain, and why. */
  readonly broken?: { readonly sequence: number; readonly reason: 'gap' | 'hash' | 'values' }
  readonly head: string
}

const CHUNK = 1_000

/** Walks the whole chain: no number is missing, every hash follows from the one before, values agree with their digest or are erased. */
export async function verifyAudit(reading: Reading): Promise<AuditVerdict> {
  let before = CHAIN_START
  let sequence = 0
  for (;;) {
    const lines = await readAuditChain(reading, sequence, CHUNK)
    for (const line of lines) {
      sequence++
      const broken = (reason: 'gap' | 'hash' | 'values'): AuditVerdict => ({ rows: sequence, broken: { sequence, reason }, head: before })
      if (line.sequence !== sequence) return broken('gap')
      if (line.hash !== chainHash(before, sequence, line)) return broken('hash')
      if (line.values !== null && line.digest !== valuesDigest(line.salt ?? '', line.values)) return broken('values')
      before = line.hash
    }
    if (lines.length < CHUNK) return { rows: sequence, head: before }
  }
}
