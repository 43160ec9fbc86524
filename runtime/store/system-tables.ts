import { auditTables } from './audit/audit-tables.ts'
import { commandKeyTables } from './command-key/command-key.ts'
import { contentTables } from './content/content-tables.ts'
import type { TableShape } from './database.ts'
import { definitionTables } from './definitions/definition-tables.ts'
import { jobTables } from './jobs/job-tables.ts'
import { linkTables } from './links/links.ts'
import { ledgerTables } from './ledger/ledger-tables.ts'
import { organisationTables } from './organisation/organisation-tables.ts'
import { processTables } from './process/process-tables.ts'
import { searchTables } from './search/search-keys.ts'
import { seriesTables } from './series/series.ts'
import { sessionTables } from './sessions/session-tables.ts'
import { physicalNameTables } from './tables/physical-names.ts'

/** Tables that every workspace has, whatever its definitions. */
export const systemTables: readonly TableShape[] = [
  ...physicalNameTables,
  ...organisationTables,
  ...definitionTables,
  ...commandKeyTables,
  ...seriesTables,
  ...auditTables,
  ...jobTables,
  ...sessionTables,
  ...contentTables,
  ...ledgerTables,
  ...linkTables,
  ...searchTables,
  ...processTables,
]
