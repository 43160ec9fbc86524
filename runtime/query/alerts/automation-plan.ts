import type { Model } from '@formwork/platform/definition/model.ts'
import type { AutomationDefinition } from '@formwork/platform/definition/types.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { compileFormula, type Formula } from '../../engine/record/formula.ts'
import { compileText, type TextTemplate } from '../../engine/record/text-template.ts'

export interface ActionPlan {
  readonly definition: AutomationDefinition['actions'][number]
  readonly when: Formula | undefined
  readonly each: Formula | undefined
  readonly record: Formula | undefined
  readonly values: readonly NamedFormula[]
  readonly lines: { readonly each: Formula; readonly fields: readonly NamedFormula[] } | undefined
  readonly people: Formula | undefined
  readonly shift: Formula | undefined
  readonly message: TextTemplate | undefined
}

export interface NamedFormula {
  readonly name: string
  readonly formula: Formula
}

export interface AutomationPlan {
  readonly definition: AutomationDefinition
  readonly when: Formula | undefined
  readonly actions: readonly ActionPlan[]
}

export interface AutomationPlans {
  readonly byName: ReadonlyMap<string, AutomationPlan>
  /** By `record.posted wish`, or `ledger.changed holding`. */
  readonly byEvent: ReadonlyMap<string, readonly AutomationPlan[]>
}

const plans = new WeakMap<Model, AutomationPlans>()

/** Automations of a model, compiled once. */
export function automationPlansOf(model: Model, registry: Registry): AutomationPlans {
  let known = plans.get(model)
  if (known === undefined) plans.set(model, (known = compileAll(model, registry)))
  return known
}

function compileAll(model: Model, registry: Registry): AutomationPlans {
  const byName = new Map<string, AutomationPlan>()
  const byEvent = new Map<string, AutomationPlan[]>()
  for (const definition of model.automations.values()) {
    const plan = compileAutomation(definition, registry)
    byName.set(definition.name, plan)
    const { event, entity, ledger } = definition.on
    if (event === undefined) continue
    const key = `${event} ${event === 'ledger.changed' ? ledger : entity}`
    byEvent.set(key, [...(byEvent.get(key) ?? []), plan])
  }
  return { byName, byEvent }
}

function compileAutomation(definition: AutomationDefinition, registry: Registry): AutomationPlan {
  const label = definition.label ?? definition.name
  const compile = (text: string | undefined): Formula | undefined =>
    text === undefined ? undefined : compileFormula(text, label, registry)
  const named = (formulas: Readonly<Record<string, string>> = {}): NamedFormula[] =>
    Object.entries(formulas).map(([name, text]) => ({ name, formula: compileFormula(text, label, registry) }))
  return {
    definition,
    when: compile(definition.when),
    actions: definition.actions.map((action) => ({
      definition: action,
      when: compile(action.when),
      each: compile(action.each),
      record: compile(action.record),
      values: named(action.values),
      lines:
        action.lines === undefined
          ? undefined
          : { each: compileFormula(action.lines.each, label, registry), fields: named(action.lines.fields) },
      people: compile(action.to?.people),
      shift: compile(action.shift),
      message: action.message === undefined ? undefined : compileText(action.message, registry),
    })),
  }
}
