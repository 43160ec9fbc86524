import { isAppError } from '@formwork/platform/error/index.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import type { PlainStep } from './plain-model.fixture.ts'

/** A step before it is known what is there: numbers are taken modulo what they choose from. */
export interface Choice {
  readonly kind: PlainStep['kind'] | 'revise' | 'void' | 'owe' | 'settle'
  readonly day: number
  readonly item: number
  readonly place: number
  readonly target: number
  /** 0: goods without a batch. */
  readonly batch: number
  readonly quantity: number
  readonly value: number
  readonly pick: number
}

/** Does what the model says is done or refused; undefined when both refuse. Throws when they differ. */
export async function attempt(
  work: () => Promise<StoredRecord>,
  expected: 'done' | 'refused',
  text: string,
): Promise<StoredRecord | undefined> {
  let refusal = ''
  let record: StoredRecord | undefined
  try {
    record = await work()
  } catch (error) {
    if (!isAppError(error)) throw error
    refusal = `${error.code}: ${error.message}`
  }
  if ((record === undefined) !== (expected === 'refused')) {
    throw new Error(`${text}: expected ${expected}, the engine ${record === undefined ? `refused with ${refusal}` : 'did it'}`)
  }
  return record
}

export function pick<T>(from: readonly T[], index: number): T | undefined {
  return from.length === 0 ? undefined : from[index % from.length]
}

export function cents(value: bigint): string {
  const text = String(value < 0n ? -value : value).padStart(3, '0')
  return `${value < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}

export function same(text: string, what: string, actual: readonly unknown[], expected: readonly bigint[]): void {
  if (actual.some((value, index) => BigInt(value as number) !== expected[index])) {
    throw new Error(`${text}: ${what} is ${actual.join(', ')}, expected ${expected.join(', ')}`)
  }
}
