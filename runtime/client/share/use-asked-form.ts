import { askingPlaceKey, lookupSourceKey } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { setClock } from '@formwork/runtime/ui/input/workspace-clock.ts'
import { provide, shallowRef, toRaw } from 'vue'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { api, ApiError, type AskedForm } from '../api/index.ts'
import { RecordDraft } from '../form/draft/record-draft.ts'
import { LiveFormulas } from '../form/live/live-formulas.ts'
import { useAskedFiles } from './use-asked-files.ts'
import { draftKey } from '../form/parts/draft-handle.ts'

/** A public form and what is filled in: the same inputs as everywhere, over one new record that only the server sees. */
export function useAskedForm(token: string) {
  const form = shallowRef<AskedForm>()
  const draft = shallowRef<RecordDraft>()
  const live = shallowRef<LiveFormulas>()
  const failure = shallowRef<ApiError>()

  async function load(): Promise<void> {
    failure.value = undefined
    try {
      const asked = await api.publicForm(token)
      setClock(asked.timeZone)
      form.value = asked
      begin()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failure.value = error
    }
  }

  /** An empty form. */
  function begin(): void {
    files.renew()
    const next = new RecordDraft(form.value!.entity, () => undefined)
    const formulas = new LiveFormulas(next, {})
    formulas.computeAll()
    next.isDirty.value = false
    next.onChange = (change) => formulas.compute(change)
    live.value = formulas
    draft.value = next
  }

  provide(draftKey, {
    get draft() {
      return draft.value!
    },
    get live() {
      return live.value!
    },
    isReadOnly: () => false,
    mayEdit: () => true,
  })
  provide(askingPlaceKey, (field, row) => {
    const tables = [...(draft.value?.tables ?? [])]
    const lines =
      row === undefined
        ? undefined
        : (tables.find(([, table]) => table.rows.includes(row)) ?? tables.find(([name]) => has(name, field.name)))
    return { for: lines === undefined ? field.name : `${lines[0]}.${field.name}`, missing: [] }
  })
  const has = (lines: string, name: string): boolean => draft.value!.lineFields(lines).some((each) => each.name === name)
  provide(lookupSourceKey, {
    find: async (_entity, text, field, place) => (await api.publicFormLookup(token, { field: place?.for ?? field.name, text })).rows,
  })

  const files = useAskedFiles(token, (field) => pathOf(form.value!.entity.fields, field))

  return { form, draft, live, failure, visit: files.visit, load, begin }
}

/** `photo` in the header, `lines.photo` in rows. */
function pathOf(fields: readonly FieldDefinition[], field: FieldDefinition): string {
  const lines = fields.find((each) => each.fields?.some((inner) => toRaw(inner) === toRaw(field)))
  return lines === undefined ? field.name : `${lines.name}.${field.name}`
}
