import type { Model } from '@formwork/platform/definition/model.ts'
import type { AlertDefinition } from '@formwork/platform/definition/types.ts'
import { toQuery } from '@formwork/platform/expression/to-query.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { compileFormula, isFormula, type Formula } from '../../engine/record/formula.ts'
import { compileText, type TextTemplate } from '../../engine/record/text-template.ts'

/** A rule, compiled once per model. */
export interface AlertPlan {
  readonly definition: AlertDefinition
  readonly when: Formula
  readonly where: Predicate | undefined
  readonly key: Formula | undefined
  readonly severity: Formula | 'info' | 'warning' | 'danger'
  readonly message: TextTemplate
  readonly stage: Formula | undefined
  readonly people: Formula | undefined
  readonly parameters: readonly { readonly name: string; readonly formula: Formula }[]
  /** Dimensions whose values make a key; empty for rules over records. */
  readonly by: readonly string[]
  /** Figures of the ledger that its formulas read. */
  readonly figures: readonly string[]
  /** First names of everything it reads, with the second: `item` → `minimum`. */
  readonly reads: ReadonlyMap<string, ReadonlySet<string>>
}

/** Rules by what they watch. */
export interface AlertPlans {
  readonly byName: ReadonlyMap<string, AlertPlan>
  readonly ofEntity: ReadonlyMap<string, readonly AlertPlan[]>
  readonly ofLedger: ReadonlyMap<string, readonly AlertPlan[]>
  /** Rules over a ledger that read fields of the records at its coordinates: a changed minimum is judged at once. */
  readonly ofCoordinate: ReadonlyMap<string, readonly { readonly plan: AlertPlan; readonly dimension: string }[]>
  /** Rules that follow records elsewhere, which name the place to be judged: a limit of one place. */
  readonly ofFollowed: ReadonlyMap<string, readonly FollowingAlert[]>
  /** Rules that follow balances of another ledger, which carry the place to be judged: what is ordered there. */
  readonly ofFollowedLedger: ReadonlyMap<string, readonly FollowingAlert[]>
}

/** A rule and what says each dimension of its places. */
export interface FollowingAlert {
  readonly plan: AlertPlan
  readonly at: Readonly<Record<string, string>>
}

const plans = new WeakMap<Model, AlertPlans>()

export function alertPlansOf(model: Model, registry: Registry): AlertPlans {
  let known = plans.get(model)
  if (known === undefined) plans.set(model, (known = compileAll(model, registry)))
  return known
}

function compileAll(model: Model, registry: Registry): AlertPlans {
  const byName = new Map<string, AlertPlan>()
  const ofEntity = new Map<string, AlertPlan[]>()
  const ofLedger = new Map<string, AlertPlan[]>()
  const ofCoordinate = new Map<string, { plan: AlertPlan; dimension: string }[]>()
  const ofFollowed = new Map<string, FollowingAlert[]>()
  const ofFollowedLedger = new Map<string, FollowingAlert[]>()
  for (const definition of model.alerts.values()) {
    const plan = compileAlert(model, registry, definition)
    byName.set(definition.name, plan)
    const { entity, ledger } = definition.on
    if (entity !== undefined) addTo(ofEntity, entity, plan)
    if (ledger === undefined) continue
    addTo(ofLedger, ledger, plan)
    for (const { entity: followed, ledger: other, at } of definition.on.follows ?? []) {
      if (followed !== undefined) addTo(ofFollowed, followed, { plan, at })
      if (other !== undefined) addTo(ofFollowedLedger, other, { plan, at })
    }
    for (const dimension of model.ledgers.get(ledger)?.dimensions ?? []) {
      if (dimension.entity === undefined || !plan.by.includes(dimension.name) || (plan.reads.get(dimension.name)?.size ?? 0) === 0) continue
      addTo(ofCoordinate, dimension.entity, { plan, dimension: dimension.name })
    }
  }
  return { byName, ofEntity, ofLedger, ofCoordinate, ofFollowed, ofFollowedLedger }
}

function compileAlert(model: Model, registry: Registry, definition: AlertDefinition): AlertPlan {
  const label = definition.label ?? definition.name
  const compile = (text: string): Formula => compileFormula(text, label, registry)
  const ledger = definition.on.ledger === undefined ? undefined : model.ledgers.get(definition.on.ledger)
  const when = compile(definition.when)
  const message = compileText(definition.message, registry)
  const severity = isFormula(definition.severity) ? compile(definition.severity) : ((definition.severity ?? 'warning') as 'warning')
  const stage = definition.stage === undefined ? undefined : compile(definition.stage)
  const computed = [when, message, ...(typeof severity === 'string' ? [] : [severity]), ...(stage === undefined ? [] : [stage])]
  const paths = computed.flatMap((each) => [...each.paths])
  const known = [...(ledger?.measures ?? []), ...(ledger?.derived ?? [])].map(({ name }) => name)
  return {
    definition,
    when,
    message,
    severity,
    stage,
    where: definition.where === undefined ? undefined : toQuery(definition.where.replace(/^=/, '')),
    key: definition.key === undefined ? undefined : compile(definition.key),
    people: definition.to?.people === undefined ? undefined : compile(definition.to.people),
    parameters: Object.entries(definition.action?.parameters ?? {}).map(([name, text]) => ({ name, formula: compile(text) })),
    by: ledger === undefined ? [] : (definition.on.by ?? ledger.dimensions.map(({ name }) => name)),
    figures: known.filter((name) => paths.some(([first]) => first === name)),
    reads: readsOf(paths),
  }
}

function readsOf(paths: readonly (readonly string[])[]): Map<string, Set<string>> {
  const reads = new Map<string, Set<string>>()
  for (const [first, second] of paths) {
    if (first === undefined) continue
    const known = reads.get(first) ?? new Set()
    if (second !== undefined) known.add(second)
    reads.set(first, known)
  }
  return reads
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}
