import type { Query } from '../query.ts'
import { modules, settings } from './settings.ts'

/** Settings, alerts, notices, comments, runs: what stands beside records. */
export const serviceQueries: readonly Query[] = [settings, modules]
