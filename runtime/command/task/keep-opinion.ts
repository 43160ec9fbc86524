import { fail } from '@formwork/platform/error/index.ts'
import { putScratch, removeScratch, taskPlace } from '../../store/content/scratch.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'
import { requireSeat } from './task-command.ts'

/** 暂存 of a task (意见草稿): what the holder has written without deciding. Empty drops it; deciding drops it too. */
export const keepOpinion: UseCase = {
  name: 'keep-opinion',
  help: { zh: '暂存意见，不处理', en: 'Keeps the draft of an opinion without deciding' },
  request: { ...objectSchema({ seat: idSchema, opinion: { type: 'string', maxLength: 4000 } }, ['seat', 'opinion']) },
  async run(unit, body: { seat: string; opinion: string }) {
    const seat = await requireSeat(unit, body.seat)
    if (unit.actor.person === null || seat.person !== unit.actor.person) throw fail('not-your-seat')
    if (seat.box !== 'todo') throw fail('seat-closed', { by: { zh: '他人', en: 'somebody else' } })
    if (body.opinion === '') await removeScratch(unit.transaction, unit.actor.person, taskPlace(seat.id))
    else await putScratch(unit.transaction, unit.actor.person, taskPlace(seat.id), { opinion: body.opinion }, unit.now)
    return { seat: body.seat }
  },
}
