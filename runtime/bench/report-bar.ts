/** Prints a figure beside its bar; one that misses it sets the exit code. */
export function reportBar(label: string, value: number, bar: { readonly least: number } | { readonly most: number }, unit = ''): void {
  const holds = 'least' in bar ? value >= bar.least : value <= bar.most
  if (!holds) process.exitCode = 1
  const text = 'least' in bar ? `at least ${bar.least}` : `at most ${bar.most}`
  console.log(`${holds ? ' ' : '!'} ${label.padEnd(72)} ${value.toFixed(unit === '' ? 2 : 0).padStart(8)}${unit}  (${text}${unit})`)
}

export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)]!
}
