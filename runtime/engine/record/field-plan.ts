import { fail, type ErrorCode, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { ColumnKind, FieldType } from '@formwork/platform/plugin/contracts/field-type.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { compileFormula, isFormula, type Formula } from './formula.ts'

/** A field, compiled once per model: its plugin, its formulas, what it points to. */
export interface FieldPlan {
  readonly name: string
  readonly label: LocalizedText
  readonly definition: FieldDefinition
  readonly type: FieldType
  readonly kind: ColumnKind
  /** Digits after the point of a decimal. */
  readonly scale: number
  /** Entity that a reference points to. */
  readonly target: string | undefined
  readonly multiple: boolean
  /** Read live, never stored. */
  readonly live: boolean
  readonly formula: Formula | undefined
  /** Where that field of the row is filled, this gives the value; what is given and lies no further off than `within` stays. */
  readonly whenFilled: { readonly field: string; readonly formula: Formula; readonly within: Decimal | undefined } | undefined
  /** A literal stands in inside form. */
  readonly default: Formula | { readonly literal: unknown } | undefined
  readonly required: boolean | Formula
  readonly readOnly: boolean | Formula
  readonly visible: Formula | undefined
  /** Own fields that follow when this reference is chosen: name -> formula over the chosen record. */
  readonly fill: readonly { readonly name: string; readonly formula: Formula }[]
  /** Condition on the chosen record (FEEL-Q); its fields are bare, the referring record is `record`, its row `line`. */
  readonly filter: Formula | undefined
  /** Coordinates of a live balance. */
  readonly where: readonly { readonly name: string; readonly formula: Formula }[]
}

/** Errors: `unknown-plugin`, those of formulas. */
export function planField(definition: FieldDefinition, registry: Registry): FieldPlan {
  const type = requireContribution(registry, 'fields', definition.type)
  const label = definition.label ?? definition.name
  const column = type.column(definition)
  const compile = (text: string): Formula => compileFormula(text, label, registry)
  const condition = (value: boolean | string | undefined): boolean | Formula => (isFormula(value) ? compile(value) : value === true)
  return {
    name: definition.name,
    label,
    definition,
    type,
    kind: column.kind,
    scale: column.scale ?? 0,
    target: type.column({ ...definition, multiple: false }).reference,
    multiple: definition.multiple === true,
    live: type.live === true,
    formula: isFormula(definition.formula) ? compile(definition.formula) : undefined,
    whenFilled: planWhenFilled(definition, compile),
    default: planDefault(definition, type, compile),
    required: condition(definition.required),
    readOnly: condition(definition.readOnly),
    visible: isFormula(definition.visible) ? compile(definition.visible) : undefined,
    fill: (definition.fill ?? []).map((each) => ({ name: each.name, formula: compile(each.value) })),
    filter: isFormula(definition.filter) ? compile(definition.filter) : undefined,
    where: Object.entries(definition.where ?? {}).map(([name, value]) => ({ name, formula: compile(formulaOf(value)) })),
  }
}

function planWhenFilled({ whenFilled }: FieldDefinition, compile: (text: string) => Formula): FieldPlan['whenFilled'] {
  if (whenFilled === undefined) return undefined
  const { field, formula, within } = whenFilled
  return { field, formula: compile(formula), within: within === undefined ? undefined : Decimal.parse(String(within)) }
}

function planDefault(definition: FieldDefinition, type: FieldType, compile: (text: string) => Formula): FieldPlan['default'] {
  const value = definition.default
  if (value === undefined || value === null) return undefined
  if (isFormula(value)) return compile(value)
  const checked = type.check(value, definition)
  if (checked.problem !== undefined) throw fail(checked.problem.code as ErrorCode, checked.problem.parameters)
  return { literal: checked.value }
}

/** Every formula of a field that is evaluated with the scope of its own row. */
export function formulasOf(field: FieldPlan): Formula[] {
  const candidates = [
    field.formula,
    field.whenFilled?.formula,
    field.default,
    field.required,
    field.readOnly,
    field.visible,
    ...field.where.map(({ formula }) => formula),
  ]
  return candidates.filter(isCompiled)
}

export function isCompiled(value: FieldPlan['default'] | boolean | undefined): value is Formula {
  return typeof value === 'object' && 'expression' in value
}

/** A literal coordinate (a virtual place by its name) is a formula that always gives it. */
function formulaOf(value: unknown): string {
  return typeof value === 'string' && value.startsWith('=') ? value : `=${JSON.stringify(value)}`
}
