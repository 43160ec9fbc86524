import { fail } from '@formwork/platform/error/index.ts'

/** After this many failures in a row an account or an address has to wait. */
const FREE_FAILURES = 5
/** The wait doubles with each further failure, up to this. */
const LONGEST_WAIT_SECONDS = 900
/** Forget the oldest beyond this many keys, so that a flood of names cannot fill the memory. */
const MAXIMUM_KEYS = 50_000

interface Failures {
  count: number
  until: number
}

/** Limits failed sign-ins per account and per address. Known and unknown accounts count alike. */
export class SignInLimits {
  readonly #failures = new Map<string, Failures>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Errors: too-many-requests. */
  check(...keys: string[]): void {
    for (const key of keys) {
      const wait = Math.ceil(((this.#failures.get(key)?.until ?? 0) - this.#now()) / 1000)
      if (wait > 0) throw fail('too-many-requests', { seconds: wait })
    }
  }

  fail(...keys: string[]): void {
    for (const key of keys) {
      const count = (this.#failures.get(key)?.count ?? 0) + 1
      const wait = count < FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_SECONDS, 2 ** (count - FREE_FAILURES))
      this.#failures.delete(key)
      this.#failures.set(key, { count, until: this.#now() + wait * 1000 })
    }
    while (this.#failures.size > MAXIMUM_KEYS) this.#failures.delete(this.#failures.keys().next().value as string)
  }

  succeed(key: string): void {
    this.#failures.delete(key)
  }
}
