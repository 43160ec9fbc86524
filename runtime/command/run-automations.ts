import type { SettleStep } from './unit.ts'

/** Seam of automations before the commit: reacts to nothing yet. */
export const runBeforeCommitAutomations: SettleStep = async () => {}
