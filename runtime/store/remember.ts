import type { MaybePromise, Memory, Reading } from './database.ts'

/** Entries of one kind that a connection remembers. */
const MOST_REMEMBERED = 20_000

/**
 * What `load` gives, read once and then remembered where the connection has a memory. Whoever writes what it read
 * must `forget` it, or `remember` what is true now. Never change what you are given.
 */
export function remembered<T>(reading: Reading, kind: unknown, key: unknown, load: () => Promise<T>): MaybePromise<T> {
  const { memory } = reading
  if (memory === undefined) return load()
  const known = memory.get(kind) as Map<unknown, T> | undefined
  if (known?.has(key) === true) return known.get(key) as T
  return loadAndRemember(memory, kind, key, load)
}

async function loadAndRemember<T>(memory: Memory, kind: unknown, key: unknown, load: () => Promise<T>): Promise<T> {
  const value = await load()
  remember({ memory }, kind, key, value)
  return value
}

/** What is true from now on, after a write of one's own. */
export function remember({ memory }: Pick<Reading, 'memory'>, kind: unknown, key: unknown, value: unknown): void {
  if (memory === undefined) return
  let known = memory.get(kind) as Map<unknown, unknown> | undefined
  if (known === undefined || known.size >= MOST_REMEMBERED) memory.set(kind, (known = new Map()))
  known.set(key, value)
}

export function forget({ memory }: Pick<Reading, 'memory'>, kind: unknown, key: unknown): void {
  const known = memory?.get(kind) as Map<unknown, unknown> | undefined
  known?.delete(key)
}
