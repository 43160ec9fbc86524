/** One step of a compiled pattern. `next` is the following step unless said otherwise. */
export type Step =
  | { readonly kind: 'set'; readonly has: CharacterTest }
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'start' | 'end'; readonly multiline: boolean }
  | { readonly kind: 'back'; readonly group: number; readonly ignoreCase: boolean }
  | { readonly kind: 'match' }

/** Whether a set holds a code point. */
export type CharacterTest = (code: number) => boolean

/** A compiled pattern; it holds no state. */
export interface Pattern {
  readonly steps: readonly Step[]
  /** Number of capturing groups. */
  readonly groups: number
  /** With back references no visited place may be skipped; such a pattern runs under the step limit alone. */
  readonly hasBackReferences: boolean
}

/** The syntax tree of a pattern. */
export type PatternNode =
  | { readonly kind: 'set'; readonly has: CharacterTest }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly minimum: number; readonly maximum: number; readonly greedy: boolean }
  | { readonly kind: 'group'; readonly part: PatternNode; readonly index: number }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'back'; readonly group: number }

/** What a pattern found: UTF-16 positions, and the text of each group (undefined when it took no part). */
export interface Match {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly groups: readonly (string | undefined)[]
}
