import type { Comparison } from '../rules/condition-text.ts'

/** One comparison of a sentence, as FEEL wrote it. */
export interface ConditionPart {
  readonly field: string
  readonly comparison: Comparison
  /** As it is typed: without quotes. */
  readonly value: string
}

export interface ConditionChoice {
  readonly joined: 'and' | 'or'
  readonly parts: readonly ConditionPart[]
}

const PART =
  /^(?<field>[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)(?:\s*(?<sign>=|!=|>=|<=|>|<)\s*(?<value>"(?:[^"\\]|\\.)*"|@"[^"]*"|-?\d+(?:\.\d+)?|true|false|null))?$/u

/** A condition as a list of comparisons; undefined for what choices cannot say. */
export function readCondition(formula: string | null, prefix = 'record.'): ConditionChoice | undefined {
  const text = (formula ?? '').replace(/^=/, '').trim()
  if (text === '') return { joined: 'and', parts: [] }
  const [ands, ors] = [split(text, 'and'), split(text, 'or')]
  if (ands.length > 1 && ors.length > 1) return undefined
  const parts = (ors.length > 1 ? ors : ands).map((part) => readPart(part.trim(), prefix))
  return parts.every((part) => part !== undefined) ? { joined: ors.length > 1 ? 'or' : 'and', parts } : undefined
}

function readPart(text: string, prefix: string): ConditionPart | undefined {
  const groups = PART.exec(text)?.groups
  if (groups?.field?.startsWith(prefix) !== true) return undefined
  const field = groups.field.slice(prefix.length)
  if (groups.sign === undefined) return { field, comparison: '=', value: 'true' }
  const value = groups.value!
  if (value === 'null') return groups.sign === '!=' ? { field, comparison: 'filled', value: '' } : undefined
  if (value.startsWith('@')) return { field, comparison: groups.sign as Comparison, value: value.slice(2, -1) }
  return { field, comparison: groups.sign as Comparison, value: value.startsWith('"') ? (JSON.parse(value) as string) : value }
}

/** At the words `and` and `or` that stand outside of texts. */
function split(text: string, word: string): string[] {
  const parts = text.split(new RegExp(`("(?:[^"\\\\]|\\\\.)*")|\\s${word}\\s`))
  const result: string[] = ['']
  for (let index = 0; index < parts.length; index += 2) {
    if (index > 0 && parts[index - 1] === undefined) result.push('')
    result[result.length - 1] += (parts[index - 1] ?? '') + parts[index]!
  }
  return result
}
