import { diagnose, type Diagnostic, type DiagnosticCode, type Position } from './diagnostic.ts'

/** What one evaluation may see of the world, and where its findings go. */
export interface EvaluationRuntime {
  /** Findings are appended here; without a list they are dropped. */
  diagnostics?: Diagnostic[]
  /** Milliseconds since 1970; fixed once per command. Default: the clock. */
  now?: number
  /** IANA name for `now()` and `today()`; default Asia/Shanghai. */
  timeZone?: string
  /** What registered functions need and the language does not know (people, calendars …). */
  facts?: unknown
}

/** Loop turns and function calls of one evaluation: a second of work at most. */
export const MOST_STEPS = 1_000_000

/** Nested calls of lambdas; deeper ones are runaway recursion. */
export const DEEPEST_CALL = 200

/** Longest list that an expression may build. */
export const LONGEST_LIST = 100_000

/** Longest text that an expression may build. */
export const LONGEST_TEXT = 1_000_000

/** Most findings kept of one evaluation: a loop over a thousand lines needs no thousand messages. */
const MOST_DIAGNOSTICS = 100

/** Ends an evaluation that went over a limit; caught at its border only. */
class LimitReached extends Error {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message.en)
    this.diagnostic = diagnostic
  }
}

const NOTHING: EvaluationRuntime = Object.freeze({})

/**
 * The evaluation that is running. Evaluation is synchronous, so that one variable serves; `withEvaluation` nests.
 * It is a module variable, not an argument, because every closure of every expression would have to carry it.
 */
let runtime: EvaluationRuntime = NOTHING
let stepsLeft = MOST_STEPS
let depth = 0

export function currentRuntime(): EvaluationRuntime {
  return runtime
}

/** Runs `work` as an evaluation of its own; over a limit it gives null with a diagnostic. */
export function withEvaluation<A, B, T>(
  next: EvaluationRuntime | undefined,
  steps: number,
  work: (first: A, second: B) => T,
  first: A,
  second: B,
): T | null {
  const outerRuntime = runtime
  const outerSteps = stepsLeft
  const outerDepth = depth
  runtime = next ?? NOTHING
  stepsLeft = steps
  depth = 0
  try {
    return work(first, second)
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    addDiagnostic(error.diagnostic)
    return null
  } finally {
    runtime = outerRuntime
    stepsLeft = outerSteps
    depth = outerDepth
  }
}

/** Counts work in a loop. */
export function takeSteps(count: number, position: Position): void {
  stepsLeft -= count
  if (stepsLeft < 0) throw new LimitReached(diagnose('limit', position, '计算步数超过上限', 'The evaluation takes too many steps'))
}

export function enterCall(position: Position): void {
  takeSteps(1, position)
  depth++
  if (depth > DEEPEST_CALL) {
    throw new LimitReached(
      diagnose('limit', position, `函数嵌套调用超过 ${DEEPEST_CALL} 层`, `Function calls are nested deeper than ${DEEPEST_CALL}`),
    )
  }
}

export function leaveCall(): void {
  depth--
}

export function requireLength(length: number, limit: number, position: Position): void {
  if (length > limit) throw new LimitReached(diagnose('limit', position, `结果长度超过上限 ${limit}`, `The result is longer than ${limit}`))
}

function addDiagnostic(diagnostic: Diagnostic): void {
  const list = runtime.diagnostics
  if (list !== undefined && list.length < MOST_DIAGNOSTICS) list.push(diagnostic)
}

/** Records an error and gives the null that DMN asks for. */
export function report(code: DiagnosticCode, position: Position, zh: string, en: string): null {
  if (runtime.diagnostics !== undefined) addDiagnostic(diagnose(code, position, zh, en))
  return null
}
