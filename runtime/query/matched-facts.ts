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
  const lookUp: LookUp = async ({ name, parameters }) => {
    const { taken } = await runMatch(context, name, parameters, 'all').catch((error: unknown) => {
      if (isAppError(error, 'required')) return { taken: null }
      throw error
    })
    return { value: taken?.value ?? null, why: taken?.why?.[context.language] ?? null }
  }
  return withReadFacts(context, facts, 'all', work, lookUp)
}
