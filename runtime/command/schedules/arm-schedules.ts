import { nextCron } from '@formwork/platform/definition/bpmn/cron.ts'
import { insertJobs } from '../../store/jobs/jobs.ts'
import { objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** Every rule is judged again once a day, whatever it follows: shortly after midnight, when dates have moved on. */
const DAILY = '5 0 * * *'

/** Schedules of alerts, automations and batches wait as jobs; one that waits already is left as it is. */
export const armSchedules: UseCase = {
  name: 'arm-schedules',
  internal: true,
  help: { zh: '登记按计划执行的作业', en: 'Schedules begin to count' },
  request: { ...objectSchema({}) },
  async run(unit: Unit) {
    const { model } = unit
    const planned = [
      ...[...model.alerts.values()].map(({ name, schedule }) => plan(unit, 'sweep-alert', name, schedule ?? DAILY, { rule: name })),
      ...[...model.automations.values()].flatMap(({ name, on }) => {
        const isDated = on.date !== undefined
        const cron = on.schedule ?? (isDated ? DAILY : undefined)
        return cron === undefined ? [] : [plan(unit, 'run-scheduled-automation', name, cron, { automation: name, isDated })]
      }),
      ...[...model.batches.values()].flatMap(({ name, schedule }) =>
        schedule === undefined ? [] : [plan(unit, 'run-batch', name, schedule, { batch: name })],
      ),
    ]
    await insertJobs(unit.transaction, planned, unit.now)
    return { count: planned.length }
  },
}

function plan(unit: Unit, kind: string, name: string, cron: string, payload: unknown) {
  return { kind, key: `schedule/${kind}/${name}/${cron}`, due: nextCron(cron, unit.now, unit.store.timeZone), payload }
}
