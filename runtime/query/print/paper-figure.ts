import type { FieldDefinition } from '@formwork/platform/definition/types.ts'

/** A figure kept to more digits than quantities have is a price. */
const FINEST_QUANTITY = 4

/** A price on paper is told to the cent or as a whole: 15.50, never 15.5. Anything else stays as its type writes it. */
export function paperFigure(text: string, { type, scale = 0 }: FieldDefinition): string {
  return type === 'number' && scale > FINEST_QUANTITY && /\.\d$/.test(text) ? `${text}0` : text
}
