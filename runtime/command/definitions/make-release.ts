import { applySwitches, checkDefinitions } from '@formwork/platform/definition/index.ts'
import { diffWithDiagrams } from '@formwork/platform/definition/bpmn/diff-with-diagrams.ts'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import { assert, fail, failAll } from '@formwork/platform/error/index.ts'
import { withFormerNames } from '../../query/definitions/former-names.ts'
import { insertNextRelease, listLatestReleases } from '../../store/definitions/definitions.ts'
import { readChosenSwitches } from '../../store/services/chosen-switches.ts'
import { migrateModelWithin } from '../../store/migrate/migrate-model.ts'
import { nameOfPerson } from '../../query/definitions/person-name.ts'
import { switchPools } from '../ledger/switch-pools.ts'
import type { Unit } from '../unit.ts'

/** Sentences of a publish that the audit keeps. */
const MOST_SENTENCES = 200

/**
 * One immutable release of the whole workspace, its tables migrated in the same transaction; readers follow when it commits.
 * Errors: `definition-invalid` with every problem, `nothing-to-publish`, `migration-refused`, `pool-switch-refused`.
 */
export async function makeRelease(
  unit: Unit,
  files: readonly DefinitionFile[],
  comment: string,
  action: string,
): Promise<{ release: number }> {
  const { model, registry, transaction, store, ddl } = unit
  assert(ddl !== undefined, 'This host cannot change tables')
  const next = await checkedModel(unit, files)
  const changes = await diffWithDiagrams(model.files, next.files)
  const isSame = changes.length === 0 && sameTexts(model.files, files)
  if (isSame) throw fail('nothing-to-publish')
  await switchPools(unit, applySwitches(next, registry, await readChosenSwitches(transaction)))
  const migrating = { now: unit.now, before: model }
  await migrateModelWithin(transaction, { ddl, dialect: store.dialect }, withFormerNames(next, model), registry, migrating)
  const release = await insertNextRelease(transaction, files, { at: unit.now, person: unit.actor.person, note: comment })
  unit.audit({ action, values: { release, comment, changes: changes.slice(0, MOST_SENTENCES).map((change) => change.message.zh) } })
  return { release }
}

async function checkedModel({ registry, model }: Unit, files: readonly DefinitionFile[]): Promise<Model> {
  const { model: next, problems } = await checkDefinitions(files, registry, { release: model.release + 1 })
  if (next !== undefined) return next
  const errors = problems.filter((problem) => problem.severity === 'error')
  throw failAll(
    errors.map(({ file, pointer, message }) => ({
      code: 'definition-invalid',
      path: file + pointer,
      parameters: { file, reason: message },
    })),
  )
}

/** Errors: `release-changed` when somebody published after this release was looked at. */
export async function requireRelease(unit: Unit, seen: number): Promise<void> {
  if (unit.model.release === seen) return
  const [latest] = await listLatestReleases(unit.transaction, 1)
  throw fail('release-changed', { person: nameOfPerson(unit.organisation, latest?.person ?? null), release: unit.model.release })
}

function sameTexts(left: readonly DefinitionFile[], right: readonly DefinitionFile[]): boolean {
  const texts = new Map(left.map((file) => [file.path, file.text]))
  return left.length === right.length && right.every((file) => texts.get(file.path) === file.text)
}
