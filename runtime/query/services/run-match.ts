import type { FieldDefinition, MatchDefinition } from '@formwork/platform/definition/types.ts'
import { AppError, fail, type ErrorCode, type LocalizedText } from '@formwork/platform/error/index.ts'
import { makeContext, type FeelValue, type Scope } from '@formwork/platform/expression/value.ts'
import { requireContribution } from '@formwork/platform/plugin/registry.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import type { FactBook } from '../../engine/record/facts.ts'
import { compileFormula, evaluateFormula, type Formula, type FormulaResult } from '../../engine/record/formula.ts'
import { lineContext, recordContext, referenceContext } from '../../engine/record/record-context.ts'
import { makeAuthorizedPlan } from '../../store/reading/authorized-plan.ts'
import { selectRecords } from '../../store/reading/select-records.ts'
import { compileText, renderText } from '../../engine/record/text-template.ts'
import { authorizeRead } from '../authorize.ts'
import { hidesPath } from '../hides-path.ts'
import type { QueryContext } from '../query.ts'
import { factBookOf, withReadFacts } from '../read-facts.ts'
import { readingSource } from '../reading-source.ts'
import { refuseDefinitionOff } from '../refuse-switched-off.ts'
import { searchOf, type Candidate } from './match-candidate.ts'
import { visibleRecords } from './visible-records.ts'

/** What one candidate gave, and why. */
export interface Matched {
  readonly candidate: string
  readonly label: LocalizedText
  readonly value: FeelValue
  readonly why: { readonly zh: string; readonly en: string } | null
  readonly entity: string | null
  readonly record: number | null
}

export interface MatchResult {
  /** The one that is taken; with `take: all` the first, with `count` their number. */
  readonly taken: Matched | null
  /** Everything that was found, in order of rank. */
  readonly found: readonly Matched[]
}

/** Records of one candidate that are looked at. */
const MOST_RECORDS = 200

/**
 * A ranked look-up: candidates in their order, what they gave, and why. `rights`: what somebody asks is found among what he
 * may see; what a formula asks over all rights. `most`: no more findings than these are looked for.
 * Errors: `definition-not-found`, `module-off`, `unknown-field`, `required`, those of field types, `formula-error`.
 */
export async function runMatch(
  context: QueryContext,
  name: string,
  given: Readonly<Record<string, unknown>>,
  rights: 'all' | 'own',
  most = Number.POSITIVE_INFINITY,
): Promise<MatchResult> {
  refuseDefinitionOff(context.model, 'match', name)
  const definition = context.model.matches.get(name)
  if (definition === undefined) throw fail('definition-not-found', { kind: { zh: '匹配规则', en: 'match' }, name })
  const parameters = readParameters(context, definition, given)
  if (rights === 'own') await requireSeen(context, definition, parameters)
  const run = new MatchRun(context, definition, parameters, rights)
  const take = definition.take ?? 'first'
  const found: Matched[] = []
  for (const candidate of definition.candidates) {
    found.push(...(await run.candidate(candidate, most - found.length)))
    if ((take === 'first' && found.length > 0) || found.length >= most) break
  }
  return { taken: choose(take, found), found }
}

/** What is counted where nothing gives a value. */
const NOTHING_FOUND: Matched = { candidate: '', label: '', value: null, why: null, entity: null, record: null }

function choose(take: string, found: readonly Matched[]): Matched | null {
  const [first] = found
  if (take === 'count') return { ...(first ?? NOTHING_FOUND), value: Decimal.parse(String(found.length)) }
  if (first === undefined || take === 'first' || take === 'all') return first ?? null
  const amounts = found.filter((each): each is Matched & { value: Decimal } => each.value instanceof Decimal)
  const sign = take === 'least' ? 1 : -1
  return amounts.reduce<(Matched & { value: Decimal }) | null>(
    (best, each) => (best === null || each.value.compare(best.value) * sign < 0 ? each : best),
    null,
  )
}

class MatchRun {
  readonly #context: QueryContext
  readonly #definition: MatchDefinition
  readonly #parameters: Readonly<Record<string, unknown>>
  readonly #rights: 'all' | 'own'
  readonly #facts: FactBook
  readonly #parameter: FeelValue

