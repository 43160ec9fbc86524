import type { Model } from '@formwork/platform/definition/model.ts'

/** A ledger that its module leaves out is nobody's: what it held before is closed with the others. */
export function ledgersInUse({ ledgers, switches }: Model): string[] {
  return [...ledgers.keys()].filter((ledger) => switches?.off.resources.has(ledger) !== true)
}
