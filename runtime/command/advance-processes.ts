import type { SettleStep } from './unit.ts'

/** Seam of the process engine: reacts to nothing yet. */
export const advanceProcesses: SettleStep = async () => {}
