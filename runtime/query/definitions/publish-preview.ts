import { diffWithDiagrams } from '@formwork/platform/definition/bpmn/diff-with-diagrams.ts'
import { checkDefinitions, hasErrors, type Change } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import { localize } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { readDefinitionFiles } from '../../store/definitions/definitions.ts'
import { layOver, readWorkingFiles, readWorkingRevision } from '../../store/definitions/working-copy.ts'
import { previewMigration } from '../../store/migrate/preview-migration.ts'
import type { Query, QueryContext } from '../query.ts'
import { affectedInstances } from './affected-instances.ts'
import { authorizeDesign } from './authorize-design.ts'
import { withFormerNames } from './former-names.ts'
import { describeMigration } from './migration-words.ts'
import { nameOfPerson } from './person-name.ts'
import { goneFields } from './gone-fields.ts'
import { problemsToJson } from './problem-json.ts'
import { readAll } from './read-all.ts'

export interface PreviewRequest {
  /** Preview going back to this release instead of publishing the working copy. */
  readonly restore?: number
}

/** What a publish would do: problems, changes in business words, data touched, processes under way, files of somebody newer. */
export const publishPreview: Query = {
  name: 'publish-preview',
  cost: 'long',
  async run(context: QueryContext, request: PreviewRequest): Promise<unknown> {
    const { model, registry, language, reading } = context
    authorizeDesign(authorityOf(model, context.organisation, context.actor))
    const files =
      request.restore === undefined
        ? layOver(model.files, await readWorkingFiles(reading))
        : await readDefinitionFiles(reading, request.restore)
    const checked = await checkDefinitions(files, registry, { release: model.release + 1 })
    const changes = await diffWithDiagrams(model.files, checked.model?.files ?? readAll(files))
    const migration = checked.model === undefined ? [] : await describeMigrations(context, checked.model)
    const conflicts = request.restore === undefined ? await staleFiles(context, model.files) : []
    const isBlocked = hasErrors(checked.problems) || migration.some((change) => change.blocks) || conflicts.length > 0
    return {
      release: model.release,
      revision: await readWorkingRevision(reading),
      problems: problemsToJson(checked.problems, files, language, () => goneFields(model.files, files)),
      changes: changes.map((change) => changeToJson(change, language)),
      migration,
      instances: await affectedInstances(context, changes),
      conflicts,
      isPublishable: !isBlocked && changes.length > 0,
    }
  },
}

export function changeToJson({ kind, definitionKind, definition, message }: Change, language: 'zh' | 'en'): Record<string, unknown> {
  return { kind, definitionKind, definition, message: message[language] }
}

async function describeMigrations({ reading, store, registry, model, language }: QueryContext, after: Model) {
  const changes = await previewMigration(reading, store.dialect, withFormerNames(after, model), registry, model)
  return changes.map((change) => ({ ...change, message: describeMigration(change, after, model, language) }))
}

/** Changes that began with a text which is no longer the released one. */
async function staleFiles({ reading, organisation, language }: QueryContext, released: readonly DefinitionFile[]) {
  const texts = new Map(released.map((file) => [file.path, file.text]))
  const working = await readWorkingFiles(reading)
  return working
    .filter((file) => file.base !== (texts.get(file.path) ?? null))
    .map(({ path, person, at, baseRelease }) => ({ path, person: localize(nameOfPerson(organisation, person), language), at, baseRelease }))
}
