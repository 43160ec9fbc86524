import { fail } from '@formwork/platform/error/index.ts'

/** Where something of that name stands. Errors: `unknown-measure`. */
export function positionOf(named: readonly { readonly name: string }[], name: string, ledger: string): number {
  const position = named.findIndex((candidate) => candidate.name === name)
  if (position < 0) throw fail('unknown-measure', { ledger, measure: name })
  return position
}
