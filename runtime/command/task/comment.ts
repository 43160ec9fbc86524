import { parseId } from '@formwork/platform/value/index.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { insertCopies, readSeat, seatsOfInstance } from '../../store/process/seats.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'
import { requireParticipant } from './participation.ts'

/** 评论 and @: a remark of anybody who takes part; versions of tasks stay. Those named get a copy. */
export const comment: UseCase = {
  name: 'comment-task',
  help: { zh: '评论', en: 'Comments on a task' },
  request: {
    ...objectSchema(
      { seat: idSchema, text: { type: 'string', minLength: 1, maxLength: 4000 }, people: { type: 'array', items: idSchema, maxItems: 25 } },
      ['seat', 'text'],
    ),
  },
  async run(unit, body: { seat: string; text: string; people?: readonly string[] }) {
    // Whoever got a copy may comment on it as well.
    const seat = await readSeat(unit.transaction, parseId(body.seat, 'seat'))
    if (seat === undefined) throw fail('not-found')
    const held = await holdInstance(unit, seat.instance)
    await requireParticipant(unit, held.row)
    const people = (body.people ?? [])
      .map((id) => parseId(id, 'people'))
      .filter((id) => unit.organisation.people.get(id)?.disabled === false)
    await stepInstance(unit, held, { type: 'remark', person: unit.actor.person, node: seat.node, text: body.text, people })
    const there = new Set((await seatsOfInstance(unit.transaction, seat.instance)).map((row) => row.person))
    await insertCopies(
      unit.transaction,
      seat.instance,
      seat.node,
      people.filter((person) => !there.has(person)),
      unit.now,
    )
    return { seat: body.seat }
  },
}
