import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'
import type { Bound } from '../database.ts'
import { compareColumns, compareWithValue, bindValue, NEVER, type Comparator } from './compare-sql.ts'
import type { ReadingEnvironment } from './environment.ts'
import { isColumn, readOperand, type KnownValue } from './operand-sql.ts'
import type { SourceColumn } from './source.ts'
import { joinStatements, type Statement } from './statement.ts'

const OPPOSITE: Record<Comparator, Comparator> = { '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' }
const MIRRORED: Record<Comparator, Comparator> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/**
 * FEEL-Q to SQL: a row is kept exactly when the predicate is true. Negations are pushed down to the comparisons,
 * where FEEL's equality (two-valued) and order (null when a side is missing) differ.
 */
export function predicateSql(
  predicate: Predicate,
  column: (path: readonly string[]) => SourceColumn,
  environment: ReadingEnvironment,
  negated = false,
): Statement {
  const compile = (inner: Predicate, flip: boolean): Statement => predicateSql(inner, column, environment, flip)
  if ('not' in predicate) return compile(predicate.not, !negated)
  if ('all' in predicate) return combine(predicate.all, negated ? ' or ' : ' and ', !negated, (inner) => compile(inner, negated))
  if ('any' in predicate) return combine(predicate.any, negated ? ' and ' : ' or ', negated, (inner) => compile(inner, negated))
  const read = (operand: Operand): SourceColumn | KnownValue => readOperand(operand, column, environment)
  if ('constant' in predicate) return truth(predicate.constant !== negated)
  if ('isNull' in predicate) return compare(read(predicate.isNull), negated ? '!=' : '=', { value: null }, environment)
  if ('compare' in predicate) {
    const comparator = negated ? OPPOSITE[predicate.compare] : predicate.compare
    return compare(read(predicate.left), comparator, read(predicate.right), environment)
  }
  if ('in' in predicate) return membership(read(predicate.in), predicate.list.map(read), negated, environment)
  return textTest(predicate.text, read(predicate.value), read(predicate.search), negated, environment)
}

function combine(
  predicates: readonly Predicate[],
  separator: string,
  emptyIs: boolean,
  compile: (inner: Predicate) => Statement,
): Statement {
  if (predicates.length === 0) return truth(emptyIs)
  if (predicates.length === 1) return compile(predicates[0] as Predicate)
  const joined = joinStatements(predicates.map(compile), separator)
  return { sql: `(${joined.sql})`, parameters: joined.parameters }
}

function truth(value: boolean): Statement {
  return { sql: value ? '(1 = 1)' : '(1 = 0)', parameters: [] }
}

function compare(
  left: SourceColumn | KnownValue,
  comparator: Comparator,
  right: SourceColumn | KnownValue,
  environment: ReadingEnvironment,
): Statement {
  if (isColumn(left)) {
    return isColumn(right)
      ? compareColumns(left, comparator, right, environment)
      : compareWithValue(left, comparator, right.value, environment)
  }
  if (isColumn(right)) return compareWithValue(right, MIRRORED[comparator], left.value, environment)
  return compareKnown(left.value, comparator, right.value)
}

/** Both sides are known before the query runs: numbers, texts and dates have `compare` or an order of their own. */
function compareKnown(left: unknown, comparator: Comparator, right: unknown): Statement {
  const isEqual = isSame(left, right)
  if (comparator === '=' || comparator === '!=') return truth(isEqual === (comparator === '='))
  const order = orderOf(left, right)
  if (order === undefined) return NEVER
  return truth(comparator === '<' ? order < 0 : comparator === '<=' ? order <= 0 : comparator === '>' ? order > 0 : order >= 0)
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === null || right === null || typeof left !== 'object') return left === right
  return orderOf(left, right) === 0
}

function orderOf(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  const isComparable =
    left !== null &&
    right !== null &&
    typeof left === 'object' &&
    typeof right === 'object' &&
    left.constructor === right.constructor &&
    'compare' in left
  return isComparable ? (left as { compare(other: unknown): number }).compare(right) : undefined
}

function membership(
  value: SourceColumn | KnownValue,
  list: readonly (SourceColumn | KnownValue)[],
  negated: boolean,
  environment: ReadingEnvironment,
): Statement {
  const elements = list.flatMap((each): (SourceColumn | KnownValue)[] =>
    !isColumn(each) && Array.isArray(each.value) ? each.value.map((element: unknown) => ({ value: element })) : [each],
  )
  if (isColumn(value) && value.column.kind !== 'decimal') {
    const { merged } = value
    const bound = elements.flatMap((each): (Bound | undefined)[] => {
      const id = isColumn(each) || each.value === null ? undefined : bindValue(value, each.value, environment)
      return merged !== undefined && typeof id === 'number' ? [...merged.same(id)] : [id]
    })
    const column = merged?.written ?? value.sql
    if (bound.length > 1 && bound.every((each) => each !== undefined)) {
      const marks = bound.map(() => '?').join(', ')
      return { sql: negated ? `(${column} not in (${marks}) or ${column} is null)` : `${column} in (${marks})`, parameters: bound }
    }
  }
  const tests = elements.map((each) => compare(value, negated ? '!=' : '=', each, environment))
  if (tests.length === 0) return truth(negated)
  const joined = joinStatements(tests, negated ? ' and ' : ' or ')
  return { sql: `(${joined.sql})`, parameters: joined.parameters }
}

function textTest(
  test: 'starts with' | 'ends with' | 'contains',
  value: SourceColumn | KnownValue,
  search: SourceColumn | KnownValue,
  negated: boolean,
  environment: ReadingEnvironment,
): Statement {
  if (isColumn(search) || typeof search.value !== 'string' || !isColumn(value)) return NEVER
  const position = environment.dialect === 'postgresql' ? 'strpos' : 'instr'
  const isList = value.column.kind === 'json'
  const sought = isList ? JSON.stringify(search.value) : search.value
  const length = [...sought].length
  if (length === 0) return negated ? NEVER : compareWithValue(value, '!=', null, environment)
  const sql =
    test === 'contains' || isList
      ? `${position}(${value.sql}, ?) > 0`
      : test === 'starts with'
        ? `substr(${value.sql}, 1, ${length}) = ?`
        : `(length(${value.sql}) >= ${length} and substr(${value.sql}, length(${value.sql}) - ${length - 1}, ${length}) = ?)`
  return { sql: negated ? `not (${sql})` : sql, parameters: [sought] }
}
