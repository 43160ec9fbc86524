import { computed, provide, ref, shallowRef } from 'vue'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { askingPlaceKey, openChoicesKey } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { api, ApiError, type RecordData, type TaskData } from '../api/index.ts'
import { useFileSource } from '../file/file-source.ts'
import { useDefinitions } from '../shell/definitions.ts'
import { useSession } from '../shell/session.ts'
import { usePreview } from './draft/use-preview.ts'
import { RecordDraft } from './draft/record-draft.ts'
import { askingPlace } from './live/asking-place.ts'
import { openChoices } from './live/open-choices.ts'
import { LiveFormulas } from './live/live-formulas.ts'
import { useRelatedSource } from './use-related-source.ts'
import { draftKey, type DraftHandle } from './parts/draft-handle.ts'
import { sectionsOf, totalsOf } from './parts/form-schema.ts'

type Given = Readonly<Record<string, unknown>>

/** One record on a page: what was loaded, the draft over it, its formulas, and what may be done with it. `shape`: drawn otherwise than elsewhere. */
export function useRecord(entityName: string, id: string | undefined, given: Given = {}, shape?: TaskData['revealed']) {
  const definitions = useDefinitions()
  const session = useSession()
  const draft = shallowRef<RecordDraft>()
  const live = shallowRef<LiveFormulas>()
  const record = shallowRef<RecordData>()
  const failure = ref<ApiError>()
  const editable = ref<readonly string[]>([])
  const preview = usePreview(
    () => draft.value,
    () => live.value,
  )

  const entity = computed(() => shape?.entity ?? definitions.entities.get(entityName))
  const form = computed(() => shape?.form ?? definitions.formsByEntity.get(entityName))
  const sections = computed(() => (entity.value === undefined ? [] : sectionsOf(entity.value, form.value)))
  const tabs = computed(() => form.value?.tabs ?? [])
  const totals = computed(() => totalsOf(form.value).filter(({ name }) => draft.value?.field(name) !== undefined))
  const isNew = computed(() => record.value === undefined)
  const isEditable = computed(() => (isNew.value ? definitions.mayDo(entityName, 'create') : record.value!.operations.includes('save')))

  /** Takes a record as the server has it; the page is drawn anew over it. */
  function show(data: RecordData | undefined): void {
    const current = entity.value
    if (current === undefined) return
    record.value = data
    const next = new RecordDraft(current, (name) => definitions.entities.get(name), withBalances(data))
    const user = { id: session.session?.person.id ?? null, name: session.session?.person.name ?? null }
    const formulas = new LiveFormulas(next, user)
    formulas.computeAll()
    next.isDirty.value = false
    next.onChange = (change) => {
      formulas.compute(change)
      void preview.askSoon()
    }
    live.value = formulas
    draft.value = next
    if (!isNew.value) return
    for (const [name, value] of Object.entries(given)) if (next.field(name) !== undefined) next.setHeader(name, value)
    void preview.ask()
  }

  async function load(wanted: string | undefined = id): Promise<void> {
    failure.value = undefined
    try {
      show(wanted === undefined ? undefined : await api.record(entityName, wanted))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failure.value = error
    }
  }

  const handle: DraftHandle = {
    get draft() {
      return draft.value!
    },
    get live() {
      return live.value!
    },
    isReadOnly: () => !isEditable.value,
    mayEdit: (field: FieldDefinition) => editable.value.includes(field.name),
  }
  provide(draftKey, handle)
  provide(askingPlaceKey, (field, row) => (draft.value === undefined ? undefined : askingPlace(draft.value, field, row)))
  provide(openChoicesKey, async (field, row) => (draft.value === undefined ? undefined : openChoices(draft.value, field, row)))
  useFileSource()
  useRelatedSource(record)

  return { entity, form, sections, tabs, totals, draft, live, record, failure, isNew, isEditable, editable, preview, load, show }
}

/** Live ledger figures come beside the values; on the page they are fields like others. */
function withBalances(data: RecordData | undefined): RecordData | undefined {
  return data?.balances === undefined ? data : { ...data, values: { ...data.values, ...data.balances } }
}
