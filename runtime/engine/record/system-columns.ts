/** System columns that expressions may read, where no field of the entity has their name. */
const systemNames: readonly string[] = [
  'id',
  'status',
  'outcome',
  'number',
  'version',
  'generation',
  'owner',
  'department',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
]

/** Those that some of these paths name, bare or behind `record`. */
export function systemReadsOf(paths: Iterable<readonly string[]>): string[] {
  const names = new Set<string>()
  for (const path of paths) for (const name of path.slice(0, 2)) if (systemNames.includes(name)) names.add(name)
  return [...names]
}
