import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { findImport, type ImportState } from '../../store/content/imports.ts'
import type { Query, QueryContext } from '../query.ts'
import type { ImportContent } from './import-content.ts'

/** What the work itself has to know of an import. */
export interface ImportWork {
  readonly batch: number
  readonly state: ImportState
  readonly person: number
  readonly entity: string
  readonly bad: number
  readonly content: ImportContent
  /** Fields that no two records of the file may agree in. */
  readonly unique: readonly { readonly to: string; readonly label: LocalizedText }[]
}

export const importWork: Query = {
  name: 'import-work',
  cost: 'point',
  internal: true,
  async run(context: QueryContext, request: { import: number }): Promise<ImportWork> {
    const batch = await findImport(context.reading, request.import)
    if (batch === undefined) throw fail('not-found')
    const content = batch.content as ImportContent
    const plan = planOf(context.model, context.registry, batch.entity)
    const own = plan.uniques.flatMap(({ fields: [first, ...others] }) => (first === undefined || others.length > 0 ? [] : [first]))
    const key = content.key === undefined ? undefined : plan.header.byName.get(content.key)
    const fields = new Set([...own, ...(key === undefined ? [] : [key])])
    const { id, state, person, entity, bad } = batch
    return { batch: id, state, person, entity, bad, content, unique: [...fields].map(({ name, label }) => ({ to: name, label })) }
  },
}
