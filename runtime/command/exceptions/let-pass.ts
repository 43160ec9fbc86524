import { fail } from '@formwork/platform/error/index.ts'
import type { RecordException, StoredRecord } from '../../engine/record/stored-record.ts'
import type { Unit } from '../unit.ts'
import { keepExceptions } from './keep-exceptions.ts'
import { mayBeAsked, reasonFor } from './reason-for.ts'

/** On whose behalf something is judged. */
export interface PassingSource {
  readonly record?: StoredRecord
  /** Judged at a submit that an approval follows: nothing is written yet. */
  readonly isForecast?: boolean
}

type Found = Omit<RecordException, 'reason' | 'person'> & { readonly path: string | undefined }

/**
 * Lets an exception pass: what was approved at this size, or warned of, at the submit; a warning with a reason;
 * what an approval is about to see. Errors: `assertion-warned`, `exception-not-approved`.
 */
export async function letPass(unit: Unit, { record, isForecast = false }: PassingSource, found: Found): Promise<void> {
  const { path, ...exception } = found
  const known = record?.exceptions ?? []
  const same = (each: RecordException): boolean => each.name === exception.name && each.line === exception.line
  const before = known.find(same)
  if (before !== undefined && before.size.compare(exception.size) >= 0) return
  const parameters = { message: exception.message, exception: exception.name }
  const reason = reasonFor(unit, exception.name)
  if (exception.mode === 'warn' && reason === null && mayBeAsked(unit)) throw fail('assertion-warned', parameters, path)
  if (exception.mode === 'approve' && !isForecast) throw fail('exception-not-approved', parameters, path)
  if (record === undefined) return
  const kept: RecordException = { ...exception, reason: reason ?? before?.reason ?? null, person: unit.actor.person }
  await keepExceptions(unit, record, [...known.filter((each) => !same(each)), kept])
}
