/**
 * The neutral form of a FEEL-Q expression (ARCHITECTURE section 2): plain JSON, made by `toQuery`,
 * compiled to SQL by the store and to a function by `evaluatePredicate`. Both hold a row only when the predicate is true.
 */
export type Predicate =
  | { all: Predicate[] }
  | { any: Predicate[] }
  | { not: Predicate }
  | { compare: '=' | '!=' | '<' | '<=' | '>' | '>='; left: Operand; right: Operand }
  /** `value in list`: each element an operand; an operand that is a list (a user attribute) stands for its elements. */
  | { in: Operand; list: Operand[] }
  | { text: 'starts with' | 'ends with' | 'contains'; value: Operand; search: Operand }
  | { isNull: Operand }
  | { constant: boolean }

/** One side of a comparison. */
export type Operand =
  /** A field, through references where it has several segments. */
  | { path: string[] }
  /** An attribute of the person who asks: `user.id`, `user.department`, `user.departments` (a list). */
  | { user: string }
  /** A parameter of a report. */
  | { parameter: string }
  | { today: true; addDays?: number }
  | { constant: null | boolean | string }
  | { number: string }
  | { date: string }
  | { dateTime: string }
