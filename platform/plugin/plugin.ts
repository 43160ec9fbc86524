import type { Contribution } from './contracts/contribution.ts'
import type { Dialect } from './contracts/dialect.ts'
import type { ElementBehaviour } from './contracts/element.ts'
import type { CostingMethod } from './contracts/costing.ts'
import type { FieldType } from './contracts/field-type.ts'
import type { FunctionPlugin } from './contracts/function.ts'
import type { NoticeChannel } from './contracts/notice-channel.ts'
import type { ReportShape } from './contracts/report-shape.ts'

/** The kinds of contributions, each with its contract. A new kind is one line here and one in `contributionKinds`. */
export interface ContributionContracts {
  fields: FieldType
  elements: ElementBehaviour
  costings: CostingMethod
  reports: ReportShape
  functions: FunctionPlugin
  dialects: Dialect
  notices: NoticeChannel
  connectors: Contribution
  hooks: Contribution
}

export type ContributionKind = keyof ContributionContracts

export const contributionKinds: readonly ContributionKind[] = [
  'fields',
  'elements',
  'costings',
  'reports',
  'functions',
  'dialects',
  'notices',
  'connectors',
  'hooks',
]

/** A frozen object of contributions; built-in plugins are written with the same means as anybody's. */
export type Plugin = { readonly name: string } & { readonly [Kind in ContributionKind]?: readonly ContributionContracts[Kind][] }
