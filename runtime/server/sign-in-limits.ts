import { fail } from '@formwork/platform/error/index.ts'

/** After this many failures in a row an account has to wait. */
const FREE_FAILURES_OF_ACCOUNT = 5
/** An address may be a whole office behind one router. */
const FREE_FAILURES_OF_ADDRESS = 50
/** The wait doubles with each further failure, up to this. */
const LONGEST_WAIT_SECONDS = 900
/** Forget the oldest beyond this many keys, so that a flood of names cannot fill the memory. */
const MAXIMUM_KEYS = 50_000

interface Failures {
  count: number
  until: number
}

export interface SignInAttempt {
  readonly account: string
  readonly address: string
}

/** Limits failed sign-ins per account and per address. Known and unknown accounts count alike. */
export class SignInLimits {
  readonly #failures = new Map<string, Failures>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /**
   * Counts the attempt as failed before anything is verified, so that guesses sent side by side count too;
   * `succeed` takes it back. Errors: too-many-requests.
   */
  begin(attempt: SignInAttempt): void {
    const keys = [
      { key: `account ${attempt.account}`, free: FREE_FAILURES_OF_ACCOUNT },
      { key: `address ${attempt.address}`, free: FREE_FAILURES_OF_ADDRESS },
    ]
    for (const { key } of keys) this.#check(key)
    for (const { key, free } of keys) this.#count(key, free)
    while (this.#failures.size > MAXIMUM_KEYS) this.#failures.delete(this.#failures.keys().next().value as string)
  }

  succeed({ account, address }: SignInAttempt): void {
    this.#failures.delete(`account ${account}`)
    const counted = this.#failures.get(`address ${address}`)
    if (counted !== undefined) this.#failures.set(`address ${address}`, { count: counted.count - 1, until: 0 })
  }

  #check(key: string): void {
    const wait = Math.ceil(((this.#failures.get(key)?.until ?? 0) - this.#now()) / 1000)
    if (wait > 0) throw fail('too-many-requests', { seconds: wait })
  }

  #count(key: string, free: number): void {
    const count = (this.#failures.get(key)?.count ?? 0) + 1
    const wait = count < free ? 0 : Math.min(LONGEST_WAIT_SECONDS, 2 ** (count - free))
    this.#failures.delete(key)
    this.#failures.set(key, { count, until: this.#now() + wait * 1000 })
  }
}
