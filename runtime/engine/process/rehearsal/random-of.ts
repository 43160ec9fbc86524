/** Picking at random must give the same again when a step is computed again: it follows from instance and step. 0 (included) to 1. */
export function randomOf(instance: number, step: number): number {
  let seed = (instance * 2654435761 + step * 40503) >>> 0
  seed ^= seed << 13
  seed ^= seed >>> 17
  seed ^= seed << 5
  return (seed >>> 0) / 2 ** 32
}
