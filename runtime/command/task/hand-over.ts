import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { isAppError } from '@formwork/platform/error/index.ts'
import { openSeatsOf } from '../../store/process/seats.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { workOff } from '../process/work-off.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { requireProcessAdministrator } from './participation.ts'

/** Tasks moved by one command. */
const MOST_TASKS = 500

/** 离职交接: every open task of somebody goes to somebody else; the report names those that could not. */
export const handOver: UseCase = {
  name: 'hand-over',
  help: { zh: '交接全部待办', en: 'Hands all open tasks of a person over' },
  request: {
    ...objectSchema({ from: idSchema, to: idSchema, reason: { type: 'string', minLength: 1, maxLength: 4000 } }, ['from', 'to', 'reason']),
  },
  async run(unit, body: { from: string; to: string; reason: string }) {
    requireProcessAdministrator(unit)
    const [from, to] = [parseId(body.from, 'from'), parseId(body.to, 'to')]
    if (from === to) {
      throw fail('process-person-refused', { person: body.to, reason: { zh: '不能交接给自己', en: 'it is the same person' } })
    }
    const moved: string[] = []
    const kept: { seat: string; code: string }[] = []
    for (const seat of await openSeatsOf(unit.transaction, from, MOST_TASKS)) {
      const held = await holdInstance(unit, seat.instance)
      try {
        await stepInstance(unit, held, {
          type: 'verb',
          verb: 'transfer',
          seat: seat.key,
          person: null,
          input: { people: [to], opinion: body.reason },
        })
        moved.push(String(seat.id))
      } catch (error) {
        if (!isAppError(error)) throw error
        kept.push({ seat: String(seat.id), code: error.code })
      }
    }
    await workOff(unit)
    unit.audit({
      action: 'hand-over',
      entity: 'person',
      record: from,
      values: { to: body.to, reason: body.reason, moved: moved.length, kept: kept.length },
    })
    return { moved, kept, references: referencesTo(unit, from) }
  },
}

/** Processes that name the person: nobody but a designer can change those. */
function referencesTo(unit: Unit, person: number): { process: string; element: string }[] {
  const known = unit.organisation.people.get(person)
  const names = [known?.login, known?.name].filter((name) => name != null && name !== '').map((name) => JSON.stringify(name))
  return [...unit.model.processes.values()].flatMap((process) =>
    Object.entries(process.elements)
      .filter(([, settings]) =>
        Object.values(settings).some((value) => typeof value === 'string' && names.some((name) => value.includes(name))),
      )
      .map(([element]) => ({ process: process.name, element })),
  )
}