  constructor(context: QueryContext, definition: MatchDefinition, parameters: Readonly<Record<string, unknown>>, rights: 'all' | 'own') {
    this.#context = context
    this.#definition = definition
    this.#parameters = parameters
    this.#rights = rights
    this.#facts = factBookOf(context)
    const fields = (definition.parameters ?? []).map((field) => [field.name, this.#toFeel(field, parameters[field.name])] as const)
    this.#parameter = Object.assign(makeContext(), Object.fromEntries(fields))
  }

  /** What a candidate gives; looks no further when there are `most`. */
  async candidate(candidate: Candidate, most: number): Promise<Matched[]> {
    const { entity, lines } = candidate
    if (entity === undefined) return this.#judge(candidate, { parameter: this.#parameter }, null)
    if (!(await this.#mayGive(candidate))) return []
    const found: Matched[] = []
    for (const id of await this.#select(candidate, entity)) {
      if (found.length >= most) break
      const record = await this.#context.store.records.load(this.#context.reading, entity, id)
      if (record === undefined) continue
      const context = recordContext(this.#facts, record)
      const plan = planOf(this.#context.model, this.#context.registry, entity)
      const rows = lines === undefined ? [undefined] : (record.lines[lines] ?? [])
      for (const row of rows) {
        const line: Record<string, FeelValue> = row === undefined ? {} : { line: lineContext(this.#facts, plan, lines!, row, context) }
        found.push(...(await this.#judge(candidate, { parameter: this.#parameter, record: context, ...line }, id)))
      }
    }
    return found
  }

  /** What cannot be judged without a record is judged with each. */
  async #mayGive(candidate: Candidate): Promise<boolean> {
    const { gate } = searchOf(candidate, this.#context.registry)
    if (gate === undefined) return true
    const { value, diagnostics } = await this.#compute(gate, { parameter: this.#parameter })
    return value === true || diagnostics.length > 0
  }

  async #select(candidate: Candidate, entity: string): Promise<number[]> {
    const { sort = [] } = candidate
    const { where, lines } = searchOf(candidate, this.#context.registry)
    const plan =
      this.#rights === 'own'
        ? authorizeRead(this.#context, entity)
        : makeAuthorizedPlan({ resource: entity, rows: { constant: true }, seatsOf: null, hidden: new Set() })
    const page = await selectRecords(readingSource(this.#context, this.#parameters), {
      plan,
      columns: [{ name: 'id', path: ['id'] }],
      where,
      lines,
      sort: sort.map(({ name, direction }) => ({ path: name.split('.'), descending: direction === 'descending' })),
      limit: MOST_RECORDS,
    })
    return [...new Set(page.rows.map((row) => row.id as number))]
  }

  async #judge(candidate: Candidate, scope: Scope, record: number | null): Promise<Matched[]> {
    if (this.#rights === 'own' && this.#tellsHidden(candidate)) return []
    if (candidate.when !== undefined && (await this.#evaluate(candidate.when, scope)) !== true) return []
    const value = await this.#evaluate(candidate.value, scope)
    if (value === null) return []
    const { why, name, label, entity } = candidate
    const said =
      why === undefined
        ? null
        : await withReadFacts(this.#context, this.#facts, 'all', () =>
            renderText(compileText(why, this.#context.registry), scope, this.#facts),
          )
    return [{ candidate: name, label: label ?? name, value, why: said, entity: entity ?? null, record }]
  }

  async #evaluate(text: string, scope: Scope): Promise<FeelValue> {
    const label = this.#definition.label ?? this.#definition.name
    const formula = compileFormula(text, label, this.#context.registry)
    const { value, diagnostics } = await this.#compute(formula, scope)
    const [diagnostic] = diagnostics
    if (diagnostic !== undefined) throw fail('formula-error', { name: label, reason: diagnostic.message })
    return value
  }

  #compute(formula: Formula, scope: Scope): Promise<FormulaResult> {
    return withReadFacts(this.#context, this.#facts, 'all', () => evaluateFormula(formula, scope, this.#facts))
  }

  /** Whether what a candidate gives, why, or when it does would tell its reader something hidden from him. */
  #tellsHidden({ entity, lines, value, why, when, filter }: Candidate): boolean {
    const { registry } = this.#context
    const pathsOf = (text: string): readonly (readonly string[])[] => compileFormula(text, text, registry).paths
    const told = [
      ...pathsOf(value),
      ...(when === undefined ? [] : pathsOf(when)),
      ...(why === undefined ? [] : compileText(why, registry).paths),
    ]
    if (told.some(([scope, ...path]) => this.#hides(scope, path, entity, lines))) return true
    // A filter compares with what is asked, so its answer would tell by trying.
    const filtered = filter === undefined || entity === undefined ? [] : pathsOf(filter)
    return filtered.some(([first]) => first === 'parameter') && filtered.some((path) => this.#hides('record', path, entity, lines))
  }

  #hides(scope: string | undefined, path: readonly string[], entity: string | undefined, lines: string | undefined): boolean {
    if (scope === 'parameter') {
      const given = this.#definition.parameters?.find(({ name }) => name === path[0])
      const target = given === undefined ? undefined : targetOf(given)
      return target !== undefined && hidesPath(this.#context, target, path.slice(1))
    }
    if (entity === undefined || (scope !== 'record' && scope !== 'line')) return false
    return hidesPath(this.#context, entity, scope === 'line' ? [lines!, ...path] : path)
  }

  #toFeel(field: FieldDefinition, value: unknown): FeelValue {
    const target = targetOf(field)
    if (value === null || value === undefined) return null
    return target !== undefined && typeof value === 'number' ? referenceContext(this.#facts, target, value) : (value as FeelValue)
  }
}

function targetOf(field: FieldDefinition): string | undefined {
  return field.entity ?? (field.type === 'member' ? 'person' : field.type === 'department' ? 'department' : undefined)
}

/** A record named by whoever asks is one that he may see. Errors: `unknown-record`. */
async function requireSeen(
  context: QueryContext,
  definition: MatchDefinition,
  parameters: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const field of definition.parameters ?? []) {
    const [entity, id] = [targetOf(field), parameters[field.name]]
    if (entity === undefined || typeof id !== 'number' || (await visibleRecords(context, entity, [id])).has(id)) continue
    throw fail('unknown-record', { entity: context.model.entities.get(entity)?.label ?? entity, id }, field.name)
  }
}

/** Errors: `unknown-field`, `required`, those of field types. */
function readParameters(
  { registry }: QueryContext,
  definition: MatchDefinition,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const fields = definition.parameters ?? []
  const unknown = Object.keys(given).find((name) => !fields.some((field) => field.name === name))
  if (unknown !== undefined) throw fail('unknown-field', { field: unknown }, unknown)
  return Object.fromEntries(
    fields.map((field) => {
      const raw = given[field.name]
      if (raw === undefined || raw === null || raw === '') {
        if (field.required === true) throw fail('required', { label: field.label ?? field.name }, field.name)
        return [field.name, null]
      }
      const checked = requireContribution(registry, 'fields', field.type).check(raw, field)
      if (checked.problem === undefined) return [field.name, checked.value]
      const { code, parameters } = checked.problem
      throw new AppError(code as ErrorCode, { parameters: parameters as Record<string, string | number | LocalizedText>, path: field.name })
    }),
  )
}
