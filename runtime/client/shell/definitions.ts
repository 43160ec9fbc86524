import type {
  ConversionDefinition,
  DashboardDefinition,
  DictionaryDefinition,
  FormDefinition,
  ListDefinition,
  MenuDefinition,
  ReportDefinition,
} from '@formwork/platform/definition/types.ts'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { api, type Definitions, type VisibleEntity } from '../api/index.ts'
import { labelText } from '../i18n/index.ts'

const byName = <Item extends { name: string }>(items: readonly Item[] | undefined): ReadonlyMap<string, Item> =>
  new Map((items ?? []).map((item) => [item.name, item]))

/** Every type of field that a page may have to show. */
function typesIn(definitions: Definitions): string[] {
  const fields = [
    ...(definitions.entities ?? []).flatMap((entity) => entity.fields),
    ...(definitions.reports ?? []).flatMap((report) => report.parameters ?? []),
  ]
  return fields.flatMap((field) => [field.type, ...(field.fields ?? []).map((own) => own.type)])
}

/** What the reader may see of the current release, by kind and name. */
export const useDefinitions = defineStore('definitions', () => {
  const all = shallowRef<Definitions>()
  const entities = computed<ReadonlyMap<string, VisibleEntity>>(() => byName(all.value?.entities))
  const lists = computed<ReadonlyMap<string, ListDefinition>>(() => byName(all.value?.lists))
  const reports = computed<ReadonlyMap<string, ReportDefinition>>(() => byName(all.value?.reports))
  const dashboards = computed<ReadonlyMap<string, DashboardDefinition>>(() => byName(all.value?.dashboards))
  const dictionaries = computed<ReadonlyMap<string, DictionaryDefinition>>(() => byName(all.value?.dictionaries))
  const processes = computed<ReadonlyMap<string, Definitions['processes'][number]>>(() => byName(all.value?.processes))
  const formsByEntity = computed<ReadonlyMap<string, FormDefinition>>(
    () => new Map((all.value?.forms ?? []).map((form) => [form.entity, form])),
  )
  const listsByEntity = computed<ReadonlyMap<string, ListDefinition>>(
    () => new Map([...(all.value?.lists ?? [])].reverse().map((list) => [list.entity, list])),
  )
  const conversions = computed<readonly ConversionDefinition[]>(() => all.value?.conversions ?? [])
  const batches = computed(() => all.value?.batches ?? [])
  const menuGroups = computed<MenuDefinition['groups']>(() => all.value?.menu?.groups ?? [])
  const furtherGroups = computed<MenuDefinition['groups']>(() => all.value?.further ?? [])

  async function load(): Promise<void> {
    // Fetched along, not with the entry: whoever signs in needs no field yet.
    const faces = import('../fields/faces.ts')
    const found = await api.definitions()
    await (await faces).loadFieldViews(typesIn(found))
    all.value = found
  }

  const entityLabel = (name: string): string => labelText(entities.value.get(name)?.label, name)
  const mayDo = (entity: string, operation: string): boolean => {
    const operations = entities.value.get(entity)?.operations
    return operations === undefined || operations.includes(operation) || operations.includes('*')
  }

  /** What a report is made over allows it; the server judges again. */
  const maySource = (report: ReportDefinition | undefined, operation: string): boolean =>
    report !== undefined && (report.from.entity === undefined || mayDo(report.from.entity, operation))

  return {
    all,
    entities,
    lists,
    reports,
    dashboards,
    dictionaries,
    processes,
    formsByEntity,
    listsByEntity,
    conversions,
    batches,
    menuGroups,
    furtherGroups,
    load,
    entityLabel,
    mayDo,
    maySource,
  }
})
