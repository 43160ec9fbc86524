/** Operators of filters; a field type names those that make sense for it. */
export type Operator =
  | 'equals'
  | 'not-equals'
  | 'in'
  | 'not-in'
  | 'less'
  | 'at-most'
  | 'greater'
  | 'at-least'
  | 'between'
  | 'contains'
  | 'starts-with'
  | 'empty'
  | 'not-empty'

export const equalityOperators: readonly Operator[] = ['equals', 'not-equals', 'in', 'not-in', 'empty', 'not-empty']
export const orderOperators: readonly Operator[] = [...equalityOperators, 'less', 'at-most', 'greater', 'at-least', 'between']
export const textOperators: readonly Operator[] = [...equalityOperators, 'contains', 'starts-with']
export const emptinessOperators: readonly Operator[] = ['empty', 'not-empty']
/** For values that are lists. */
export const membershipOperators: readonly Operator[] = ['contains', 'empty', 'not-empty']
