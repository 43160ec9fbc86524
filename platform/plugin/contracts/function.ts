import type { FunctionDefinition } from '../../expression/function-definition.ts'
import type { Contribution } from './contribution.ts'

/**
 * A FEEL function added by a plugin, stated with `defineFunction` of the expression engine. Pure; an unusable argument
 * yields null with a diagnostic, as DMN has it. `where: 'server'` leaves it to the preview in the browser.
 */
export type FunctionPlugin = FunctionDefinition & Contribution
