import type { Model } from '@formwork/platform/definition/model.ts'
import type { FieldRights } from './field-rights.ts'
import type { RowRights } from './row-rights.ts'

/** What an authority answers. */
interface Rights {
  may(operation: string, resource: string): boolean
  fields(resource: string): FieldRights
  rows(resource: string, operation: string): RowRights
  seesWhole(report: string): boolean
  readonly pastDays: readonly (number | string)[] | undefined
}

/**
 * What both authorities allow: what a person shows to somebody outside is limited by the role of whoever looks, and by his own rights.
 * Of a resource that the looking role may not view every field is hidden, so that nothing of it shows through a reference either.
 */
export function narrowAuthority(model: Model, own: Rights, looking: Rights): Rights & { mayGrant(role: string): boolean } {
  return {
    may: (operation, resource) => own.may(operation, resource) && looking.may(operation, resource),
    fields(resource): FieldRights {
      const [first, second] = [own.fields(resource), looking.fields(resource)]
      const closed = looking.may('view', resource) ? [] : namesOf(model, resource)
      return {
        hidden: new Set([...first.hidden, ...second.hidden, ...closed]),
        readOnly: new Set([...first.readOnly, ...second.readOnly, ...closed]),
      }
    },
    rows: (resource, operation) => both(own.rows(resource, operation), looking.rows(resource, operation)),
    seesWhole: (report) => own.seesWhole(report) && looking.seesWhole(report),
    mayGrant: () => false,
    pastDays: own.pastDays,
  }
}

function both(first: RowRights, second: RowRights): RowRights {
  if (first === 'none' || second === 'none') return 'none'
  if (first === 'all') return second
  return second === 'all' ? first : { all: [first, second] }
}

function namesOf(model: Model, resource: string): string[] {
  const ledger = model.ledgers.get(resource)
  if (ledger !== undefined) return [...ledger.dimensions, ...ledger.measures].map(({ name }) => name)
  return (model.entities.get(resource)?.fields ?? []).flatMap(({ name, fields = [] }) => [
    name,
    ...fields.map((each) => `${name}.${each.name}`),
  ])
}
