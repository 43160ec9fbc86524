/**
 * Paths to a value inside a record or a document: segments joined by `/`, lines counted from 0: `lines/3/price`.
 * As in JSON pointers `~` is written `~0` and `/` is written `~1`; there is no leading slash.
 */
export type PathSegment = string | number

export function formatPath(segments: readonly PathSegment[]): string {
  return segments
    .map((segment) => (typeof segment === 'number' ? String(segment) : segment.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
}

/** The segments of a path; digits stay text, since only the reader knows whether they index a list. */
export function parsePath(path: string): string[] {
  return path === '' ? [] : path.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** `joinPath('lines/3', 'price')` is `lines/3/price`; an empty part disappears. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/')
}

/** The same path without positions: `lines/3/price` is the field path `lines/price`. */
export function withoutPositions(path: string): string {
  return path
    .split('/')
    .filter((segment) => !/^\d+$/.test(segment))
    .join('/')
}
