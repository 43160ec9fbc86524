import type { StepResult } from '../../engine/process/step.ts'
import { andThen } from '../../store/and-then.ts'
import type { MaybePromise } from '../../store/database.ts'
import type { InstanceRow } from '../../store/process/instances.ts'
import type { Unit } from '../unit.ts'
import { applyEffects } from './apply-effects.ts'
import { writeRows } from './write-rows.ts'

/** What comes of a step beside the instance itself: rows of seats, subscriptions and timers first, then its effects. */
export function followStep(unit: Unit, row: InstanceRow, result: StepResult): MaybePromise<void> {
  return andThen(writeRows(unit, row, result), () => applyEffects(unit, row, result))
}
