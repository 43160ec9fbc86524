/**
 * The few ways in which a definition changes. Files are immutable: applying an operation gives new files and the
 * operation that takes it back, so that every change can be undone without thinking about it.
 */
export type Operation =
  /** Puts a value at a property or an element; at the root it replaces the file. `undefined` takes a property (or the file) away. */
  | { readonly do: 'set'; readonly file: string; readonly at: Segments; readonly value: Content | undefined }
  /** Puts an element into a list before the one at this position. */
  | { readonly do: 'insert'; readonly file: string; readonly at: Segments; readonly value: Content }
  /** Takes an element out of a list. */
  | { readonly do: 'remove'; readonly file: string; readonly at: Segments }

export type Segments = readonly (string | number)[]
/** JSON, or the text of a file that is none (a diagram). */
export type Content = null | boolean | number | string | readonly Content[] | { readonly [name: string]: Content }
export type Files = ReadonlyMap<string, Content>

export interface Applied {
  readonly files: Files
  readonly inverse: Operation
}

/** Throws when the place does not exist: an operation is made for the files that it changes. */
export function applyOperation(files: Files, operation: Operation): Applied {
  const { file, at } = operation
  const before = files.get(file)
  if (at.length === 0) {
    if (operation.do !== 'set') throw new Error(`${file} is no list`)
    return { files: withFile(files, file, operation.value), inverse: { do: 'set', file, at, value: before } }
  }
  if (before === undefined) throw new Error(`There is no file ${file}`)
  const result = changeAt(before, at, 0, operation)
  return { files: withFile(files, file, result.value), inverse: result.inverse }
}

/** All in order; the inverse takes them back in the opposite order. */
export function applyAll(files: Files, operations: readonly Operation[]): { files: Files; inverse: Operation[] } {
  const inverse: Operation[] = []
  let current = files
  for (const operation of operations) {
    const applied = applyOperation(current, operation)
    current = applied.files
    inverse.unshift(applied.inverse)
  }
  return { files: current, inverse }
}

export function readAt(content: Content | undefined, at: Segments): Content | undefined {
  let value = content
  for (const segment of at) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Array.isArray(value)
      ? (value as readonly Content[])[Number(segment)]
      : Object.hasOwn(value, segment)
        ? (value as Record<string, Content>)[segment]
        : undefined
  }
  return value
}

function withFile(files: Files, file: string, content: Content | undefined): Files {
  const next = new Map(files)
  if (content === undefined) next.delete(file)
  else next.set(file, content)
  return next
}

function changeAt(value: Content, at: Segments, depth: number, operation: Operation): { value: Content; inverse: Operation } {
  const segment = at[depth]!
  if (depth === at.length - 1) {
    return Array.isArray(value)
      ? changeElement(value as readonly Content[], Number(segment), operation)
      : changeProperty(value, String(segment), operation)
  }
  const child = readAt(value, [segment])
  if (child === undefined) throw new Error(`There is nothing at ${operation.file}/${at.slice(0, depth + 1).join('/')}`)
  const changed = changeAt(child, at, depth + 1, operation)
  return { value: replaceChild(value, segment, changed.value), inverse: changed.inverse }
}

function changeElement(list: readonly Content[], index: number, operation: Operation): { value: Content; inverse: Operation } {
  const { file, at } = operation
  if (!Number.isInteger(index) || index < 0 || index > list.length - (operation.do === 'insert' ? 0 : 1)) {
    throw new Error(`There is no element ${index} at ${file}/${at.join('/')}`)
  }
  if (operation.do === 'insert') return { value: list.toSpliced(index, 0, operation.value), inverse: { do: 'remove', file, at } }
  if (operation.do === 'remove' || operation.value === undefined) {
    return { value: list.toSpliced(index, 1), inverse: { do: 'insert', file, at, value: list[index]! } }
  }
  return { value: list.with(index, operation.value), inverse: { do: 'set', file, at, value: list[index] } }
}

/** The order of properties means nothing: the formatter gives them theirs. */
function changeProperty(object: Content, name: string, operation: Operation): { value: Content; inverse: Operation } {
  const { file, at } = operation
  if (typeof object !== 'object' || object === null || operation.do !== 'set') throw new Error(`${file}/${at.join('/')} is no property`)
  const before = readAt(object, [name])
  const { [name]: _, ...rest } = object as Record<string, Content>
  const value = operation.value === undefined ? rest : replaceChild(object, name, operation.value)
  return { value, inverse: { do: 'set', file, at, value: before } }
}

function replaceChild(value: Content, segment: string | number, child: Content): Content {
  if (Array.isArray(value)) return (value as readonly Content[]).with(Number(segment), child)
  return { ...(value as Record<string, Content>), [segment]: child }
}
