import type { Model } from '@formwork/platform/definition/model.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { Actor } from './actor.ts'
import { closedFields, type FieldRights } from './field-rights.ts'
import { givingGrants, heldGrants, isInScope, isUnlimited, type HeldGrant } from './grants.ts'
import { hideDerived } from './hidden-fields.ts'
import { narrowAuthority } from './narrow-authority.ts'
import { expandOperation } from './operation.ts'
import type { Organisation } from './organisation.ts'
import { rowPredicate } from './row-predicate.ts'
import { rowsOf, type RowRights } from './row-rights.ts'

/** What one person may do, see and write: role × resource × operation × field × row. */
export interface Authority {
  /** A right on at least some rows of the entity, ledger, report or process. `save` asks for create or edit. */
  may(operation: string, resource: string): boolean
  /** Fields of an entity (measures of a ledger) that are not there, and those that may not be written. */
  fields(resource: string): FieldRights
  rows(resource: string, operation: string): RowRights
  /** A grant shows the figures of this report whole (`whole`), over records that may be hidden. */
  seesWhole(report: string): boolean
  /** Every right that a role of the model gives is held: nobody grants what he lacks. */
  mayGrant(role: string): boolean
  /** What each role says of the days that may be entered late, the most generous counts; undefined where nothing limits them. */
  readonly pastDays: readonly (number | string)[] | undefined
}

const nothingHidden: FieldRights = { hidden: new Set(), readOnly: new Set() }

const cache = new WeakMap<Model, { version: number; people: Map<string, Authority> }>()

/** The authority of an actor, compiled once per model, version of the organisation, person and scopes. */
export function authorityOf(model: Model, organisation: Organisation, actor: Actor): Authority {
  let known = cache.get(model)
  if (known === undefined || known.version !== organisation.version) {
    cache.set(model, (known = { version: organisation.version, people: new Map() }))
  }
  const isSystem = actor.person === null && actor.roles.length === 0 && actor.scopes === undefined
  const key = isSystem ? '' : JSON.stringify([actor.person, actor.roles, actor.scopes, actor.shownTo])
  let authority = known.people.get(key)
  if (authority === undefined) known.people.set(key, (authority = compile(model, actor)))
  return authority
}

function compile(model: Model, actor: Actor): Authority {
  const own = new CompiledAuthority(model, actor)
  if (actor.shownTo === undefined) return own
  return narrowAuthority(model, own, new CompiledAuthority(model, { ...actor, roles: [actor.shownTo] }))
}

/** A role that says nothing does not limit whoever holds it. */
function pastDaysOf(model: Model, held: readonly string[]): readonly (number | string)[] | undefined {
  const days = model.roles.roles.filter(({ name }) => held.includes(name)).map((role) => role.pastDays)
  return days.length === 0 || days.includes(undefined) ? undefined : (days as (number | string)[])
}

class CompiledAuthority implements Authority {
  readonly #model: Model
  readonly #unlimited: boolean
  readonly #grants: readonly HeldGrant[]
  readonly #scopes: readonly string[] | undefined
  readonly pastDays: readonly (number | string)[] | undefined
  readonly #fields = new Map<string, FieldRights>()
  readonly #rows = new Map<string, RowRights>()
  #hidden: ReadonlyMap<string, ReadonlySet<string>> | undefined

  constructor(model: Model, actor: Actor) {
    this.#model = model
    this.#unlimited = isUnlimited(model, actor)
    this.#grants = heldGrants(model, actor.roles)
    this.#scopes = actor.scopes
    this.pastDays = this.#unlimited ? undefined : pastDaysOf(model, actor.roles)
  }

