import { checkDefinitions, type Change } from '@formwork/platform/definition/index.ts'
import { mergeDiagrams } from '@formwork/platform/definition/bpmn/merge-diagrams.ts'
import type { Choice } from '@formwork/platform/definition/merge/merge-files.ts'
import { upgradeDefinitions, type Upgrade } from '@formwork/platform/definition/merge/upgrade-definitions.ts'
import { diffWithDiagrams } from '@formwork/platform/definition/bpmn/diff-with-diagrams.ts'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { LoadedWorkspace } from '../../host/loaded-workspace.ts'
import { withFormerNames } from '../../query/definitions/former-names.ts'
import { describeMigration } from '../../query/definitions/migration-words.ts'
import { nameOfPerson } from '../../query/definitions/person-name.ts'
import { readAll } from '../../query/definitions/read-all.ts'
import { BASE_RELEASE, readDefinitionFiles } from '../../store/definitions/definitions.ts'
import { readWorkingFiles } from '../../store/definitions/working-copy.ts'
import { previewMigration } from '../../store/migrate/preview-migration.ts'

/** Settling the elements of a diagram may show that the diagrams do not fit as a whole: decided in the next round. */
const MOST_ROUNDS = 3

interface Deciding {
  readonly choices: Readonly<Record<string, Choice>>
  /** For every conflict that no choice settles. */
  readonly take: Choice | undefined
}

/** What an upgrade of one workspace would do. */
export interface UpgradePlan extends Upgrade {
  readonly release: number
  /** Versions of the template, from and to. */
  readonly versions: readonly [string, string]
  /** The new template is the one that the workspace was cloned from. */
  readonly isSameBase: boolean
  /** What changes for the owner. */
  readonly changes: readonly Change[]
  readonly migration: readonly { readonly message: { zh: string; en: string }; readonly blocks: boolean }[]
  readonly model: Model | undefined
  /** What is released now. */
  readonly current: Model
  /** No conflict is open, everything fits, no data stand against it. */
  readonly isReady: boolean
}

/** Merges and checks; reads only. Errors: `working-copy-changed` when changes are not published yet. */
export async function planUpgrade(
  workspace: LoadedWorkspace,
  theirs: readonly DefinitionFile[],
  { choices, take }: Deciding,
): Promise<UpgradePlan> {
  const { registry, database } = workspace
  return database.read(async (reading) => {
    const { model, store, organisation } = await workspace.current(reading)
    const working = await readWorkingFiles(reading)
    if (working.length > 0) {
      throw fail('working-copy-changed', { person: nameOfPerson(organisation, working[0]!.person), files: working.map(({ path }) => path) })
    }
    const base = await readDefinitionFiles(reading, BASE_RELEASE)
    const versions = { base, ours: model.files, theirs }
    const release = model.release + 1
    let merged = await upgradeDefinitions(versions, registry, { choices, release, mergeDiagrams })
    let settled = choices
    for (let round = 0; take !== undefined && round < MOST_ROUNDS; round++) {
      const open = merged.conflicts.filter(({ choice }) => choice === undefined)
      if (open.length === 0) break
      settled = { ...Object.fromEntries(open.map(({ id }) => [id, take])), ...settled }
      merged = await upgradeDefinitions(versions, registry, { choices: settled, release, mergeDiagrams })
    }
    const { model: next } = await checkDefinitions(merged.files, registry, { release })
    const changes = await diffWithDiagrams(readAll(model.files), readAll(merged.files))
    const found = next === undefined ? [] : await previewMigration(reading, store.dialect, withFormerNames(next, model), registry, model)
    const migration = found.map((change) => ({
      blocks: change.blocks,
      message: { zh: describeMigration(change, next!, model, 'zh'), en: describeMigration(change, next!, model, 'en') },
    }))
    const isSettled = merged.conflicts.every(({ choice }) => choice !== undefined)
    return {
      ...merged,
      release: model.release,
      versions: [versionOf(base), versionOf(theirs)],
      isSameBase: sameTexts(base, theirs),
      changes,
      migration,
      model: next,
      current: model,
      isReady: isSettled && next !== undefined && !migration.some(({ blocks }) => blocks),
    }
  })
}

function versionOf(files: readonly DefinitionFile[]): string {
  const template = readAll(files).find(({ definition }) => definition?.kind === 'template')?.definition
  return (template as { version?: string } | undefined)?.version ?? '?'
}

function sameTexts(left: readonly DefinitionFile[], right: readonly DefinitionFile[]): boolean {
  const texts = new Map(left.map(({ path, text }) => [path, text]))
  return left.length === right.length && right.every(({ path, text }) => texts.get(path) === text)
}
