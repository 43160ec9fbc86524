import { Decimal } from '@formwork/platform/value/index.ts'
import { readTypedNumber } from '@formwork/runtime/ui/input/read-typed-number.ts'
import type { OpenLine, OpenSources } from '../../api/index.ts'

/** Quantities that were chosen, as they were typed, by line id. */
export type ChosenQuantities = ReadonlyMap<string, string>

export interface ConvertSource {
  id: string
  lines: { id: string; quantity: string }[]
}

/** What a conversion is asked for. */
export function chosenSources(sources: OpenSources['sources'], chosen: ChosenQuantities): ConvertSource[] {
  return sources
    .map((source) => ({
      id: source.id,
      lines: source.lines
        .filter((line) => chosen.has(line.id))
        .map((line) => ({ id: line.id, quantity: readTypedNumber(chosen.get(line.id)!) })),
    }))
    .filter((source) => source.lines.length > 0)
}

/** Whether less is proposed than what is open. */
export const isLess = ({ open, proposed }: OpenLine): boolean => proposed !== undefined && proposed !== open

/** What stands where a line is chosen: what is proposed; all that is open where nothing is, since somebody chose the line nevertheless. */
export function offered(line: OpenLine): string {
  const text = isLess(line) && !/^[0.]*$/.test(line.proposed!) ? line.proposed! : line.open
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** A quantity that cannot be taken: no number, nothing, or less than nothing. How much at most is the server's to say. */
export function isWrongQuantity(text: string): boolean {
  const value = Decimal.tryParse(readTypedNumber(text))
  return value === undefined || value.sign() <= 0
}
