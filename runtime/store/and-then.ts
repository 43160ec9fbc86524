import type { MaybePromise } from './database.ts'

/**
 * Goes on with a value that may still be on its way. Where the store answers at once (SQLite, or what is remembered) so does
 * this: an `await` costs a turn of its own even for what is there already, and a document has hundreds of them.
 */
export function andThen<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** Does something for each item, one after another; at once where nothing has to be waited for. */
export function forEachInTurn<T>(items: readonly T[], work: (item: T) => MaybePromise<unknown>): MaybePromise<void> {
  for (let index = 0; index < items.length; index++) {
    const done = work(items[index]!)
    if (done instanceof Promise) return done.then(() => forEachInTurn(items.slice(index + 1), work))
  }
}
