import type { SettleStep } from './unit.ts'

/** Seam of the alert engine: reacts to nothing yet. */
export const raiseAlerts: SettleStep = async () => {}
