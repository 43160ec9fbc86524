import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { CompilePostingFormula, PostingContext, PostingFormula, PostingLine } from '../../engine/ledger/posting.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import type { FactBook } from '../../engine/record/facts.ts'
import { compileFormula, evaluateFormula } from '../../engine/record/formula.ts'
import { lineContext, recordContext, toCoordinate, type RecordContext } from '../../engine/record/record-context.ts'
import type { LineValues, StoredRecord } from '../../engine/record/stored-record.ts'

/** A record as posting rules see it: `record`, in a row `line`, and `user`. */
export class RecordPostingContext implements PostingContext {
  readonly record: { readonly id: number; readonly generation: number; readonly lines: Readonly<Record<string, readonly LineValues[]>> }
  readonly stored: StoredRecord
  readonly facts: FactBook
  readonly #lines = new Map<unknown, FeelValue>()
  #recordContext: RecordContext | undefined

  constructor(stored: StoredRecord, facts: FactBook) {
    this.stored = stored
    this.facts = facts
    this.record = { id: stored.header.id, generation: stored.header.generation, lines: stored.lines }
  }

  get recordContext(): RecordContext {
    return (this.#recordContext ??= recordContext(this.facts, this.stored))
  }

  lineContext(line: PostingLine): FeelValue {
    if (line.lines === null || line.isMade === true) return line.row as FeelValue
    let context = this.#lines.get(line.row)
    if (context === undefined) {
      const plan = planOf(this.facts.model, this.facts.registry, this.stored.entity)
      context = lineContext(this.facts, plan, line.lines, line.row as LineValues, this.recordContext)
      this.#lines.set(line.row, context)
    }
    return context
  }
}

/** Compiles the formulas of one entity's posting rules. Plain paths to stored fields are read without the expression engine. */
export function postingFormulas(model: Model, registry: Registry, entity: string): CompilePostingFormula {
  return (source, name, lines) => plainPath(model, registry, entity, source, lines) ?? feelFormula(source, name, registry)
}

function feelFormula(source: string, name: string, registry: Registry): PostingFormula {
  const formula = compileFormula(source, name, registry)
  return (context, line, more) => {
    const { recordContext: record, facts } = context as RecordPostingContext
    const scope: Record<string, FeelValue> = { ...(more as Record<string, FeelValue> | undefined), record, user: facts.user }
    if (line !== null) scope.line = (context as RecordPostingContext).lineContext(line)
    const { value, diagnostics } = evaluateFormula(formula, scope, facts)
    if (diagnostics.length > 0) throw fail('formula-error', { name, reason: diagnostics[0]!.message })
    return toCoordinate(value)
  }
}

/** `=record`, `=record.place`, `=line.item`: read from the record itself. */
function plainPath(model: Model, registry: Registry, entity: string, source: string, lines: string | null): PostingFormula | undefined {
  const match = /^=\s*(record|line)(?:\.([\p{L}_][\p{L}\p{N}_]*))?\s*$/u.exec(source)
  if (match === null) return undefined
  const [, owner, field] = match
  if (field === undefined) return owner === 'record' ? (context) => context.record.id : undefined
  const plan = planOf(model, registry, entity)
  const group = owner === 'record' ? plan.header : lines === null ? undefined : plan.linesByName.get(lines)
  if (group?.byName.get(field)?.live !== false) return field === 'id' && owner === 'line' ? (_, line) => line?.id ?? null : undefined
  if (owner === 'record') return (context) => (context as RecordPostingContext).stored.values[field] ?? null
  return (_, line) => (line!.row as LineValues).values[field] ?? null
}
