import { assert, fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { encodeState } from '../../engine/process/codec.ts'
import { subscriptionChanges } from '../../engine/process/changes.ts'
import { migrateState, type NodeMapping } from '../../engine/process/migrate.ts'
import { compiledVersion } from '../../query/process-version.ts'
import { openInstances, updateInstance } from '../../store/process/instances.ts'
import { renameSeats } from '../../store/process/seats.ts'
import { clearUndo } from '../../store/process/undo.ts'
import { currentVersionId } from '../process/process-content.ts'
import { countIncidents, holdInstance, stepInstance } from '../process/step-instance.ts'
import { dropListeners } from '../process/write-rows.ts'
import { workOff } from '../process/work-off.ts'
import { nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { requireProcessAdministrator } from './participation.ts'

/** Instances moved by one command; a larger process is moved in several. */
const MOST_INSTANCES = 1_000

interface MigrateBody {
  readonly process: string
  readonly mapping?: NodeMapping
}

/** What the plan does with one instance. */
interface Move {
  readonly instance: string
  readonly record: string | null
  readonly from: readonly string[]
  readonly to: readonly string[]
}

interface Finding {
  readonly instance: string
  readonly element: string
  readonly reason: LocalizedText
}

/**
 * Moves the running instances of a process to its current version by a mapping of elements. All or nothing; as a dry
 * run it only says what would happen to each. The way back is the same with the mapping turned round, after the old
 * version is published again. Errors: `process-migration-refused` naming the first instance that has no place.
 */
export const migrateProcess: UseCase = {
  name: 'migrate-process',
  help: { zh: '把运行中的实例迁移到当前版本', en: 'Moves running instances to the current version' },
  request: {
    ...objectSchema({ process: nameSchema, mapping: { type: 'object', additionalProperties: { type: 'string', maxLength: 200 } } }, [
      'process',
    ]),
  },
  async run(unit, body: MigrateBody) {
    requireProcessAdministrator(unit)
    const target = await currentVersionId(unit.transaction, unit.model, body.process, unit.now)
    const rows = (await openInstances(unit.transaction, body.process, 0, MOST_INSTANCES)).filter((row) => row.definition !== target)
    const findings: Finding[] = []
    const moves: Move[] = []
    for (const row of rows) {
      const moved = await moveInstance(unit, row.id, target, body.mapping ?? {})
      findings.push(...moved.findings)
      moves.push(moved.move)
    }
    const [first] = findings
    if (first !== undefined && !unit.dryRun) {
      throw fail('process-migration-refused', { id: first.instance, reason: first.reason }, first.element)
    }
    await workOff(unit)
    unit.audit({ action: 'migrate-process', values: { process: body.process, instances: rows.length, mapping: body.mapping ?? {} } })
    return { process: body.process, instances: rows.map((row) => formatId(row.id)), moves, findings }
  },
}

async function moveInstance(unit: Unit, id: number, target: number, mapping: NodeMapping): Promise<{ move: Move; findings: Finding[] }> {
  const held = await holdInstance(unit, id)
  const version = await compiledVersion(unit.transaction, target)
  const { state, problems } = migrateState(held.state, held.version.graph, version.graph, mapping)
  const move = {
    instance: formatId(id),
    record: held.row.record === null ? null : formatId(held.row.record),
    from: elementsOf(held.state),
    to: elementsOf(state),
  }
  if (problems.length > 0) return { move, findings: problems.map(({ element, reason }) => ({ instance: move.instance, element, reason })) }
  const { status, outcome, endedAt, head, version: rowVersion } = held.row
  const change = { definition: target, status, outcome, endedAt, incidents: countIncidents(state), head, state: encodeState(state) }
  const isFirst = await updateInstance(unit.transaction, id, rowVersion, change)
  assert(isFirst, 'An instance changed although its row was held')
  // A decision of the old version cannot be taken back in the new one.
  await clearUndo(unit.transaction, id)
  await renameSeats(unit.transaction, id, Object.values(state.seats))
  await dropListeners(unit, id, subscriptionChanges(held.state, state))
  const migration = { definition: target, mapping }
  await stepInstance(unit, await holdInstance(unit, id), { type: 'arm', person: unit.actor.person }, migration)
  return { move, findings: [] }
}

/** Where an instance stands: the elements of its tokens. */
function elementsOf(state: ProcessState): string[] {
  return [...new Set(Object.values(state.tokens).map((token) => token.node))].sort()
}
