import { CalendarDate, TimeOfDay } from '../../value/index.ts'
import { isAppError } from '../../error/index.ts'
import { compareFeel } from '../comparison.ts'
import { parseExpression } from '../parse.ts'
import { readDateTime, readDuration } from '../read-temporal.ts'
import type { Node } from '../syntax.ts'
import { FeelRange, typeNameOf, type FeelValue } from '../value.ts'

/** Longest text of a range: two literals. */
const LONGEST_RANGE = 500

/**
 * `range("[18..21)")` (DMN 1.5, table 72): both ends are literals of one type, `null` for an open end, the low end
 * is not above the high one. Undefined for anything else.
 */
export function readRangeText(text: string): FeelRange | undefined {
  if (text.length > LONGEST_RANGE) return undefined
  const root = parseQuietly(text.trim())
  if (root?.kind !== 'interval') return undefined
  const low = readEnd(root.low)
  const high = readEnd(root.high)
  if (low === undefined || high === undefined || (low === null && high === null)) return undefined
  if (low !== null && high !== null) {
    const order = typeNameOf(low) === typeNameOf(high) ? compareFeel(low, high) : undefined
    if (order === undefined || order > 0) return undefined
  }
  return new FeelRange(low, high, root.lowIncluded, root.highIncluded)
}

function parseQuietly(text: string): Node | undefined {
  try {
    return parseExpression(text).root
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function readEnd(node: Node): FeelValue | undefined {
  if (node.kind === 'number' || node.kind === 'literal') return node.value
  if (node.kind !== 'call' || node.target.kind !== 'name' || node.arguments.length !== 1) return undefined
  const [argument] = node.arguments
  if (argument?.kind !== 'literal' || typeof argument.value !== 'string') return undefined
  switch (node.target.name) {
    case 'date':
      return CalendarDate.tryParse(argument.value)
    case 'time':
      return TimeOfDay.tryParse(argument.value)
    case 'date and time':
      return readDateTime(argument.value)
    case 'duration':
      return readDuration(argument.value)
    default:
      return undefined
  }
}
