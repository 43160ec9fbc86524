import { hash } from 'node:crypto'
import type { ProcessSettings } from '@formwork/platform/definition/bpmn/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { Label } from '@formwork/platform/definition/types.ts'
import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { ProcessContent } from '../../query/process-version.ts'
import type { Transaction } from '../../store/database.ts'
import { versionIdOf } from '../../store/process/versions.ts'

const texts = new WeakMap<Model, Map<string, { content: string; hash: string }>>()

/** Id of the version that instances of this process begin with now. Errors: `process-unknown`. */
export async function currentVersionId(transaction: Transaction, model: Model, process: string, now: number): Promise<number> {
  const { content, hash: sha } = contentOf(model, process)
  return versionIdOf(transaction, { process, hash: sha, content, release: model.release, now })
}

function contentOf(model: Model, process: string): { content: string; hash: string } {
  const known = texts.get(model) ?? new Map<string, { content: string; hash: string }>()
  texts.set(model, known)
  const found = known.get(process)
  if (found !== undefined) return found
  const made = makeContent(model, process)
  known.set(process, made)
  return made
}

function makeContent(model: Model, name: string): { content: string; hash: string } {
  const definition = model.processes.get(name)
  const bpmn = model.bpmn.get(name)
  if (definition === undefined || bpmn === undefined) throw fail('process-unknown', { process: name })
  const settings: ProcessSettings = { elements: definition.elements, cancel: definition.cancel }
  const decisions = Object.fromEntries([...model.decisions].filter(([decision]) => isUsed(decision, bpmn, definition.elements)))
  const content: ProcessContent = { process: name, label: localize(definition.label ?? name), bpmn, settings, decisions }
  const text = JSON.stringify(content)
  return { content: text, hash: hash('sha256', text) }
}

function isUsed(decision: string, bpmn: string, elements: unknown): boolean {
  return bpmn.includes(`"${decision}"`) || JSON.stringify(elements).includes(decision)
}

function localize(label: Label): LocalizedText {
  return typeof label === 'string' ? { zh: label, en: label } : label
}
