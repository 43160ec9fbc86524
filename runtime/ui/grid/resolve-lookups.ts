import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { LookupChoice, LookupSource } from '../lookup/lookup-source.ts'
import type { CellEdit } from './line-row.ts'
import type { OpenLookup } from './plan-paste.ts'

/** Requests under way at one time; pasting 300 codes must not flood the server. */
const AT_ONCE = 6

/** Finds the records that texts name (each text once) and says what the cells become. */
export async function resolveLookups(
  source: LookupSource,
  lookups: readonly OpenLookup[],
  read: (id: string, field: FieldDefinition) => unknown,
  notFound: (text: string) => string,
): Promise<CellEdit[]> {
  const found = new Map<string, LookupChoice | undefined>()
  const open = new Map(lookups.map((lookup) => [keyOf(lookup), lookup]))
  const queue = [...open.values()]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const choices = await source.find(next.column.entity ?? '', next.text, next.column.field).catch(() => [])
      found.set(keyOf(next), pickChoice(choices, next.text) ?? (next.takesFirst ? choices[0] : undefined))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return lookups.map((lookup) => {
    const choice = found.get(keyOf(lookup))
    const base = { key: lookup.key, column: lookup.column.name }
    if (choice === undefined) return { ...base, state: { value: null, typed: lookup.text, problem: notFound(lookup.text), own: true } }
    return { ...base, state: { value: read(choice.id, lookup.column.field), title: choice.title, own: true } }
  })
}

/** The record that a text names: by code, by name, or the only one found. */
export function pickChoice(choices: readonly LookupChoice[], text: string): LookupChoice | undefined {
  const wanted = text.trim().toLowerCase()
  const byCode = choices.find((choice) => choice.code?.toLowerCase() === wanted)
  const byTitle = choices.filter((choice) => choice.title.toLowerCase() === wanted)
  return byCode ?? (byTitle.length === 1 ? byTitle[0] : choices.length === 1 ? choices[0] : undefined)
}

function keyOf({ column, text }: OpenLookup): string {
  return `${column.name}\n${text.toLowerCase()}`
}
