import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { markSeatRead, readSeat } from '../../store/process/seats.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'

/** 抄送 read mark: the holder has seen it. */
export const markRead: UseCase = {
  name: 'mark-read',
  help: { zh: '标记已读', en: 'Marks a copy as read' },
  request: { ...objectSchema({ seat: idSchema }, ['seat']) },
  async run(unit, body: { seat: string }) {
    const seat = await readSeat(unit.transaction, parseId(body.seat, 'seat'))
    if (seat === undefined || seat.person !== unit.actor.person) throw fail('not-found')
    await markSeatRead(unit.transaction, seat.id, unit.now)
    return { seat: body.seat }
  },
}
