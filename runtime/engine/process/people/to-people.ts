import { isContext, readEntry, type FeelValue } from '@formwork/platform/expression/value.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { SeatReason } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { ProcessPeople } from '../facts.ts'

/** Somebody who shall decide, and why. */
export interface Candidate {
  readonly person: number
  readonly principal: number | null
  /** Decimal text. */
  readonly weight: string
  readonly reason: SeatReason
}

/**
 * People from the value of an expression: ids, logins or names, records with `id`, what people functions give
 * (with `source`, `detail`, `weight`), and lists of these. Unknown ones are left out.
 */
export function toPeople(people: ProcessPeople, value: unknown): Candidate[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item) => toPeople(people, item))
  const context = isContext(value as FeelValue) ? (value as Parameters<typeof readEntry>[0]) : undefined
  const inner = context === undefined ? value : readEntry(context, 'id')
  const person = findPerson(people, inner)
  if (person === undefined) return []
  return [
    {
      person,
      principal: null,
      weight: readText(context, 'weight') ?? '1',
      reason: { source: readText(context, 'source') ?? 'named', detail: readText(context, 'detail') ?? '' },
    },
  ]
}

function findPerson(people: ProcessPeople, value: unknown): number | undefined {
  if (typeof value === 'number') return people.people.has(value) ? value : undefined
  if (value instanceof Decimal) return findPerson(people, value.toSafeInteger())
  if (typeof value !== 'string' || value === '') return undefined
  if (/^\d+$/.test(value) && people.people.has(Number(value))) return Number(value)
  for (const person of people.people.values()) if (person.login === value || person.name === value) return person.id
  return people.find?.(value)?.id
}

function readText(context: Parameters<typeof readEntry>[0] | undefined, name: string): string | undefined {
  const value = context === undefined ? undefined : readEntry(context, name)
  return typeof value === 'string' || value instanceof Decimal ? String(value) : undefined
}
