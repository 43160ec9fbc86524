import { fork, type ChildProcess } from 'node:child_process'
import { fail } from '@formwork/platform/error/index.ts'
import { environmentWithCache } from '../../host/compile-cache.ts'
import { unpackError } from '../../host/transported-error.ts'
import type { TrialReport } from '../../host/trial/trial-report.ts'
import type { CaseOutcome, TrialAnswer, TrialRequest } from './trial-request.ts'

/** A drive of hundreds of steps takes a few seconds. */
const DRIVE_MILLISECONDS = 60_000
/** All cases of a publish. */
const CASES_MILLISECONDS = 300_000
/** Drives that may wait; beyond them the server says that it is busy. */
const MOST_WAITING = 20
/** Without a drive the process goes after this time, with its databases. */
const IDLE_MILLISECONDS = 300_000

/** One process beside the server, one drive at a time; killed when a drive takes too long, so that nobody else is held up. */
class TrialRunner {
  #child: ChildProcess | undefined
  #idle: NodeJS.Timeout | undefined
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** Errors: `timed-out`, `service-unavailable`, `definition-invalid`. */
  async run(request: TrialRequest): Promise<TrialReport | readonly CaseOutcome[]> {
    if (this.#waiting >= MOST_WAITING) throw fail('service-unavailable', { reason: 'too many test drives are waiting' })
    this.#waiting++
    const turn = this.#last.then(() => this.#ask(request))
    this.#last = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      this.#waiting--
    }
  }

  #ask(request: TrialRequest): Promise<TrialReport | readonly CaseOutcome[]> {
    clearTimeout(this.#idle)
    const child = this.#child ?? this.#start()
    const limit = request.kind === 'cases' ? CASES_MILLISECONDS : DRIVE_MILLISECONDS
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer)
        child.off('message', receive)
        child.off('exit', lose)
        this.#idle = setTimeout(() => this.#kill(), IDLE_MILLISECONDS)
        this.#idle.unref()
      }
      const timer = setTimeout(() => {
        settle()
        this.#kill()
        reject(fail('timed-out', { seconds: limit / 1000 }))
      }, limit)
      const receive = (answer: TrialAnswer): void => {
        settle()
        if ('error' in answer) reject(unpackError(answer.error))
        else resolve(answer.result)
      }
      const lose = (): void => {
        settle()
        reject(fail('service-unavailable', { reason: 'the test drive was interrupted' }))
      }
      child.on('message', receive)
      child.on('exit', lose)
      child.send(request)
    })
  }

  #kill(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }

  #start(): ChildProcess {
    const child = fork(new URL('./trial-process.ts', import.meta.url), {
      env: environmentWithCache(),
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.on('exit', () => {
      if (this.#child === child) this.#child = undefined
    })
    // Waiting for the next drive holds up no server that wants to end.
    child.unref()
    child.channel?.unref()
    this.#child = child
    return child
  }
}

const runner = new TrialRunner()

/** Drives in the one process of this server. */
export async function driveTrial(request: Extract<TrialRequest, { kind: 'drive' }>): Promise<TrialReport> {
  return (await runner.run(request)) as TrialReport
}

export async function runCases(request: Extract<TrialRequest, { kind: 'cases' }>): Promise<readonly CaseOutcome[]> {
  return (await runner.run(request)) as readonly CaseOutcome[]
}
