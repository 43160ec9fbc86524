import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import type { Authority } from '../engine/permission/authority.ts'

/** Commands by the status in which they make sense, with the right that each needs. */
const documentCommands: Record<string, readonly [command: string, right: string][]> = {
  draft: [
    ['save', 'edit'],
    ['submit', 'submit'],
    ['delete', 'delete'],
    ['copy', 'create'],
  ],
  submitted: [['copy', 'create']],
  posted: [
    ['amend', 'amend'],
    ['unpost', 'unpost'],
    ['revise', 'void'],
    ['void', 'void'],
    ['close', 'close'],
    ['copy', 'create'],
  ],
  voided: [['copy', 'create']],
  closed: [
    ['reopen', 'reopen'],
    ['copy', 'create'],
  ],
}

const masterCommands: Record<string, readonly [command: string, right: string][]> = {
  active: [
    ['save', 'edit'],
    ['disable', 'edit'],
    ['merge', 'merge'],
    ['delete', 'delete'],
    ['copy', 'create'],
  ],
  disabled: [
    ['save', 'edit'],
    ['enable', 'edit'],
    ['delete', 'delete'],
  ],
}

/** What this reader may do with a record in this status; the command judges again. A running process decides instead of people. */
export function allowedOperations(authority: Authority, entity: EntityDefinition, status: string, isInProcess: boolean): string[] {
  const commands = (entity.nature === 'document' ? documentCommands : masterCommands)[status] ?? []
  const allowed = commands
    .filter(([command, right]) => authority.may(right, entity.name) && (command !== 'revise' || authority.may('create', entity.name)))
    .filter(([command]) => command !== 'merge' || entity.merge !== undefined)
    .map(([command]) => command)
  return isInProcess && status === 'submitted' ? allowed.filter((command) => command === 'copy') : allowed
}
