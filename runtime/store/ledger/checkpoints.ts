import type { CostLayer, CostState } from '@formwork/platform/plugin/contracts/costing.ts'
import type { Plan, Reading, Transaction } from '../database.ts'

/** State of a pool right after the movement (at, seq). */
export interface Checkpoint {
  readonly pool: number
  readonly at: number
  readonly seq: number
  readonly state: CostState
}

const before: Plan = {
  sql: 'select at, seq, state from ledger_checkpoint where pool = ? and (at < ? or (at = ? and seq < ?)) order by at desc, seq desc limit 1',
}
const ofPool: Plan = { sql: 'select at, seq, state from ledger_checkpoint where pool = ? order by at, seq' }
const insert: Plan = {
  sql: 'insert into ledger_checkpoint (pool, at, seq, state) values (?, ?, ?, ?) on conflict (pool, at, seq) do update set state = excluded.state',
}
const removeAfterPosition: Plan = { sql: 'delete from ledger_checkpoint where pool = ? and (at > ? or (at = ? and seq > ?))' }
const removeAfter: Plan = { sql: 'delete from ledger_checkpoint where pool = ? and (at > ? or (at = ? and seq >= ?))' }
const layersOf: Plan = { sql: 'select layers from ledger_layers where entry = ?' }
const keepLayers: Plan = {
  sql: 'insert into ledger_layers (entry, layers) values (?, ?) on conflict (entry) do update set layers = excluded.layers',
}
const keepFlow: Plan = { sql: 'insert into ledger_flow (pool, at, movement) values (?, ?, ?) on conflict do nothing' }
const flowsOf: Plan = { sql: 'select distinct movement from ledger_flow where pool = ? and at >= ?' }
const dropLayers: Plan = { sql: 'delete from ledger_layers where entry = ?' }

/** The last state strictly before (at, seq). */
export async function findCheckpoint(reading: Reading, pool: number, at: number, seq: number): Promise<Checkpoint | undefined> {
  const row = await reading.get(before, [pool, at, at, seq])
  return row === undefined
    ? undefined
    : { pool, at: row.at as number, seq: row.seq as number, state: JSON.parse(row.state as string) as CostState }
}

/** Every state of a pool that is kept, in order. */
export async function listCheckpoints(reading: Reading, pool: number): Promise<Checkpoint[]> {
  return (await reading.all(ofPool, [pool])).map((row) => ({
    pool,
    at: row.at as number,
    seq: row.seq as number,
    state: JSON.parse(row.state as string) as CostState,
  }))
}

export async function insertCheckpoint(transaction: Transaction, { pool, at, seq, state }: Checkpoint): Promise<void> {
  await transaction.run(insert, [pool, at, seq, JSON.stringify(state)])
}

/** States from (at, seq) on no longer hold: a replay makes new ones. */
export async function removeCheckpointsFrom(transaction: Transaction, pool: number, at: number, seq: number): Promise<void> {
  await transaction.run(removeAfter, [pool, at, at, seq])
}

export async function removeCheckpointsAfter(
  transaction: Transaction,
  pool: number,
  { at, seq }: { readonly at: number; readonly seq: number },
): Promise<void> {
  await transaction.run(removeAfterPosition, [pool, at, at, seq])
}

export async function findLayers(reading: Reading, movement: number): Promise<CostLayer[] | undefined> {
  const row = await reading.get(layersOf, [movement])
  return row === undefined ? undefined : (JSON.parse(row.layers as string) as CostLayer[])
}

export function isWorthKeeping(movement: number, layers: readonly CostLayer[]): boolean {
  return layers.length > 1 || layers.some(({ entry }) => entry !== 0 && entry !== movement)
}

/** Notes that a true-up reached a pool at a minute through an earlier movement into it. */
export async function writeFlow(transaction: Transaction, pool: number, at: number, movement: number): Promise<void> {
  await transaction.run(keepFlow, [pool, at, movement])
}

/** Movements through which true-ups reached a pool from a minute on. */
export async function listFlows(reading: Reading, pool: number, from: number): Promise<number[]> {
  return (await reading.all(flowsOf, [pool, from])).map((row) => row.movement as number)
}

/** Only layers that the movement itself does not tell are worth a row. */
export async function writeLayers(transaction: Transaction, movement: number, layers: readonly CostLayer[]): Promise<void> {
  if (isWorthKeeping(movement, layers)) await transaction.run(keepLayers, [movement, JSON.stringify(layers)])
  else await transaction.run(dropLayers, [movement])
}
