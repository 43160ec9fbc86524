import { consequences } from './consequences.ts'
import { definitions } from './definitions.ts'
import { designQueries } from './definitions/index.ts'
import { demoLogins } from './demo-logins.ts'
import { importQueries } from './import/import-queries.ts'
import { ledgerQueries } from './ledger/ledger-queries.ts'
import { links } from './links.ts'
import { list } from './list.ts'
import { listGroups } from './list-groups.ts'
import { listViews } from './list-views.ts'
import { lookup } from './lookup.ts'
import { lookupMany } from './lookup-many.ts'
import { openSources } from './open-sources.ts'
import { me } from './me.ts'
import { nextJob } from './next-job.ts'
import { process } from './process.ts'
import { exportQueries } from './export/export-queries.ts'
import { printQueries } from './print/print-queries.ts'
import type { Query } from './query.ts'
import { referring } from './referring.ts'
import { report } from './report.ts'
import { reportOrigin } from './report-origin.ts'
import { rehearse } from './rehearse.ts'
import { sharedRecord } from './print/shared-record.ts'
import { search } from './search.ts'
import { record } from './record.ts'
import { apiKey, credential, session } from './sign-in.ts'
import { serviceQueries } from './services/index.ts'
import { task } from './task.ts'
import { tasks } from './tasks.ts'
import { timeline } from './timeline.ts'
import { underWay } from './under-way.ts'

/** Every read use case, by name. One line each. */
const queries: readonly Query[] = [
  me,
  definitions,
  list,
  listGroups,
  listViews,
  record,
  lookup,
  lookupMany,
  timeline,
  underWay,
  tasks,
  task,
  process,
  consequences,
  rehearse,
  links,
  referring,
  openSources,
  search,
  report,
  reportOrigin,
  credential,
  session,
  apiKey,
  demoLogins,
  nextJob,
  sharedRecord,
  ...designQueries,
  ...ledgerQueries,
  ...printQueries,
  ...exportQueries,
  ...importQueries,
  ...serviceQueries,
]

export const queryByName: ReadonlyMap<string, Query> = new Map(queries.map((query) => [query.name, query]))
