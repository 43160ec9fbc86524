/**
 * What a role may be granted on an entity, a ledger, a report or a process (spec: platform, section 6).
 * `view` is asked on every read; all others on commands.
 */
const operations = [
  'view',
  'create',
  'edit',
  'delete',
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
  'design',
  'configure',
] as const

export type Operation = (typeof operations)[number]

/** Names that stand for several operations in a grant; commands are asked by these names too. */
const aliases: Readonly<Record<string, readonly Operation[]>> = {
  '*': operations,
  read: ['view'],
  write: ['create', 'edit', 'delete'],
  save: ['create', 'edit'],
  restore: ['delete'],
  post: ['submit'],
}

/** The operations that a word in a grant gives; a word of a plugin or a process verb stands for itself. */
export function expandOperation(word: string): readonly string[] {
  return Object.hasOwn(aliases, word) ? aliases[word]! : [word]
}
