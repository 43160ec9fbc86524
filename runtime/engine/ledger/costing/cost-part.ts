/** So much of what was held and worth something: all of it, or its share, HALF_UP. In smallest units. */
export interface CostPart {
  readonly kind: 'given' | 'held' | 'layer' | 'estimate' | 'covered' | 'share' | 'returned' | 'corrected' | 'inputs' | 'period'
  readonly sign: 1 | -1
  readonly quantity: number
  readonly held: number
  readonly worth: number
  /** Entry that brought it. */
  readonly entry?: number
}
