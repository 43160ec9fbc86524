import type { UseCase } from './unit.ts'

/** The verbs of approval tasks: seam of the process engine. */
export const taskUseCases: readonly UseCase[] = []
