import { isCron } from '../bpmn/cron.ts'
import { checkNames } from '../check-path.ts'
import type { Model } from '../model.ts'
import type { Problem } from '../problem.ts'
import { finding, type Rule } from '../rule.ts'
import type { AlertDefinition } from '../types.ts'

/** An alert watches one thing; its dimensions, lines and schedule exist. */
export const alerts: Rule = {
  name: 'alerts',
  *check({ collection, model }) {
    for (const { definition, file } of collection.of('alert').values()) {
      const { entity, ledger, report, lines, by } = definition.on
      if ([entity, ledger, report].filter((each) => each !== undefined).length !== 1) {
        const message = { zh: '预警应恰好针对一个业务对象、台账或报表', en: 'an alert watches exactly one entity, ledger or report' }
        yield finding(file, '/on', 'alert-source', message)
      }
      const fields = model.entities.get(entity ?? '')?.fields.filter((field) => field.type === 'lines') ?? []
      if (lines !== undefined) {
        yield* checkNames(
          [lines],
          fields.map(({ name }) => name),
          file,
          '/on/lines',
        )
      }
      const dimensions = model.ledgers.get(ledger ?? '')?.dimensions ?? []
      yield* checkNames(
        by ?? [],
        dimensions.map(({ name }) => name),
        file,
        '/on/by',
      )
      yield* checkFollowed(definition, by ?? dimensions.map(({ name }) => name), model, file)
      if (report !== undefined && definition.key === undefined) {
        yield finding(file, '/key', 'alert-key', { zh: '报表预警需要 key', en: 'an alert over a report needs a key' })
      }
    }
    for (const kind of ['alert', 'batch', 'automation'] as const) {
      for (const { definition, file } of collection.of(kind).values()) {
        const schedule = definition.kind === 'automation' ? definition.on.schedule : definition.schedule
        if (schedule === undefined || isCron(schedule)) continue
        yield finding(file, definition.kind === 'automation' ? '/on/schedule' : '/schedule', 'bad-schedule', {
          zh: '应为五段 cron，例如 0 8 * * 1',
          en: 'expected five cron fields, such as 0 8 * * 1',
        })
      }
    }
  },
}

/** Each dimension is said by something of what is followed: one entity, or one ledger. */
function* checkFollowed({ on }: AlertDefinition, known: readonly string[], model: Model, file: string): Iterable<Problem> {
  for (const followed of on.follows ?? []) {
    const { name, at } = followed
    const path = `/on/follows/${name}/at`
    if ((followed.entity === undefined) === (followed.ledger === undefined)) {
      const message = { zh: '应恰好跟随一个业务对象或台账', en: 'exactly one entity or ledger is followed' }
      yield finding(file, `/on/follows/${name}`, 'alert-follows', message)
    }
    yield* checkNames(Object.keys(at), known, file, path)
    yield* checkNames(Object.values(at), saidBy(followed, model), file, path)
    const missing = known.filter((each) => at[each] === undefined).join(', ')
    if (missing === '') continue
    yield finding(file, path, 'alert-follows', {
      zh: `没有说明维度 ${missing} 由哪个字段给出`,
      en: `no field says the dimension ${missing}`,
    })
  }
}

/** Fields of an entity; dimensions of a ledger and what its open items carry. */
function saidBy({ entity, ledger }: NonNullable<AlertDefinition['on']['follows']>[number], model: Model): string[] {
  const followed = model.ledgers.get(ledger ?? '')
  const carried = followed?.openItem === undefined ? [] : (followed.attributes ?? [])
  return [...(model.entities.get(entity ?? '')?.fields ?? []), ...(followed?.dimensions ?? []), ...carried].map(({ name }) => name)
}
