import type { Query } from '../query.ts'
import { alertCandidates } from './alert-candidates.ts'
import { alerts } from './alerts.ts'
import { automationCandidates } from './automation-candidates.ts'
import { automationRuns } from './automation-runs.ts'
import { batchGroups, batchRows } from './batch-rows.ts'
import { comments } from './comments.ts'
import { eventMark, events } from './events.ts'
import { file, files } from './files.ts'
import { integrity } from './integrity.ts'
import { match } from './match.ts'
import { notices } from './notices.ts'
import { proxies } from './proxies.ts'
import { publicForm, publicFormLookup, publicFormUpload, publicForms } from './public-forms.ts'
import { publicLinks } from './public-links.ts'
import { recycleBin } from './recycle-bin.ts'
import { scratch } from './scratch.ts'
import { modules, settings } from './settings.ts'
import { subscriptionLetter, subscriptions } from './subscriptions.ts'
import { noticeLetters, webhooks, webhookSecret } from './webhooks.ts'

/** Settings, alerts, notices, comments, runs: what stands beside records. */
export const serviceQueries: readonly Query[] = [
  settings,
  modules,
  notices,
  comments,
  proxies,
  publicLinks,
  publicForms,
  publicForm,
  publicFormLookup,
  publicFormUpload,
  subscriptions,
  subscriptionLetter,
  recycleBin,
  scratch,
  events,
  eventMark,
  alerts,
  alertCandidates,
  automationRuns,
  automationCandidates,
  match,
  webhooks,
  webhookSecret,
  noticeLetters,
  batchRows,
  batchGroups,
  file,
  files,
  integrity,
]
