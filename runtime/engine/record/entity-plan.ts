import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { EntityDefinition, FieldDefinition, RuleDefinition } from '@formwork/platform/definition/types.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { formulasOf, planField, type FieldPlan } from './field-plan.ts'
import { compileFormula, isFormula, type Formula } from './formula.ts'
import type { GroupPlan } from './group-plan.ts'
import { orderSteps, type Step } from './step-order.ts'
import { systemReadsOf } from './system-columns.ts'
import { compileText, type TextTemplate } from './text-template.ts'

export interface RulePlan {
  readonly definition: RuleDefinition
  readonly formula: Formula
  readonly mode: Formula | 'refuse' | 'warn' | 'approve'
  readonly size: Formula | undefined
  /** Figures behind its message. */
  readonly detail: TextTemplate | undefined
  /** When it is judged: at every saving, at submit only, or when a posted record is taken back. */
  readonly asked: 'save' | 'submit' | 'undo'
}

export interface UniquePlan {
  readonly fields: readonly FieldPlan[]
  readonly message: LocalizedText | undefined
}

/** Everything that saving a record of this entity needs, compiled once per model. */
export interface EntityPlan {
  readonly name: string
  readonly label: LocalizedText
  readonly entity: EntityDefinition
  readonly isDocument: boolean
  readonly header: GroupPlan
  readonly lines: readonly GroupPlan[]
  readonly linesByName: ReadonlyMap<string, GroupPlan>
  /** Defaults, fills and formulas, each after what it reads. */
  readonly steps: readonly Step[]
  readonly rules: readonly RulePlan[]
  readonly uniques: readonly UniquePlan[]
  readonly title: Formula | undefined
  /** The formula or the literal in front of a drawn number. */
  readonly numberPrefix: Formula | string | undefined
  /** System columns that some formula names. */
  readonly systemReads: readonly string[]
}

/** Rows of a lines field that says nothing about its limit. */
const DEFAULT_LINE_LIMIT = 2000

const plans = new WeakMap<Model, Map<string, EntityPlan>>()

/** The plan of an entity, made at its first use. Errors: `unknown-entity`, those of formulas, `formula-cycle`. */
export function planOf(model: Model, registry: Registry, name: string): EntityPlan {
  let byName = plans.get(model)
  if (byName === undefined) plans.set(model, (byName = new Map()))
  let plan = byName.get(name)
  if (plan === undefined) byName.set(name, (plan = planEntity(model, registry, name)))
  return plan
}

function planEntity(model: Model, registry: Registry, name: string): EntityPlan {
  const entity = model.entities.get(name)
  if (entity === undefined) throw fail('unknown-entity', { entity: name })
  const label = entity.label ?? entity.name
  const linesFields = entity.fields.filter((field) => field.type === 'lines')
  const header = planGroup(
    null,
    label,
    entity.fields.filter((field) => field.type !== 'lines'),
    {},
    registry,
  )
  const lines = linesFields.map((field) => planGroup(field.name, field.label ?? field.name, field.fields ?? [], field, registry))
  const rules = (entity.rules ?? []).map((rule) => planRule(rule, registry))
  const title = isFormula(entity.title) ? compileFormula(entity.title, label, registry) : undefined
  const prefix = entity.number?.prefix
  const numberPrefix = isFormula(prefix) ? compileFormula(prefix, { zh: '编号', en: 'number' }, registry) : prefix
  return {
    name,
    label,
    entity,
    isDocument: entity.nature === 'document',
    header,
    lines,
    linesByName: new Map(lines.map((group) => [group.lines!, group])),
    steps: orderSteps(header, lines),
    rules,
    uniques: planUniques(entity, header),
    title,
    numberPrefix,
    systemReads: systemReadsOf(pathsOf([header, ...lines], [title, numberPrefix, ...rules.flatMap(formulasOfRule)])),
  }
}

function planGroup(
  lines: string | null,
  label: LocalizedText,
  definitions: readonly FieldDefinition[],
  own: Partial<FieldDefinition>,
  registry: Registry,
): GroupPlan {
  const fields = definitions.map((definition) => planField(definition, registry))
  const byName = new Map(fields.map((field) => [field.name, field]))
  const references = fields.filter((field) => field.target !== undefined && !field.live)
  return {
    lines,
    label,
    fields,
    byName,
    references,
    ...planMeasures(fields),
    open: fields.every((field) => field.definition.hidden !== true && field.readOnly === false && field.visible === undefined),
    empty: Object.fromEntries(fields.filter((field) => !field.live).map((field) => [field.name, null])),
    closed: own.readOnly === true || own.hidden === true,
    limit: own.limit ?? DEFAULT_LINE_LIMIT,
    required: own.required === true,
  }
}

/** What is entered through another field, and in which measure. */
function planMeasures(fields: readonly FieldPlan[]): Pick<GroupPlan, 'standIns' | 'measured'> {
  const entered = fields.filter((field) => field.definition.enteredAs !== undefined && !field.live)
  const byMeasure = Map.groupBy(
    entered.filter((field) => field.definition.enteredAs!.by !== undefined),
    (field) => field.definition.enteredAs!.by!,
  )
  return { standIns: new Map(entered.map((field) => [field.definition.enteredAs!.field, field])), measured: byMeasure }
}

function* pathsOf(groups: readonly GroupPlan[], formulas: readonly (Formula | string | undefined)[]): Iterable<readonly string[]> {
  for (const group of groups) for (const field of group.fields) for (const formula of formulasOf(field)) yield* formula.paths
  for (const formula of formulas) if (typeof formula === 'object') yield* formula.paths
}

function planRule(definition: RuleDefinition, registry: Registry): RulePlan {
  const formula = compileFormula(definition.that, definition.label ?? definition.name, registry)
  const label = definition.label ?? definition.name
  const mode = isFormula(definition.mode) ? compileFormula(definition.mode, label, registry) : ((definition.mode ?? 'refuse') as 'refuse')
  const size = definition.size === undefined ? undefined : compileFormula(definition.size, label, registry)
  const detail = definition.detail === undefined ? undefined : compileText(definition.detail, registry)
  return { definition, formula, mode, size, detail, asked: definition.on ?? 'save' }
}

function formulasOfRule({ formula, mode, size }: RulePlan): (Formula | undefined)[] {
  return [formula, typeof mode === 'string' ? undefined : mode, size]
}

function planUniques(entity: EntityDefinition, header: GroupPlan): UniquePlan[] {
  const single = header.fields.filter((field) => field.definition.unique === true).map((field) => ({ fields: [field], message: undefined }))
  const groups = (entity.unique ?? []).map((group) => ({
    fields: group.fields.flatMap((name) => header.byName.get(name) ?? []),
    message: group.message,
  }))
  return [...single, ...groups]
}
