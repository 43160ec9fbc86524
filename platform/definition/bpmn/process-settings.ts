import type { ProcessDefinition } from '../types.ts'

/** What process.json adds to a BPMN file; everything is optional, a plain file runs without. */
export type ProcessSettings = Partial<Pick<ProcessDefinition, 'elements' | 'cancel' | 'cancelBy' | 'duties'>>
