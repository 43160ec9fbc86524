import { hash } from 'node:crypto'
import type { ProcessSettings } from '@formwork/platform/definition/bpmn/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { CalendarDefinition, Label, ProcessDefinition } from '@formwork/platform/definition/types.ts'
import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { ProcessContent } from './process-version.ts'

const texts = new WeakMap<Model, Map<string, { content: string; hash: string }>>()

/** The content of a process as a model says it, and its hash. Errors: `process-unknown`. */
export function contentOf(model: Model, process: string): { content: string; hash: string } {
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
  const settings: ProcessSettings = {
    elements: definition.elements,
    cancel: definition.cancel,
    cancelBy: definition.cancelBy,
    duties: definition.duties,
  }
  const decisions = Object.fromEntries([...model.decisions].filter(([decision]) => isUsed(decision, bpmn, definition.elements)))
  const calendars = calendarsOf(model, definition.elements)
  const content: ProcessContent = { process: name, label: localize(definition.label ?? name), bpmn, settings, decisions, ...calendars }
  const text = JSON.stringify(content)
  return { content: text, hash: hash('sha256', text) }
}

function isUsed(decision: string, bpmn: string, elements: unknown): boolean {
  return bpmn.includes(`"${decision}"`) || JSON.stringify(elements).includes(decision)
}

function localize(label: Label): LocalizedText {
  return typeof label === 'string' ? { zh: label, en: label } : label
}

/** Only what is named is pinned, so that a new holiday elsewhere makes no new version. */
function calendarsOf(model: Model, elements: ProcessDefinition['elements']): Pick<ProcessContent, 'calendars'> {
  const named = new Set(Object.values(elements).flatMap(({ calendar }) => (calendar === undefined ? [] : [calendar])))
  const found = [...model.others.values()].filter((each): each is CalendarDefinition => each.kind === 'calendar' && named.has(each.name))
  return found.length === 0 ? {} : { calendars: Object.fromEntries(found.map((each) => [each.name, each])) }
}
