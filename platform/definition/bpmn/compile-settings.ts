import type { ProcessElement } from '../types.ts'
import { attributeOf, bodyOf, elementOf, elementsOf, foreignAttribute, foreignElements, type ModdleElement } from './moddle-element.ts'
import { readFormula, readFormulaOrText } from './read-formula.ts'

/** Approval settings that other tools write as attributes of a user task, in the form of process.json. */
export function readForeignSettings(element: ModdleElement): ProcessElement {
  const settings: ProcessElement = {}
  const assignee = foreignAttribute(element, 'assignee') ?? assignmentOf(element, 'assignee')
  const users = foreignAttribute(element, 'candidateUsers') ?? assignmentOf(element, 'candidateUsers')
  const groups = foreignAttribute(element, 'candidateGroups') ?? assignmentOf(element, 'candidateGroups')
  const candidates = [...listOf(users), ...listOf(groups).map(holdersOf), ...ownersOf(element)]
  const offered = candidates.length === 1 ? candidates[0] : `flatten([${candidates.join(', ')}])`
  const assigned = assignee === undefined ? undefined : termOf(assignee)
  // Whoever is named by a literal is there; a formula may name nobody, and then the candidates are asked.
  const isSure = assigned?.startsWith('"') === true || candidates.length === 0
  if (assigned !== undefined && isSure) settings.assign = `=${assigned}`
  else if (candidates.length > 0) {
    settings.assign = assigned === undefined ? `=${offered}` : `=if (${assigned}) != null then ${assigned} else ${offered}`
    settings.decide = 'any'
  }
  // Whom another tool names does the work, the one who started it included.
  if (settings.assign !== undefined) settings.self = 'self'
  const form = foreignAttribute(element, 'formKey')
  if (form !== undefined) settings.form = form
  const due = dueOf(element)
  if (due !== undefined) settings.due = due
  return settings
}

/** A due date moves nothing: one that only another tool can compute is left away. */
function dueOf(element: ModdleElement): string | undefined {
  const schedule = foreignElements(element, 'taskSchedule')[0]
  const due = foreignAttribute(element, 'dueDate') ?? (schedule === undefined ? undefined : attributeOf(schedule, 'dueDate'))
  try {
    if (due === undefined) return undefined
    return due.startsWith('=') ? `=${readFormula(due)}` : readFormulaOrText(due)
  } catch {
    return undefined
  }
}

/** `potentialOwner` and `humanPerformer` of BPMN: `user(amy), group(board)`; a bare word is a group, of a performer a person. */
function ownersOf(element: ModdleElement): string[] {
  return elementsOf(element, 'resources').flatMap((resource) => {
    const text = bodyOf(elementOf(elementOf(resource, 'resourceAssignmentExpression') ?? resource, 'expression'))
    if (text === undefined) return []
    const isPerson = resource.$type !== 'bpmn:PotentialOwner'
    return text.split(/,(?![^{(]*[})])/).map((part) => {
      const named = /^(user|group)\s*\((.*)\)$/.exec(part.trim())
      const term = termOf(named?.[2]?.trim() ?? part.trim())
      return (named === null ? isPerson : named[1] === 'user') ? term : holdersOf(term)
    })
  })
}

/** A group that is written out, or a formula that gives one or a list of them. */
function holdersOf(group: string): string {
  return group.startsWith('"') ? `role(${group})` : `flatten(for each in flatten([${group}]) return role(each))`
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
