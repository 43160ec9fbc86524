import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { startInstance } from '../process/start-instance.ts'
import { toVariables } from '../process/to-variables.ts'
import { workOff } from '../process/work-off.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'

/** Starts a process that people start by hand (`start: manual`), about a record or about nothing. */
export const startProcess: UseCase = {
  name: 'start-process',
  help: { zh: '手工启动流程', en: 'Starts a process by hand' },
  request: { ...objectSchema({ process: nameSchema, id: idSchema, variables: { type: 'object', additionalProperties: {} } }, ['process']) },
  async run(unit, body: { process: string; id?: string; variables?: Record<string, unknown> }) {
    const definition = unit.model.processes.get(body.process)
    if (definition === undefined) throw fail('process-unknown', { process: body.process })
    if ((definition.start ?? 'submitted') !== 'manual' || !unit.authority.may('start', body.process)) {
      throw fail('not-permitted', { action: { zh: '启动流程', en: 'start the process' } })
    }
    const record = body.id === undefined ? null : parseId(body.id, 'id')
    const entity = record === null ? null : (definition.entity ?? null)
    if (record !== null && (entity === null || (await unit.load(entity, record)) === undefined)) {
      throw fail('unknown-record', { entity: definition.entity ?? body.process, id: record })
    }
    const { id, result } = await startInstance(unit, {
      process: body.process,
      entity,
      record,
      person: unit.actor.person,
      variables: toVariables(body.variables),
    })
    await workOff(unit)
    return { instance: String(id), process: result.state.status, outcome: result.state.outcome }
  },
}
