import { parseExpression, walk, type Position } from '../../expression/index.ts'

/** What was called one way and is called another. */
export interface Rename {
  readonly from: string
  readonly to: string
}

/** Which uses in one formula: all, steps of paths, plain names, or only the first, second, … of them. */
export type Uses = 'all' | 'paths' | 'names' | number

/** What is tried, in this order: a formula may name two things alike of which only one was renamed. */
export const USES: readonly Uses[] = ['all', 'paths', 'names', 0, 1, 2, 3]

/**
 * The text with a name replaced: in a formula (`=…`) every use of it as a name or a step of a path, by its syntax tree
 * (never inside a quoted text); elsewhere the text itself, or a step of a dotted path. The same text where nothing fits.
 */
export function rewriteName(text: string, { from, to }: Rename, uses: Uses = 'all'): string {
  if (!text.startsWith('=')) return text.split('.').includes(from) ? replaceStep(text, from, to) : text
  const places: (Position & { kind: 'paths' | 'names' })[] = []
  try {
    walk(parseExpression(text.slice(1)).root, (node) => {
      if (node.kind === 'name' && node.name === from) places.push({ from: node.from, to: node.to, kind: 'names' })
      if (node.kind === 'path' && node.name === from) places.push({ from: node.to - from.length, to: node.to, kind: 'paths' })
    })
  } catch {
    return text
  }
  return places
    .sort((left, right) => left.from - right.from)
    .filter((place, index) => uses === 'all' || uses === place.kind || uses === index)
    .reverse()
    .reduce((body, place) => `${body.slice(0, place.from + 1)}${to}${body.slice(place.to + 1)}`, text)
}

function replaceStep(text: string, from: string, to: string): string {
  return text
    .split('.')
    .map((step) => (step === from ? to : step))
    .join('.')
}
