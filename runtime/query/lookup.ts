import { fail } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { readLimit } from './list-request.ts'
import { choiceReading, readChoices } from './lookup-choices.ts'
import type { Query, QueryContext } from './query.ts'
import { searchPredicate } from './search-predicate.ts'

const LARGEST_LOOKUP = 50
const USUAL_LOOKUP = 20
/** Figures shown beside a choice; more than these nobody reads in a list that floats below an input. */
const MOST_BESIDE = 4

/** Records to choose from, by number, name, code or initials. What is disabled or deleted is not offered. Errors: `unknown-entity`, `not-permitted`. */
export const lookup: Query = {
  name: 'lookup',
  cost: 'point',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { entity: name, text = '', limit, beside = '' } = request as { entity: string; text?: string; limit?: string; beside?: string }
    const entity = context.model.entities.get(name)
    if (entity === undefined) throw fail('unknown-entity', { entity: name })
    const wanted = beside
      .split(',')
      .filter((each) => each !== '')
      .slice(0, MOST_BESIDE)
    const reading = choiceReading(context, entity, wanted)
    const where: Predicate[] = []
    if (text.trim() !== '') where.push(searchPredicate(context, entity, reading.plan.hidden, text.trim().slice(0, 100)))
    const found = await readChoices(context, reading, where, readLimit(limit, LARGEST_LOOKUP, USUAL_LOOKUP))
    return { rows: found.map(({ choice }) => choice) }
  },
}
