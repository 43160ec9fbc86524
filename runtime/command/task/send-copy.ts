import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { insertCopies, readSeat, seatsOfInstance } from '../../store/process/seats.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'
import { requireParticipant } from './participation.ts'

/** 抄送 by hand: anybody who takes part shows the record to others; who sits or has a copy already gets no second one. */
export const sendCopy: UseCase = {
  name: 'send-copy',
  help: { zh: '抄送给他人', en: 'Sends a copy to others' },
  request: {
    ...objectSchema({ seat: idSchema, people: { type: 'array', items: idSchema, minItems: 1, maxItems: 25 } }, ['seat', 'people']),
  },
  async run(unit, body: { seat: string; people: readonly string[] }) {
    const seat = await readSeat(unit.transaction, parseId(body.seat, 'seat'))
    if (seat === undefined) throw fail('not-found')
    const held = await holdInstance(unit, seat.instance)
    await requireParticipant(unit, held.row)
    const there = new Set((await seatsOfInstance(unit.transaction, seat.instance)).map((row) => row.person))
    const people = [...new Set(body.people.map((id) => parseId(id, 'people')))].filter(
      (id) => unit.organisation.people.get(id)?.disabled === false && !there.has(id),
    )
    await stepInstance(unit, held, { type: 'remark', person: unit.actor.person, node: seat.node, text: '', people, copies: true })
    await insertCopies(unit.transaction, seat.instance, seat.node, people, unit.now)
    return { seat: body.seat, people: people.map(String) }
  },
}
