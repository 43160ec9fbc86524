import type { Rule } from '../rule.ts'
import { alerts } from './alerts.ts'
import { approvals } from './approvals.ts'
import { automations } from './automations.ts'
import { conversions } from './conversions.ts'
import { dashboards } from './dashboards.ts'
import { defaults } from './defaults.ts'
import { entityPaths } from './entity-paths.ts'
import { fields } from './fields.ts'
import { formulaCycles } from './formula-cycles.ts'
import { formulas } from './formulas.ts'
import { guides } from './guides.ts'
import { ledgers } from './ledgers.ts'
import { menu } from './menu.ts'
import { merging } from './merging.ts'
import { modules } from './modules.ts'
import { names } from './names.ts'
import { numbering } from './numbering.ts'
import { postingLoops } from './posting-loops.ts'
import { postings } from './postings.ts'
import { prints } from './prints.ts'
import { processes } from './processes.ts'
import { references } from './references.ts'
import { reports } from './reports.ts'
import { roles } from './roles.ts'
import { settings } from './settings.ts'
import { singleDefinitions } from './single-definitions.ts'

/** Every lint check of definitions, in the order in which findings are shown. */
export const rules: readonly Rule[] = [
  singleDefinitions,
  names,
  references,
  fields,
  entityPaths,
  defaults,
  numbering,
  merging,
  ledgers,
  postings,
  postingLoops,
  conversions,
  reports,
  prints,
  roles,
  menu,
  modules,
  alerts,
  automations,
  dashboards,
  guides,
  settings,
  processes,
  approvals,
  formulaCycles,
  formulas,
]
