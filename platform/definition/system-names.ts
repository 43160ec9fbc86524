/** What every record has beside its fields; readable in expressions where no field has the name. */
export const systemFieldNames: readonly string[] = [
  'id',
  'version',
  'status',
  'outcome',
  'number',
  'owner',
  'department',
  'generation',
  'release',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deletedAt',
]

/** Names that expressions and the wire already use with a meaning of their own. */
export const scopeNames: readonly string[] = ['record', 'line', 'user', 'parameter', 'title', 'setting', 'module']

/** Keywords of FEEL, and names that its unary tests and filters bring along. */
export const feelKeywords: readonly string[] = [
  'and',
  'or',
  'not',
  'true',
  'false',
  'null',
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'instance',
  'of',
  'function',
  'external',
  'item',
  'partial',
]

/** Names that reach into JavaScript's objects. */
export const forbiddenNames: readonly string[] = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty']
