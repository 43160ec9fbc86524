import { seatsOfInstance } from '../store/process/seats.ts'
import { latestInstanceOf } from '../store/process/instances.ts'
import type { QueryContext } from './query.ts'

/** The process of a record: its state and who sits or sat there; null where none ever ran. */
export async function processOf(
  context: QueryContext,
  entity: string,
  id: number,
): Promise<{ status: string; outcome: string | null; seats: unknown[] } | null> {
  const instance = await latestInstanceOf(context.reading, entity, id)
  if (instance === undefined) return null
  const seats = (await seatsOfInstance(context.reading, instance.id)).filter(
    (seat) => seat.kind === 'decide' && seat.status !== 'not-needed',
  )
  return {
    status: instance.status,
    outcome: instance.outcome,
    seats: seats.map((seat) => ({
      node: seat.node,
      person: context.organisation.people.get(seat.person)?.name ?? `#${seat.person}`,
      status: seat.status,
      verdict: seat.box === 'done' ? seat.status : null,
    })),
  }
}
