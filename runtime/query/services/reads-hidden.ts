import type { AlertPlan } from '../alerts/alert-plan.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import type { QueryContext } from '../query.ts'

/** Whether the text or the parameters of a rule tell something that is hidden from the reader. */
export function readsHidden({ model, organisation, actor }: QueryContext, plan: AlertPlan): boolean {
  const authority = authorityOf(model, organisation, actor)
  const { entity, lines, ledger, report } = plan.definition.on
  const paths = [...plan.message.paths, ...plan.parameters.flatMap(({ formula }) => formula.paths)]
  const isHidden = (resource: string | undefined, name: string | undefined): boolean =>
    resource !== undefined && name !== undefined && authority.fields(resource).hidden.has(name)
  if (report !== undefined) {
    const definition = model.reports.get(report)
    const source = definition?.from.ledger ?? definition?.from.entity
    return paths.some(([name]) => isHidden(source, definition?.columns.find((column) => column.name === name)?.value ?? name))
  }
  if (ledger !== undefined) {
    const dimensions = model.ledgers.get(ledger)?.dimensions ?? []
    return paths.some(
      ([first, second]) => isHidden(ledger, first) || isHidden(dimensions.find(({ name }) => name === first)?.entity, second),
    )
  }
  return paths.some(([scope, name]) => isHidden(entity, scope === 'line' ? `${lines}.${name}` : name))
}
