import type { Expectation, JudgedStep } from './read-script.ts'
import { plainJson } from './describe-world.ts'
import { readVariables } from './read-variables.ts'

interface Outcome {
  readonly active?: unknown
  readonly ended?: unknown
  readonly outcome?: unknown
  readonly variables?: unknown
  readonly passed?: unknown
  readonly seats?: unknown
}

/** What went otherwise than the step says; empty when all is as it should be. */
export function judge(step: JudgedStep, state: Outcome, problem: { code: string; message: string } | undefined): string[] {
  if (problem !== undefined) {
    if (step.refused === true || step.refused === problem.code) return []
    return [step.refused === undefined ? problem.message : `refused with ${problem.code}, expected ${String(step.refused)}`]
  }
  if (step.refused !== undefined && step.refused !== false) return ['was not refused']
  return step.expect === undefined ? [] : differences(step.expect, state)
}

function differences(expect: Expectation, state: Outcome): string[] {
  const found: string[] = []
  const compare = (name: string, expected: unknown, actual: unknown): void => {
    if (JSON.stringify(expected) !== JSON.stringify(actual)) {
      found.push(`${name}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`)
    }
  }
  if (expect.active !== undefined) compare('active', [...expect.active].sort(), state.active)
  if (expect.ended !== undefined) compare('ended', expect.ended, state.ended)
  if (expect.outcome !== undefined) compare('outcome', expect.outcome, state.outcome)
  if (expect.seats !== undefined) {
    compare(
      'seats',
      [...expect.seats].sort(),
      ((state.seats ?? []) as { element: string; person: string; status: string }[])
        .filter((seat) => seat.status === 'open')
        .map((seat) => `${seat.element}:${seat.person}`)
        .sort(),
    )
  }
  const variables = (state.variables ?? {}) as Record<string, unknown>
  for (const [name, value] of Object.entries(plainJson(readVariables(expect.variables)) as Record<string, unknown>)) {
    compare(name, value, variables[name])
  }
  const passed = (state.passed ?? []) as string[]
  for (const element of expect.passed ?? []) if (!passed.includes(element)) found.push(`${element} was not passed`)
  return found
}
