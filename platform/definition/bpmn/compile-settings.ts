import type { ProcessElement } from '../types.ts'
import { foreignAttribute, type ModdleElement } from './moddle-element.ts'
import { readFormula, readFormulaOrText } from './read-formula.ts'

/** Approval settings that other tools write as attributes of a user task, in the form of process.json. */
export function readForeignSettings(element: ModdleElement): ProcessElement {
  const settings: ProcessElement = {}
  const assignee = foreignAttribute(element, 'assignee') ?? assignmentOf(element, 'assignee')
  const users = foreignAttribute(element, 'candidateUsers') ?? assignmentOf(element, 'candidateUsers')
  const groups = foreignAttribute(element, 'candidateGroups') ?? assignmentOf(element, 'candidateGroups')
  const candidates = [...listOf(users), ...listOf(groups).map((group) => `role(${group})`)]
  if (assignee !== undefined) settings.assign = `=${termOf(assignee)}`
  else if (candidates.length > 0) {
    settings.assign = candidates.length === 1 ? `=${candidates[0]}` : `=flatten([${candidates.join(', ')}])`
    settings.decide = 'any'
  }
  // Whom another tool names does the work, the one who started it included.
  if (settings.assign !== undefined) settings.self = 'self'
  const form = foreignAttribute(element, 'formKey')
  if (form !== undefined) settings.form = form
  const due = foreignAttribute(element, 'dueDate')
  if (due !== undefined) settings.due = readFormulaOrText(due)
  return settings
}

/** `a, b` or `${list}`: terms of FEEL. */
function listOf(text: string | undefined): string[] {
  if (text === undefined) return []
  if (text.startsWith('=')) return [readFormula(text)]
  return text
    .split(/,(?![^{]*\})/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(termOf)
}

function termOf(text: string): string {
  const value = readFormulaOrText(text)
  return value.startsWith('=') ? value.slice(1) : JSON.stringify(value)
}

function assignmentOf(element: ModdleElement, name: string): string | undefined {
  const holder = (element.extensionElements as ModdleElement | undefined)?.values as readonly ModdleElement[] | undefined
  const definition = holder?.find((value) => value.$type === 'zeebe:assignmentDefinition') as Record<string, unknown> | undefined
  const value = definition?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
