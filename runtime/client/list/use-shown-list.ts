import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { labelText } from '../i18n/index.ts'
import { useDefinitions } from '../shell/definitions.ts'
import { conditionsOf } from './filter-conditions.ts'
import { listColumns, possibleColumns } from './list-columns.ts'
import { shapesOf } from './list-shapes.ts'
import type { ListView } from './use-list-view.ts'

/** What is shown of a list: its definition, as a person wants to look at it. */
export function useShownList(list: () => string, look: ListView) {
  const definitions = useDefinitions()
  const { locale } = useI18n()

  const definition = computed(() => definitions.lists.get(list()))
  const entity = computed(() => definitions.entities.get(definition.value?.entity ?? list()))
  const title = computed(() => labelText(definition.value?.label ?? entity.value?.label, list()))
  const findEntity = (name: string) => definitions.entities.get(name)
  const columns = computed(() => {
    void locale.value
    return entity.value === undefined ? [] : listColumns(entity.value, definition.value, findEntity, look.columns.value)
  })
  const possible = computed(() => {
    void locale.value
    return entity.value === undefined ? [] : possibleColumns(entity.value, definition.value, findEntity)
  })
  const chips = computed(() =>
    (definition.value?.filters ?? []).flatMap((filter) => {
      const where = conditionsOf(filter.where)
      return where === undefined ? [] : [{ name: filter.name, label: labelText(filter.label, filter.name), where }]
    }),
  )
  const shapes = computed(() => {
    void locale.value
    return entity.value === undefined ? [] : shapesOf(entity.value, definition.value)
  })
  const shape = computed(() => shapes.value.find(({ name }) => name === look.shape.value))
  const groupColumn = computed(() => possible.value.find(({ name }) => name === look.group.value))
  const totalFields = computed(() => columns.value.filter((column) => column.hasTotal).map(({ field }) => field))

  const storedFields = computed(() => {
    const wanted = [...columns.value, ...(groupColumn.value === undefined ? [] : [groupColumn.value])].map(({ name }) => name)
    return [...new Set(wanted)].filter((name) => entity.value?.fields.some((field) => field.name === name && field.type !== 'balance'))
  })

  return { definition, entity, title, columns, possible, chips, shapes, shape, groupColumn, totalFields, storedFields }
}

export type ShownList = ReturnType<typeof useShownList>
