/**
 * What a role may be granted on an entity, a ledger, a report or a process (spec: platform, section 6).
 * `view` is asked on every read; all others on commands; `start` begins a process that no record starts.
 */
export const operations = [
  'view',
  'create',
  'edit',
  'delete',
  'merge',
  'submit',
  'unpost',
  'void',
  'close',
  'reopen',
  'amend',
  'convert',
  'import',
  'export',
  'print',
  'share',
  'start',
  'design',
  'configure',
] as const

export type Operation = (typeof operations)[number]

/** Names that stand for several operations in a grant; commands are asked by these names too. */
export const operationAliases: Readonly<Record<string, readonly Operation[]>> = {
  '*': operations,
  read: ['view'],
  write: ['create', 'edit', 'delete'],
  save: ['create', 'edit'],
  restore: ['delete'],
  post: ['submit'],
}
