import type { EntityDefinition, FieldDefinition, RuleDefinition } from '@formwork/platform/definition/types.ts'
import { builtInFunctions, compileExpression, type CompiledExpression } from '@formwork/platform/expression/index.ts'
import { fieldType } from '../../fields/faces.ts'
import { entityOf } from '../../fields/shown-field.ts'

/** A formula that the browser can compute: it reads the record's own fields only. */
export interface LocalFormula {
  readonly expression: CompiledExpression
  /** Keys of what it reads: `/total`, `lines/amount`. */
  readonly reads: readonly string[]
}

export interface FieldStep {
  /** Name of the lines field, or undefined for the header. */
  readonly lines: string | undefined
  readonly field: FieldDefinition
  readonly key: string
  readonly kind: 'formula' | 'default'
  /** Absent: a literal default. */
  readonly formula?: LocalFormula
  readonly literal?: unknown
  /** Where that field of the row is filled, this says the value instead; without a formula here the server does. */
  readonly filled?: { readonly name: string; readonly formula?: LocalFormula }
  /** Keys of what a row reads of the header: a change of one of them concerns every row. */
  readonly headerReads: readonly string[]
  /** Reads the rows above its own, so that a change of a row concerns every row. */
  readonly readsAbove?: boolean
}

export interface CompiledCondition {
  readonly field: FieldDefinition
  readonly lines: string | undefined
  readonly visible?: LocalFormula
  readonly required?: LocalFormula
  readonly readOnly?: LocalFormula
  /** When a rule on submitting asks for it; true: always. */
  readonly demanded?: LocalFormula | true
}

export interface LocalRule {
  readonly rule: RuleDefinition
  readonly formula: LocalFormula
}

/** Everything about an entity that the browser computes; `needsServer` when there is more than that. */
export interface EntityFormulas {
  readonly steps: readonly FieldStep[]
  readonly conditions: readonly CompiledCondition[]
  readonly rules: readonly LocalRule[]
  readonly needsServer: boolean
}

const keyOf = (lines: string | undefined, name: string): string => `${lines ?? ''}/${name}`

const isFormula = (value: unknown): value is string => typeof value === 'string' && value.startsWith('=')

/** Compiles once per entity. A formula that does not compile here is left to the server. */
export function compileEntity(entity: EntityDefinition): EntityFormulas {
  const compiler = new EntityCompiler(entity)
  const groups = [
    { lines: undefined, fields: entity.fields },
    ...entity.fields.filter((field) => field.type === 'lines').map((field) => ({ lines: field.name, fields: field.fields ?? [] })),
  ]
  const steps: FieldStep[] = []
  const conditions: CompiledCondition[] = []
  for (const { lines, fields } of groups) {
    for (const field of fields) {
      steps.push(...compiler.stepsOf(field, lines))
      const condition = compiler.conditionOf(field, lines)
      if (condition) conditions.push(condition)
      if (field.fill !== undefined || fieldType(field.type).live === true) compiler.needsServer = true
    }
  }
  const rules = (entity.rules ?? []).flatMap((rule) => {
    // What may be let pass with a reason is the server's to say.
    if (rule.mode !== undefined && rule.mode !== 'refuse') return []
    const formula = compiler.local(rule.that, rule.each)
    return formula ? [{ rule, formula }] : []
  })
  return { steps: sortSteps(steps), conditions, rules, needsServer: compiler.needsServer }
}

/** A formula over the header alone; undefined when only the server could say. */
export function compileHeaderFormula(entity: EntityDefinition, text: string): LocalFormula | undefined {
  return new EntityCompiler(entity).local(text, undefined)
}

/** What reaches to the end of a formula and would take the other half of an `or` in. */
const OPEN_ENDED = /\b(if|some|every|for)\b/

class EntityCompiler {
  needsServer = false
  readonly #entity: EntityDefinition

  constructor(entity: EntityDefinition) {
    this.#entity = entity
  }

  stepsOf(field: FieldDefinition, lines: string | undefined): FieldStep[] {
    const text = field.formula ?? field.default
    const filled = this.#filledOf(field, lines)
    if ((text === undefined || text === null) && filled === undefined) return []
    const base = {
      lines,
      field,
      key: keyOf(lines, field.name),
      kind: field.formula === undefined ? ('default' as const) : ('formula' as const),
    }
    if (!isFormula(text)) return [{ ...base, filled, literal: text, headerReads: [] }]
    const formula = this.local(text, lines)
    if (formula === undefined && filled === undefined) return []
    const reads = [...(formula?.reads ?? []), ...(filled?.formula?.reads ?? [])]
    const readsAbove = lines !== undefined && formula?.expression.paths.some(([first]) => first === 'above') === true
    const headerReads = lines === undefined ? [] : reads.filter((key) => key.startsWith('/'))
    return [{ ...base, filled, formula, headerReads, readsAbove }]
  }

