import type { UseCase } from '../unit.ts'
import { administrationUseCases } from './administrate.ts'
import { comment } from './comment.ts'
import { cancelProcess } from './cancel-process.ts'
import { fireTimer } from './fire-timer.ts'
import { handOver } from './hand-over.ts'
import { keepOpinion } from './keep-opinion.ts'
import { markRead } from './mark-read.ts'
import { messageUseCases } from './messages.ts'
import { armProcessStarts, startByTimer } from './process-starts.ts'
import { migrateProcess } from './migrate-process.ts'
import { pickPeople } from './pick-people.ts'
import { proxyUseCases } from './proxies.ts'
import { sendCopy } from './send-copy.ts'
import { startProcess } from './start-process.ts'
import { takeBack } from './take-back.ts'
import { verbUseCases } from './verbs.ts'

/** Everything people and the world can do to processes. */
export const taskUseCases: readonly UseCase[] = [
  ...verbUseCases,
  takeBack,
  keepOpinion,
  comment,
  sendCopy,
  pickPeople,
  markRead,
  cancelProcess,
  startProcess,
  ...proxyUseCases,
  handOver,
  ...administrationUseCases,
  migrateProcess,
  ...messageUseCases,
  fireTimer,
  armProcessStarts,
  startByTimer,
]
