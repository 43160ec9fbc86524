import { fail } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { readLimit } from './list-request.ts'
import { choiceReading, readChoices } from './lookup-choices.ts'
import type { Query, QueryContext } from './query.ts'
import { choosable, type AskingValues } from './choosable.ts'
import { calledSo } from './merged-search.ts'

const LARGEST_LOOKUP = 50
const USUAL_LOOKUP = 20
/** Figures shown beside a choice; more than these nobody reads in a list that floats below an input. */
const MOST_BESIDE = 4

interface LookupRequest {
  readonly entity: string
  readonly text?: string
  readonly limit?: string
  /** Fields shown beside a choice, separated by commas. */
  readonly beside?: string
  /** The reference that is filled in: `note.party`, `note.lines.item`. Its filter holds. */
  readonly for?: string
  readonly values?: AskingValues
}

/**
 * Records to choose from, by number, name, code or initials. What is disabled or deleted is not offered, nor what the filter of
 * the field that asks keeps out. Errors: `unknown-entity`, `not-permitted`, `unknown-field`.
 */
export const lookup: Query = {
  name: 'lookup',
  cost: 'point',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { entity: name, text = '', limit, beside = '', for: place, values } = request as LookupRequest
    const entity = context.model.entities.get(name)
    if (entity === undefined) throw fail('unknown-entity', { entity: name })
    const wanted = beside
      .split(',')
      .filter((each) => each !== '')
      .slice(0, MOST_BESIDE)
    const reading = choiceReading(context, entity, wanted)
    const where: Predicate[] = [...(await choosable(context, name, { place, values }))]
    if (text.trim() !== '') where.push(await calledSo(context, entity, reading.plan, text.trim().slice(0, 100)))
    const found = await readChoices(context, reading, where, readLimit(limit, LARGEST_LOOKUP, USUAL_LOOKUP))
    return { rows: found.map(({ choice }) => choice) }
  },
}
