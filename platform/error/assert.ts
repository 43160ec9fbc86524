/** A programmer's mistake: never expected, never shown to a user, answered as `internal`. */
export class AssertionError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AssertionError'
  }
}

/** States what must hold at this point; a broken one is a bug, not an input error. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** Marks what the types already exclude, so that a new kind cannot be forgotten silently. */
export function assertNever(value: never, what = 'value'): never {
  throw new AssertionError(`Unexpected ${what}: ${JSON.stringify(value)}`)
}

/** The value, which the caller knows to be there. */
export function present<T>(value: T | null | undefined, what = 'value'): T {
  if (value === null || value === undefined) throw new AssertionError(`Missing ${what}`)
  return value
}
