import type { Plugin } from '@formwork/platform/plugin/index.ts'
import { plugins } from './index.ts'

/** Everything built in that the server side has: the pure plugins and those that need Node (dialects, notices, connectors). */
export const serverPlugins: readonly Plugin[] = [...plugins]
