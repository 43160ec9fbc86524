import { applySwitches, checkDefinitions } from '@formwork/platform/definition/index.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import type { OrganisationPerson } from '../../engine/permission/organisation.ts'
import { layOver, readWorkingFiles, readWorkingRevision } from '../../store/definitions/working-copy.ts'
import { readChosenSwitches } from '../../store/services/chosen-switches.ts'
import { definitions } from '../definitions.ts'
import type { Query, QueryContext } from '../query.ts'
import { revealedShape } from '../revealed-shape.ts'
import { authorizeDesign } from './authorize-design.ts'
import { mayLookAs } from './may-look-as.ts'

export interface FormPreviewRequest {
  readonly entity: string
  /** Whose eyes: a person's id. */
  readonly person: string
  /** Where in a process the person sits; both or none. */
  readonly process?: string
  readonly node?: string
}

/**
 * The working copy as the workbench of a person would get it, and what a step opens and reveals there: what a page needs to show
 * a form before it is published. Where the working copy does not hold together, `definitions` is null. Errors: `not-permitted`, `not-found`.
 */
export const formPreview: Query = {
  name: 'form-preview',
  cost: 'long',
  async run(context: QueryContext, request: FormPreviewRequest): Promise<unknown> {
    const { model, organisation, registry, reading, actor } = context
    authorizeDesign(authorityOf(model, organisation, actor))
    const id = parseId(request.person, 'person')
    await mayLookAs.run(context, { person: id } as never)
    const checked = await workingModel(context)
    if (checked === undefined) return { definitions: null, step: null }
    const next = applySwitches(checked, registry, await readChosenSwitches(reading))
    return shownTo({ ...context, model: next, actor: actorFor(organisation.people.get(id)!, context.language) }, request)
  },
}

/** The working copy of a release as it was last checked: two frames and every other person look at the same. */
const checkedLast = new WeakMap<Model, { readonly revision: number; readonly next: Promise<Model | undefined> }>()

/** Undefined where the working copy does not hold together. */
async function workingModel({ model, reading, registry }: QueryContext): Promise<Model | undefined> {
  const revision = await readWorkingRevision(reading)
  const known = checkedLast.get(model)
  if (known?.revision === revision) return known.next
  const files = layOver(model.files, await readWorkingFiles(reading))
  const next = checkDefinitions(files, registry, { release: model.release + 1 }).then((checked) => checked.model)
  checkedLast.set(model, { revision, next })
  return next
}

function actorFor({ id, name, login, roles, department }: OrganisationPerson, language: 'zh' | 'en'): QueryContext['actor'] {
  return { person: id, name, login, roles, department, language }
}

async function shownTo(context: QueryContext, request: FormPreviewRequest): Promise<unknown> {
  const all = (await definitions.run(context, {} as never)) as { entities: { name: string }[]; forms: { entity: string }[] }
  const step = stepOf(context.model, request)
  const shape = step === null ? undefined : revealedShape(context, request.entity, step.reveal)
  if (shape === undefined) return { definitions: all, step }
  // Who decides sees the document of the step, whatever else is shown to him.
  const entities = [...all.entities.filter(({ name }) => name !== request.entity), shape.entity]
  const forms = [...all.forms.filter(({ entity }) => entity !== request.entity), ...(shape.form === undefined ? [] : [shape.form])]
  return { step, definitions: { ...all, entities, forms } }
}

/** Errors: `not-found` for a step that the working copy does not have. */
function stepOf(model: Model, { process, node }: FormPreviewRequest): { edit: readonly string[]; reveal: readonly string[] } | null {
  if (process === undefined || node === undefined) return null
  const found = model.processes.get(process)
  if (found === undefined) throw fail('not-found')
  const { edit = [], reveal = [] } = found.elements?.[node] ?? {}
  return { edit, reveal }
}
