import { isAppError } from '@formwork/platform/error/index.ts'
import type { FactBook } from '../engine/record/facts.ts'
import type { QueryContext } from './query.ts'
import { withReadFacts, type LookUp } from './read-facts.ts'
import { runMatch } from './services/run-match.ts'

/**
 * Facts over all rights, ranked look-ups among them: what a formula is for a reader is what it is for a command.
 * Errors: those of `runMatch`, but a look-up whose item is not chosen yet gives nothing.
 */
export function withMatchedFacts<T>(context: QueryContext, facts: FactBook, work: () => T): Promise<T> {
  return withLookUps(context, facts, 'all', work)
}

/** The same under the rights of whoever reads: what he may not see is not found, and refuses nothing. */
export function withOwnMatchedFacts<T>(context: QueryContext, facts: FactBook, work: () => T): Promise<T> {
  return withLookUps(context, facts, 'own', work)
}

function withLookUps<T>(context: QueryContext, facts: FactBook, rights: 'all' | 'own', work: () => T): Promise<T> {
  const lookUp: LookUp = async ({ name, parameters }) => {
    const { taken } = await runMatch(context, name, parameters, rights).catch((error: unknown) => {
      if (rights === 'own' ? isAppError(error) : isAppError(error, 'required')) return { taken: null }
      throw error
    })
    return { value: taken?.value ?? null, why: taken?.why?.[context.language] ?? null }
  }
  return withReadFacts(context, facts, rights, work, lookUp)
}
