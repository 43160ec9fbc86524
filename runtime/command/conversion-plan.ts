import { fail } from '@formwork/platform/error/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { ConversionDefinition, Formula as FormulaText } from '@formwork/platform/definition/types.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { refuseDefinitionOff } from '../query/refuse-switched-off.ts'
import { planOf, type EntityPlan } from '../engine/record/entity-plan.ts'
import type { FieldPlan } from '../engine/record/field-plan.ts'
import { compileFormula, isFormula, type Formula } from '../engine/record/formula.ts'

/** A field of the target and the formula that gives it. */
export interface ConvertedField {
  readonly field: FieldPlan
  readonly formula: Formula
}

/** A conversion, compiled once per model. */
export interface ConversionPlan {
  readonly definition: ConversionDefinition
  readonly source: EntityPlan
  readonly target: EntityPlan
  readonly when: Formula | undefined
  readonly header: readonly ConvertedField[]
  readonly lines: readonly ConvertedField[]
  /** Field of the target line that takes the quantity. */
  readonly quantity: FieldPlan | undefined
  /** How much of a source line there is in all; without it what stands in its quantity. */
  readonly whole: Formula | undefined
  readonly tolerance: Formula | undefined
  readonly proposed: Formula | undefined
}

const plans = new WeakMap<Model, Map<string, ConversionPlan>>()

/** Errors: `definition-not-found`, those of formulas. */
export function conversionPlan(model: Model, registry: Registry, name: string): ConversionPlan {
  let known = plans.get(model)
  if (known === undefined) plans.set(model, (known = new Map()))
  let plan = known.get(name)
  if (plan === undefined) known.set(name, (plan = compileConversion(model, registry, name)))
  return plan
}

/** Conversions that make records of this entity line by line. */
export function conversionsTo(model: Model, entity: string): ConversionDefinition[] {
  return [...model.conversions.values()].filter((conversion) => conversion.to === entity && conversion.lines !== undefined)
}

function compileConversion(model: Model, registry: Registry, name: string): ConversionPlan {
  const definition = model.conversions.get(name)
  refuseDefinitionOff(model, 'conversion', name)
  if (definition === undefined) throw fail('definition-not-found', { kind: { zh: '转换', en: 'conversion' }, name })
  const label = definition.label ?? name
  const source = planOf(model, registry, definition.from)
  const target = planOf(model, registry, definition.to)
  const { lines } = definition
  const group = lines === undefined ? undefined : target.linesByName.get(lines.to)
  const fieldsOf = (formulas: Readonly<Record<string, FormulaText>>, byName: ReadonlyMap<string, FieldPlan>): ConvertedField[] =>
    Object.entries(formulas).map(([field, text]) => ({
      field: requireField(byName, field, name),
      formula: compileFormula(text, byName.get(field)?.label ?? field, registry),
    }))
  return {
    definition,
    source,
    target,
    when: isFormula(definition.when) ? compileFormula(definition.when, label, registry) : undefined,
    header: fieldsOf(definition.header, target.header.byName),
    lines: lines === undefined || group === undefined ? [] : fieldsOf(lines.fields, group.byName),
    quantity:
      lines === undefined || group === undefined ? undefined : requireField(group.byName, lines.targetQuantity ?? lines.quantity, name),
    whole: isFormula(lines?.whole) ? compileFormula(lines.whole, label, registry) : undefined,
    proposed: isFormula(lines?.proposed) ? compileFormula(lines.proposed, label, registry) : undefined,
    tolerance: isFormula(lines?.tolerance) ? compileFormula(lines.tolerance, label, registry) : undefined,
  }
}

function requireField(byName: ReadonlyMap<string, FieldPlan>, field: string, conversion: string): FieldPlan {
  const found = byName.get(field)
  if (found === undefined) {
    throw fail('definition-invalid', {
      file: conversion,
      reason: { zh: `目标没有字段“${field}”`, en: `the target has no field "${field}"` },
    })
  }
  return found
}
