import type { ProcessState, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { decodeState } from '../../engine/process/codec.ts'
import type { Plan, Reading } from '../database.ts'
import type { LedgerCheck } from '../ledger/verify-costs.ts'

/** Instances whose state is read at once. */
const PAGE = 200

const living: Plan = { sql: "select id, state from process_instance where status <> 'ended' and id > ? order by id limit ?" }
const tasksOf: Plan = { sql: "select key from seat where instance = ? and kind = 'decide' and box = 'todo' order by key" }
const lost: Plan = {
  sql: `select s.instance, s.node from seat s left join process_instance i on i.id = s.instance
    where s.kind = 'decide' and s.box = 'todo' and (i.id is null or i.status = 'ended') order by s.id`,
}

/** Every open task belongs to a token that lives, every token that lives waits for something. Reads only. */
export async function verifyProcesses(reading: Reading): Promise<LedgerCheck[]> {
  const broken = (await reading.all(lost, [])).map(
    (row) => `instance ${String(row.instance)}: task "${String(row.node)}" of a process that has ended`,
  )
  for (let last = 0; ;) {
    const rows = await reading.all(living, [last, PAGE])
    for (const row of rows) {
      last = Number(row.id)
      const open = (await reading.all(tasksOf, [last])).map(({ key }) => Number(key))
      broken.push(...problemsOf(decodeState(String(row.state)), open).map((problem) => `instance ${last}: ${problem}`))
    }
    if (rows.length < PAGE) break
  }
  return [{ check: 'processes', ledger: null, broken: broken.length, first: broken[0] }]
}

/** What is wrong with one instance; `todo` are the keys of the tasks that lie in somebody's box. */
export function problemsOf(state: ProcessState, todo: readonly number[]): string[] {
  const seats = Object.values(state.seats)
  const open = seats.filter(({ status }) => status === 'open')
  const inBoxes = new Set(todo)
  return [
    ...open.filter(({ key }) => !inBoxes.has(key)).map(({ node }) => `task "${node}" lies in nobody's box`),
    ...todo.filter((key) => !open.some((seat) => seat.key === key)).map((key) => `task ${key} is not open`),
    ...open.filter(({ token }) => state.tokens[token] === undefined).map(({ node }) => `task "${node}" has no token`),
    ...Object.values(state.tokens)
      .filter((token) => !waits(state, token))
      .map(({ node }) => `"${node}" waits for nothing`),
  ]
}

function waits(state: ProcessState, { key, rest }: Token): boolean {
  if (rest === null) return false
  const isListening = Object.values(state.subscriptions).some(({ token }) => token === key)
  if (rest.kind === 'visit') {
    return isListening || Object.values(state.seats).some(({ token, status }) => token === key && status === 'open')
  }
  if (rest.kind === 'scope') return state.scopes[rest.scope] !== undefined
  return true
}
