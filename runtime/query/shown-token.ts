import type { Model } from '@formwork/platform/definition/model.ts'
import type { ProcessElement } from '@formwork/platform/definition/types.ts'
import { isFormula } from '../engine/record/formula.ts'
import type { FactBook } from '../engine/record/facts.ts'
import { recordContext } from '../engine/record/record-context.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { compileOnce } from '@formwork/platform/expression/index.ts'
import { functionsOf } from '@formwork/platform/plugin/expression-functions.ts'
import { encode, toStorable } from '../engine/process/codec.ts'
import { fingerprint, shownHash } from './shown-values.ts'

export interface ShownSources {
  readonly model: Model
  readonly registry: Registry
  readonly facts: FactBook
  /** Fields that the reader may not see. */
  readonly hidden: ReadonlySet<string>
  readonly settings: Readonly<ProcessElement>
  readonly record: StoredRecord
}

/** `version.values.facts`: what a task page shows and a decision sends back. */
export function shownToken(sources: ShownSources): string {
  const { model, registry, record, settings } = sources
  const reveal = new Set(settings.reveal ?? [])
  const hidden = new Set([...sources.hidden].filter((path) => !reveal.has(path)))
  const material = (settings.material ?? []).map((formula) => encode(toStorable(evaluateFact(sources, formula))))
  return `${record.header.version}.${shownHash(model, registry, record, hidden)}.${material.length === 0 ? '' : fingerprint(material)}`
}

/** A fact of the node (evidence, material): a formula over `record`. */
export function evaluateFact({ registry, facts, record }: Pick<ShownSources, 'registry' | 'facts' | 'record'>, formula: string): unknown {
  if (!isFormula(formula)) return formula
  const scope = { record: recordContext(facts, record) }
  return compileOnce(formula.slice(1), functionsOf(registry)).evaluate(scope, { now: facts.now, timeZone: facts.timeZone, facts })
}
