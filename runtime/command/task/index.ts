import type { UseCase } from '../unit.ts'
import { administrationUseCases } from './administrate.ts'
import { cancelProcess } from './cancel-process.ts'
import { fireTimer } from './fire-timer.ts'
import { messageUseCases } from './messages.ts'
import { takeBack } from './take-back.ts'
import { verbUseCases } from './verbs.ts'

/** Everything people and the world can do to processes. */
export const taskUseCases: readonly UseCase[] = [...verbUseCases, takeBack, cancelProcess, ...administrationUseCases, ...messageUseCases, fireTimer]
