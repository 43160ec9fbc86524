import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { askingPlaceKey, openChoicesKey, type AskingPlace } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { provide } from 'vue'
import { api, type VisibleEntity } from '../api/index.ts'
import { useDefinitions } from '../shell/definitions.ts'

/** What a form says to the inputs within it, said for one row of a list. */
interface AskingRow {
  readonly place: (field: FieldDefinition) => AskingPlace | undefined
  readonly choices: (field: FieldDefinition) => Promise<ReadonlySet<string> | undefined>
}

/**
 * Inputs in a list offer what they would offer in the form: a filter may read fields that are no columns, so the record is read first.
 * Returns what to wait for before such an input opens; where that fails all is offered, and the server judges what is saved.
 */
export function useListAsking(entity: () => VisibleEntity | undefined) {
  const definitions = useDefinitions()
  let row: AskingRow | undefined
  provide(askingPlaceKey, (field) => row?.place(field))
  provide(openChoicesKey, async (field) => row?.choices(field))

  async function prepare(id: string, field: FieldDefinition): Promise<void> {
    row = undefined
    const of = entity()
    if (of === undefined || (field.filter === undefined && field.choices === undefined)) return
    const [{ RecordDraft }, { askingPlace }, { openChoices }, record] = await Promise.all([
      import('../form/draft/record-draft.ts'),
      import('../form/live/asking-place.ts'),
      import('../form/live/open-choices.ts'),
      api.record(of.name, id),
    ])
    const draft = new RecordDraft(of, (name) => definitions.entities.get(name), record)
    row = { place: (asked) => askingPlace(draft, asked), choices: (asked) => openChoices(draft, asked, undefined) }
  }

  return { prepare }
}