  /** Nothing where the other field is not there for this person. */
  #filledOf({ whenFilled }: FieldDefinition, lines: string | undefined): FieldStep['filled'] {
    const siblings = lines === undefined ? this.#entity.fields : this.#fields(lines)
    if (whenFilled === undefined || !siblings.some(({ name }) => name === whenFilled.field)) return undefined
    return { name: whenFilled.field, formula: this.local(whenFilled.formula, lines) }
  }

  /** Whether a cell is shown may hang on what its row looks up: the page has that from the server. */
  conditionOf(field: FieldDefinition, lines: string | undefined): CompiledCondition | undefined {
    const part = (value: unknown): LocalFormula | undefined => (isFormula(value) ? this.local(value, lines) : undefined)
    const condition = {
      field,
      lines,
      visible: isFormula(field.visible) ? this.local(field.visible, lines, true) : undefined,
      required: part(field.required),
      readOnly: part(field.readOnly),
      demanded: this.#demandOf(field, lines),
    }
    return condition.visible || condition.required || condition.readOnly || condition.demanded ? condition : undefined
  }

  /** A rule on submitting that says `field != null`, or `unless or field != null`: the field (in lines, of that row) is marked before anybody runs into it. */
  #demandOf({ name }: FieldDefinition, lines: string | undefined): LocalFormula | true | undefined {
    for (const { that, at, each, on, mode } of this.#entity.rules ?? []) {
      if (at !== name || each !== lines || on !== 'submit' || (mode ?? 'refuse') !== 'refuse') continue
      const [found, unless] = new RegExp(`^=(?:(.+) or )?${name} != null$`).exec(that) ?? []
      if (found !== undefined && unless === undefined) return true
      if (unless === undefined || OPEN_ENDED.test(unless)) continue
      const needsServer = this.needsServer
      // What is not known yet asks for nothing; a switch that was not touched is off.
      const paths = unless.includes('null') ? [] : (this.local(`=${unless}`, lines)?.expression.paths ?? [])
      const known = paths.map((path) => path.join('.')).filter((path) => !unless.includes(`${path} = true`))
      const demand = this.local(`=not(${unless})${known.map((path) => ` and ${path} != null`).join('')}`, lines)
      // A mark in a row is no reason to ask the server.
      if (lines !== undefined) this.needsServer = needsServer
      return demand
    }
    return undefined
  }

  /** The formula if the browser can compute it; otherwise it is the server's. */
  local(text: string, lines: string | undefined, mayLookUp = false): LocalFormula | undefined {
    try {
      const expression = compileExpression(text.slice(1))
      const reads = expression.paths.map((path) => this.#keyOfPath(path, lines, mayLookUp))
      const runsHere = expression.functions.every((name) => builtInFunctions.get(name)?.where === 'anywhere')
      if (runsHere && reads.every((key) => key !== undefined)) return { expression, reads: reads as string[] }
    } catch {
      // Left to the server, as every formula that cannot be computed here.
    }
    this.needsServer = true
    return undefined
  }

  /** The own field that a path reads; undefined when it goes on behind a reference, reads a live field or the unknown. */
  #keyOfPath(path: readonly string[], lines: string | undefined, mayLookUp: boolean): string | undefined {
    const [first, ...rest] = path
    if (first === 'user') return '/user'
    if (lines !== undefined && first === 'above') return rest.length > 1 ? undefined : this.#ownKey(this.#fields(lines), lines, rest[0])
    if (lines !== undefined && first !== 'record') {
      return rest.length === 0 ? this.#ownKey(this.#fields(lines), lines, first!, mayLookUp) : undefined
    }
    const [name, column, ...deeper] = first === 'record' ? rest : path
    const field = this.#entity.fields.find((candidate) => candidate.name === name)
    if (name === 'status' && field === undefined) return column === undefined ? keyOf(undefined, name) : undefined
    if (field?.type === 'lines') {
      return column === undefined
        ? keyOf(field.name, '')
        : deeper.length === 0
          ? this.#ownKey(field.fields ?? [], field.name, column)
          : undefined
    }
    return name === undefined || column !== undefined ? undefined : this.#ownKey(this.#entity.fields, undefined, name)
  }

  #ownKey(fields: readonly FieldDefinition[], lines: string | undefined, name: string | undefined, mayLookUp = false): string | undefined {
    if (name === undefined) return keyOf(lines, '')
    const field = fields.find((candidate) => candidate.name === name)
    const isUnknown = field === undefined || (fieldType(field.type).live === true && !(mayLookUp && field.type === 'lookup'))
    return isUnknown ? undefined : keyOf(lines, name)
  }

  #fields(lines: string): readonly FieldDefinition[] {
    return this.#entity.fields.find((field) => field.name === lines)?.fields ?? []
  }
}

/** True when a field holds a record: its value is a context in expressions. */
export const holdsRecord = (field: FieldDefinition): boolean => entityOf(field) !== undefined

/** Each step after what it reads. Circles were refused when the definition was published. */
function sortSteps(steps: readonly FieldStep[]): FieldStep[] {
  const byKey = new Map(steps.map((step) => [step.key, step]))
  const sorted = new Set<FieldStep>()
  const visiting = new Set<FieldStep>()
  const visit = (step: FieldStep): void => {
    if (sorted.has(step) || visiting.has(step)) return
    visiting.add(step)
    const beside = step.filled === undefined ? [] : [keyOf(step.lines, step.filled.name)]
    for (const key of [...(step.formula?.reads ?? []), ...(step.filled?.formula?.reads ?? []), ...beside]) {
      const read = byKey.get(key)
      if (read) visit(read)
    }
    sorted.add(step)
  }
  for (const step of steps) visit(step)
  return [...sorted]
}
