import type { StoredPool } from './pool-plans.ts'

/** Pools in groups between which nothing flows, each in order of ids. */
export function connectPools(pools: readonly StoredPool[], connections: readonly (readonly [number, number])[]): StoredPool[][] {
  const leaders = new Map(pools.map(({ id }) => [id, id]))
  const leaderOf = (id: number): number => {
    let leader = id
    while (leaders.get(leader)! !== leader) leader = leaders.get(leader)!
    for (let each = id; each !== leader;) {
      const next = leaders.get(each)!
      leaders.set(each, leader)
      each = next
    }
    return leader
  }
  for (const [left, right] of connections) {
    if (leaders.has(left) && leaders.has(right)) leaders.set(leaderOf(left), leaderOf(right))
  }
  const groups = new Map<number, StoredPool[]>()
  for (const pool of pools) {
    const leader = leaderOf(pool.id)
    const group = groups.get(leader)
    if (group === undefined) groups.set(leader, [pool])
    else group.push(pool)
  }
  return [...groups.values()]
}
