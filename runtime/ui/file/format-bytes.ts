const STEP = 1024
const UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** A size as people read it: `812 B`, `1.4 MB`. */
export function formatBytes(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= STEP && unit < UNITS.length - 1) {
    size /= STEP
    unit++
  }
  return `${unit === 0 || size >= 10 ? Math.round(size) : Math.round(size * 10) / 10} ${UNITS[unit]}`
}