  may(operation: string, resource: string): boolean {
    if (this.#model.switches?.off.resources.has(resource) === true) return false
    return expandOperation(operation).some(
      (each) => isInScope(this.#scopes, each, resource) && (this.#unlimited || this.#giving(each, resource).length > 0),
    )
  }

  fields(resource: string): FieldRights {
    if (this.#unlimited) return this.#model.switches === undefined ? nothingHidden : this.#switchedOff(resource)
    let rights = this.#fields.get(resource)
    if (rights === undefined) this.#fields.set(resource, (rights = this.#compileFields(resource)))
    return rights
  }

  rows(resource: string, operation: string): RowRights {
    if (!this.may(operation, resource)) return 'none'
    if (this.#unlimited) return 'all'
    const key = `${operation} ${resource}`
    let rows = this.#rows.get(key)
    if (rows === undefined) this.#rows.set(key, (rows = this.#compileRows(resource, operation)))
    return rows
  }

  seesWhole(report: string): boolean {
    return this.may('view', report) && this.#giving('view', report).some(({ grant }) => grant.whole === true)
  }

  mayGrant(role: string): boolean {
    if (this.#scopes !== undefined) return false
    if (this.#unlimited) return true
    const definition = this.#model.roles.roles.find((each) => each.name === role)
    if (definition === undefined || definition.administrator === true) return false
    return heldGrants(this.#model, [role]).every((held) => this.#covers(held))
  }

  /** Another grant on the same resource gives at least as much. */
  #covers(wanted: HeldGrant): boolean {
    if (wanted.grant.whole === true && !this.#seesAllOf(wanted.grant.resource)) return false
    return [...wanted.operations].every((operation) =>
      this.#grants.some((own) => {
        if (own.grant.resource !== '*' && own.grant.resource !== wanted.grant.resource) return false
        if (!own.operations.has(operation)) return false
        if (own.grant.rows !== undefined && own.grant.rows !== wanted.grant.rows) return false
        return (
          isSubset(own.grant.hide, wanted.grant.hide) &&
          isSubset(own.grant.readOnly, [...(wanted.grant.readOnly ?? []), ...(wanted.grant.hide ?? [])])
        )
      }),
    )
  }

  /** The figures of a report over every record, by a grant that says so or by the rights to its source. */
  #seesAllOf(report: string): boolean {
    const from = this.#model.reports.get(report)?.from
    return this.seesWhole(report) || this.rows(from?.ledger ?? from?.entity ?? '', 'view') === 'all'
  }

  #giving(operation: string, resource: string): HeldGrant[] {
    return givingGrants(this.#grants, operation, resource)
  }

  #compileFields(resource: string): FieldRights {
    const hidden = this.#allHidden().get(resource) ?? new Set<string>()
    const writing = [...new Set(WRITING.flatMap((operation) => this.#giving(operation, resource)))]
    const off = this.#switchedOff(resource).hidden
    return { hidden: new Set([...hidden, ...off]), readOnly: new Set([...closedFields(writing, 'readOnly'), ...hidden, ...off]) }
  }

  /** Fields of modules that are off are there for nobody; what is computed from them stays. */
  #switchedOff(resource: string): FieldRights {
    const off = this.#model.switches?.off.fields.get(resource)
    return off === undefined ? nothingHidden : { hidden: off, readOnly: off }
  }

  /** Over the whole model at once, since formulas read through references. */
  #allHidden(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.#hidden !== undefined) return this.#hidden
    if (this.#grants.every((held) => held.grant.hide === undefined)) return (this.#hidden = new Map())
    const resources = [...this.#model.entities.keys(), ...this.#model.ledgers.keys()]
    return (this.#hidden = hideDerived(
      this.#model,
      new Map(resources.map((resource) => [resource, closedFields(this.#giving('view', resource), 'hide')])),
    ))
  }

  #compileRows(resource: string, operation: string): RowRights {
    const grants = expandOperation(operation)
      .filter((each) => isInScope(this.#scopes, each, resource))
      .flatMap((each) => this.#giving(each, resource))
    return rowsOf(grants, (rule): Predicate => rowPredicate(this.#model, rule))
  }
}

const WRITING = ['create', 'edit', 'submit', 'amend'] as const

function isSubset(inner: readonly string[] | undefined, outer: readonly string[] | undefined): boolean {
  return (inner ?? []).every((each) => outer?.includes(each) === true)
}
