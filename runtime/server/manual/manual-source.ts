import type {
  DashboardDefinition,
  EntityDefinition,
  GuideDefinition,
  ListDefinition,
  MenuDefinition,
  ReportDefinition,
} from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'

/** What a manual is written from: the definitions as one reader sees them. */
export interface ManualSource {
  readonly release: number
  readonly template: { readonly name: string; readonly label?: LocalizedText; readonly version: string }
  readonly menu: Pick<MenuDefinition, 'groups'>
  readonly entities: readonly EntityDefinition[]
  readonly lists: readonly Pick<ListDefinition, 'name' | 'entity' | 'label'>[]
  readonly reports: readonly ReportDefinition[]
  readonly dashboards: readonly DashboardDefinition[]
  readonly guides: readonly Pick<GuideDefinition, 'name' | 'label' | 'help' | 'steps'>[]
  readonly alerts: readonly { readonly name: string; readonly label?: LocalizedText }[]
  readonly conversions: readonly { readonly name: string; readonly label?: LocalizedText; readonly from: string; readonly to: string }[]
  readonly processes: readonly { readonly name: string; readonly label?: LocalizedText; readonly entity?: string }[]
}
