import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { openInstancesOf } from '../../store/process/instances.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { workOff } from '../process/work-off.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'

/** 撤销: the initiator takes his submitted record back; it becomes a draft again. */
export const cancelProcess: UseCase = {
  name: 'cancel',
  help: { zh: '撤销已提交的单据', en: 'Cancels a submitted record' },
  request: {
    ...objectSchema(
      { entity: nameSchema, id: idSchema, version: { type: 'integer', minimum: 1 }, reason: { type: 'string', maxLength: 4000 } },
      ['entity', 'id'],
    ),
  },
  async run(unit, body: { entity: string; id: string; reason?: string }) {
    const record = parseId(body.id, 'id')
    const rows = await openInstancesOf(unit.transaction, body.entity, record)
    const own = rows.filter((row) => row.initiator === unit.actor.person)
    if (own.length === 0) throw fail(rows.length > 0 ? 'process-not-yours' : 'process-ended')
    for (const row of own) {
      await stepInstance(unit, await holdInstance(unit, row.id), { type: 'cancel', person: unit.actor.person, reason: body.reason ?? null })
    }
    await workOff(unit)
    return () => ({ id: body.id, version: unit.known(record)?.header.version ?? null, status: unit.known(record)?.header.status ?? null })
  },
}
