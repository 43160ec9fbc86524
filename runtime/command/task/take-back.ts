import { fail } from '@formwork/platform/error/index.ts'
import { decodeUndo } from '../../engine/process/undo.ts'
import { dropUndo, readUndo } from '../../store/process/undo.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { workOff } from '../process/work-off.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'
import { restoreFields } from './restore-fields.ts'
import { requireSeat } from './task-command.ts'

/** 撤回: the person undoes his own decision as long as nobody has acted on it. */
export const takeBack: UseCase = {
  name: 'take-back',
  help: { zh: '撤回自己的处理', en: 'Takes the own decision back' },
  request: { ...objectSchema({ seat: idSchema, opinion: { type: 'string', maxLength: 4000 } }, ['seat']) },
  async run(unit, body: { seat: string }) {
    const seat = await requireSeat(unit, body.seat)
    if (unit.actor.person !== null && seat.decidedBy !== unit.actor.person) throw fail('not-your-seat')
    const held = await holdInstance(unit, seat.instance)
    const undo = await readUndo(unit.transaction, seat.instance, seat.key)
    if (undo === undefined) {
      throw fail('process-take-back-refused', {
        reason: { zh: '已产生后续结果或流程已结束', en: 'it had lasting effects, or the process has ended' },
      })
    }
    const decoded = decodeUndo(undo)
    const { entity, record } = held.row
    if (decoded.written !== undefined && entity !== null && record !== null) await restoreFields(unit, entity, record, decoded.written)
    const { result } = await stepInstance(unit, held, { type: 'take-back', person: unit.actor.person, undo: decoded })
    await workOff(unit)
    await dropUndo(unit.transaction, seat.instance, seat.key)
    unit.audit({
      action: 'take-back',
      entity: held.row.entity ?? undefined,
      record: held.row.record ?? undefined,
      values: { seat: body.seat, node: seat.node },
    })
    return { seat: body.seat, version: result.state.seats[seat.key]?.version ?? null, instance: String(held.row.id) }
  },
}
