/** Where the approvers of a step come from, as a choice; anything else is a formula. */
export type ApproverChoice =
  | { readonly from: 'role' | 'field' | 'departmentField' | 'formula'; readonly value: string }
  | { readonly from: 'person'; readonly logins: readonly string[] }
  | { readonly from: 'leader' | 'leaders' | 'superior' | 'superiors'; readonly level: number }
  | { readonly from: 'initiator' }

export type ApproverSource = ApproverChoice['from']
export const approverSources: readonly ApproverSource[] = [
  'role',
  'person',
  'leader',
  'leaders',
  'superior',
  'superiors',
  'field',
  'departmentField',
  'initiator',
  'formula',
]

const LEVELS = {
  leader: 'initiator.department',
  leaders: 'initiator.department',
  superior: 'initiator',
  superiors: 'initiator',
} as const

/** The choice that a formula says; a formula that no choice says stays itself. */
export function readApprovers(formula: string | undefined): ApproverChoice {
  const text = (formula ?? '').replace(/^=/, '').trim()
  const role = /^role\("([^"\\]*)"\)$/.exec(text)
  if (role !== null) return { from: 'role', value: role[1]! }
  const people = /^person\(("[^"\\]*"(?:,\s*"[^"\\]*")*)\)$/.exec(text)
  if (people !== null) return { from: 'person', logins: [...people[1]!.matchAll(/"([^"]*)"/g)].map((match) => match[1]!) }
  if (text === 'initiator') return { from: 'initiator' }
  for (const [from, of] of Object.entries(LEVELS)) {
    const level = new RegExp(`^${from}\\(${of.replace('.', '\\.')}(?:,\\s*(\\d+))?\\)$`).exec(text)
    if (level !== null) return { from: from as keyof typeof LEVELS, level: Number(level[1] ?? 1) }
  }
  const department = /^leader\(record\.([\p{L}_][\p{L}\p{N}_]*)\)$/u.exec(text)
  if (department !== null) return { from: 'departmentField', value: department[1]! }
  const field = /^record\.([\p{L}_][\p{L}\p{N}_]*)$/u.exec(text)
  return field === null ? { from: 'formula', value: text } : { from: 'field', value: field[1]! }
}

/** Undefined while the choice is not complete. */
export function writeApprovers(choice: ApproverChoice): string | undefined {
  if (choice.from === 'initiator') return '=initiator'
  if ('logins' in choice) {
    return choice.logins.length === 0 ? undefined : `=person(${choice.logins.map((login) => JSON.stringify(login)).join(', ')})`
  }
  if ('level' in choice) {
    return `=${choice.from}(${LEVELS[choice.from]}${choice.level === 1 && choice.from !== 'leaders' && choice.from !== 'superiors' ? '' : `, ${choice.level}`})`
  }
  if (choice.value === '') return undefined
  if (choice.from === 'role') return `=role(${JSON.stringify(choice.value)})`
  if (choice.from === 'departmentField') return `=leader(record.${choice.value})`
  return choice.from === 'field' ? `=record.${choice.value}` : `=${choice.value.replace(/^=/, '')}`
}

/** A choice of another source, as it begins. */
export function startApprovers(from: ApproverSource, before: string): ApproverChoice {
  if (from === 'initiator') return { from }
  if (from === 'person') return { from, logins: [] }
  if (from === 'leader' || from === 'leaders' || from === 'superior' || from === 'superiors') {
    return { from, level: from.endsWith('s') ? 2 : 1 }
  }
  return { from, value: from === 'formula' ? before.replace(/^=/, '') : '' }
}
