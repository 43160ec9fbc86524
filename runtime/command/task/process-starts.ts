import { planTimer } from '@formwork/platform/definition/bpmn/timer.ts'
import { insertJobs } from '../../store/jobs/jobs.ts'
import { startInstance } from '../process/start-instance.ts'
import { startTriggers } from '../process/start-triggers.ts'
import { workOff } from '../process/work-off.ts'
import { nameSchema, objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'

const ARMED = 'start-by-timer'

/** Timer start events of the current release wait as jobs; one that waits already is left as it is. */
export const armProcessStarts: UseCase = {
  name: 'arm-process-starts',
  internal: true,
  help: { zh: '登记定时启动的流程', en: 'Timer start events begin to count' },
  request: { ...objectSchema({}) },
  async run(unit) {
    const jobs = (await startTriggers(unit.model)).flatMap(({ process, node, event }) => {
      const planned = event.timer === undefined ? null : planTimer(event.timer.kind, event.timer.value, unit.now, unit.store.timeZone)
      if (planned === null || planned.due < unit.now) return []
      const payload = { process, node, release: unit.model.release, cycle: planned.cycle }
      return [{ kind: ARMED, due: planned.due, key: `process-start/${process}/${node}/${event.timer!.value}`, payload }]
    })
    await insertJobs(unit.transaction, jobs, unit.now)
    return { count: jobs.length }
  },
}

/** The time of a timer start event has come: one instance begins, and the next time is planned. */
export const startByTimer: UseCase = {
  name: ARMED,
  internal: true,
  help: { zh: '定时启动流程', en: 'A timer starts a process' },
  request: {
    ...objectSchema(
      { process: nameSchema, node: nameSchema, release: { type: 'integer' }, cycle: { type: 'string', maxLength: 200, nullable: true } },
      ['process', 'node', 'release', 'cycle'],
    ),
  },
  async run(unit, body: { process: string; node: string; cycle: string | null }) {
    const isThere = (await startTriggers(unit.model)).some((trigger) => trigger.process === body.process && trigger.node === body.node)
    if (!isThere) return { started: false }
    await startInstance(unit, { process: body.process, node: body.node, entity: null, record: null, person: null, variables: {} })
    await workOff(unit)
    return { started: true }
  },
}
