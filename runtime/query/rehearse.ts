import { checkDefinitions } from '@formwork/platform/definition/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { comparePaths, type PathDifference } from '../engine/process/rehearsal/compare-paths.ts'
import { readDefinitionFiles } from '../store/definitions/definitions.ts'
import { layOver, readWorkingFiles } from '../store/definitions/working-copy.ts'
import { readInstance } from '../store/process/instances.ts'
import { instancesWithSteps } from '../store/process/steps.ts'
import { authorizeDesign } from './definitions/authorize-design.ts'
import { contentOf } from './process-content.ts'
import { compileContent, type CompiledVersion } from './process-version.ts'
import type { Query, QueryContext } from './query.ts'
import { rehearseInstance, type Rehearsed } from './rehearse-instance.ts'
import { summariesOf } from './task-summary.ts'
import { nodeLabel } from './tasks.ts'

export interface RehearseRequest {
  readonly process: string
  /** working-copy (default), current, or the number of a release. */
  readonly against?: string
  /** One instance only. */
  readonly instance?: string
  readonly limit?: string | number
}

const DEFAULT_INSTANCES = 50
const MOST_INSTANCES = 500

/**
 * Feeds the events and facts of past instances to a process that is not in force, or to the one that is, and tells where
 * the decision path differs: who would be asked instead, which steps come or go, what would end otherwise. Nothing is
 * written. `reproduced`: the version under which the instance really ran gives its history again, line by line.
 * Errors: `not-permitted`, `process-unknown`, `process-rehearsal-refused`.
 */
export const rehearse: Query = {
  name: 'rehearse',
  cost: 'long',
  async run(context: QueryContext, request: RehearseRequest): Promise<unknown> {
    authorizeDesign(authorityOf(context.model, context.organisation, context.actor))
    const model = await modelOf(context, request.against ?? 'working-copy')
    const version = await compileContent(contentOf(model, request.process).content)
    const limit = Math.min(Math.max(1, Number(request.limit ?? DEFAULT_INSTANCES) || DEFAULT_INSTANCES), MOST_INSTANCES)
    const ids =
      request.instance === undefined
        ? await instancesWithSteps(context.reading, request.process, Number.MAX_SAFE_INTEGER, limit)
        : [parseId(request.instance, 'instance')]
    const rehearsed: Rehearsed[] = []
    for (const id of ids) {
      const row = await readInstance(context.reading, id)
      if (row === undefined || row.process !== request.process) throw fail('process-unknown-instance', { id })
      rehearsed.push(await rehearseInstance(context, row, { model, version }))
    }
    return describe(context, request.process, version, rehearsed)
  },
}

async function modelOf(context: QueryContext, against: string): Promise<Model> {
  const { model, registry, reading } = context
  if (against === 'current') return model
  const isWorkingCopy = against === 'working-copy'
  if (!isWorkingCopy && !/^\d+$/.test(against)) throw fail('not-an-option', { value: against, label: 'against' }, 'against')
  const files = isWorkingCopy ? layOver(model.files, await readWorkingFiles(reading)) : await readDefinitionFiles(reading, Number(against))
  const checked = await checkDefinitions(files, registry, { release: model.release + 1 })
  if (checked.model !== undefined) return checked.model
  throw fail('process-rehearsal-refused', { reason: { zh: '定义有错误，请先修正', en: 'its definitions have errors; mend them first' } })
}

async function describe(
  context: QueryContext,
  process: string,
  version: CompiledVersion,
  rehearsed: readonly Rehearsed[],
): Promise<Record<string, unknown>> {
  const records = rehearsed.flatMap(({ row }) =>
    row.entity === null || row.record === null ? [] : [{ entity: row.entity, record: row.record }],
  )
  const summaries = await summariesOf(context, records)
  const rows = rehearsed.map(({ row, base, reproduced, before, after, differences, assumed }) => {
    const all = [...differences, ...comparePaths(before, after)]
    const summary = row.record === null ? undefined : summaries.get(row.record)
    return {
      instance: formatId(row.id),
      record: row.record === null ? null : { id: formatId(row.record), number: summary?.number ?? null, title: summary?.title ?? null },
      reproduced,
      same: all.length === 0,
      assumed,
      steps: { before: before.visits.length, after: after.visits.length },
      differences: all.map((difference) => inWords(context, version, base, difference)),
    }
  })
  const count = (is: (row: (typeof rows)[number]) => boolean): number => rows.filter(is).length
  return {
    process,
    instances: rows.length,
    reproduced: count((row) => row.reproduced),
    same: count((row) => row.same),
    otherPeople: count((row) => row.differences.some(({ kind }) => kind === 'other-people' || kind === 'not-asked')),
    otherEnd: count((row) => row.differences.some(({ kind }) => kind === 'other-end')),
    moreSteps: rows.reduce((sum, row) => sum + Math.max(0, row.steps.after - row.steps.before), 0),
    fewerSteps: rows.reduce((sum, row) => sum + Math.max(0, row.steps.before - row.steps.after), 0),
    rows,
  }
}

/** Names of people and labels of steps; a step that is gone keeps the label it had. */
function inWords(
  context: QueryContext,
  version: CompiledVersion,
  base: CompiledVersion,
  difference: PathDifference,
): Record<string, unknown> & { kind: PathDifference['kind'] } {
  const name = (id: number): { id: string; name: string } => ({
    id: formatId(id),
    name: context.organisation.people.get(id)?.name ?? `#${id}`,
  })
  const label = (id: string): unknown => ({ id, label: nodeLabel(version.graph.nodes.get(id) ?? base.graph.nodes.get(id), id) })
  const node = 'node' in difference && difference.node !== null ? { node: label(difference.node) } : {}
  switch (difference.kind) {
    case 'step-added':
    case 'step-removed':
      return { ...difference, ...node, people: difference.people.map(name) }
    case 'other-people':
      return { ...difference, ...node, before: difference.before.map(name), after: difference.after.map(name) }
    case 'not-asked':
      return { ...difference, ...node, person: name(difference.person) }
    default:
      return { ...difference, ...node }
  }
}
