/** What static analysis knows of a value. */
export type FeelType =
  | { readonly kind: SimpleKind }
  | { readonly kind: 'list'; readonly of: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly label?: string; readonly fields: FeelFields | (() => FeelFields); readonly open?: boolean }
  | { readonly kind: 'function'; readonly parameters: readonly string[]; readonly result: FeelType }

export type SimpleKind =
  | 'any'
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'

export type FeelFields = Readonly<Record<string, FeelType>>

/** The names an expression may use. Fields of references may be given as a function, so that entities may refer to each other. */
export type TypeScope = FeelFields

const simple = <K extends SimpleKind>(kind: K): { readonly kind: K } => Object.freeze({ kind })

/** The types without parts. `types.duration` is what either kind of duration is checked as. */
export const types = {
  any: simple('any'),
  null: simple('null'),
  boolean: simple('boolean'),
  string: simple('string'),
  number: simple('number'),
  date: simple('date'),
  time: simple('time'),
  dateTime: simple('date and time'),
  daysDuration: simple('days and time duration'),
  monthsDuration: simple('years and months duration'),
} as const

export function listType(of: FeelType): FeelType {
  return { kind: 'list', of }
}

export function rangeType(of: FeelType): FeelType {
  return { kind: 'range', of }
}

/** A context with exactly these fields; `open` allows others of any type. */
export function contextType(fields: FeelFields | (() => FeelFields), options: { label?: string; open?: boolean } = {}): FeelType {
  return { kind: 'context', fields, ...options }
}

export function fieldsOf(type: Extract<FeelType, { kind: 'context' }>): FeelFields {
  return typeof type.fields === 'function' ? type.fields() : type.fields
}

/** The type in words, as DMN writes it. */
export function describeType(type: FeelType): string {
  switch (type.kind) {
    case 'list':
      return `list<${describeType(type.of)}>`
    case 'range':
      return `range<${describeType(type.of)}>`
    case 'context':
      return type.label ?? 'context'
    default:
      return type.kind
  }
}

/** The type that covers both; `any` when there is no closer one. */
export function joinTypes(left: FeelType, right: FeelType): FeelType {
  if (left.kind === 'null') return right
  if (right.kind === 'null' || left === right) return left
  if (left.kind === 'list' && right.kind === 'list') return listType(joinTypes(left.of, right.of))
  if (left.kind === 'range' && right.kind === 'range') return rangeType(joinTypes(left.of, right.of))
  if (left.kind === 'context' || right.kind === 'context') return left.kind === right.kind ? contextType({}, { open: true }) : types.any
  return left.kind === right.kind ? left : types.any
}
