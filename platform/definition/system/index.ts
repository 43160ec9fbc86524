import type { EntityDefinition } from '../types.ts'
import department from './department.json' with { type: 'json' }
import person from './person.json' with { type: 'json' }

/** Entities that every workspace has; a template appends fields to them with `"extends": "system"`. */
export const systemEntities: readonly EntityDefinition[] = [person as EntityDefinition, department as EntityDefinition]

/** The dictionary that the linker makes of the workspace's roles, so that a field can offer them. */
export const ROLE_DICTIONARY = 'role'
