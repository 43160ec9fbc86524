import { checkPluginOptions } from '@formwork/platform/definition/schema/check-plugin-options.ts'
import { createRegistry, definePlugin, type Plugin, type Registry } from '@formwork/platform/plugin/index.ts'
import { postgresql } from './dialects/postgresql/index.ts'
import { sqlite } from './dialects/sqlite/index.ts'
import { plugins } from './index.ts'
import { dingtalk } from './notices/dingtalk/index.ts'
import { feishu } from './notices/feishu/index.ts'
import { webhook } from './notices/webhook/index.ts'
import { wecom } from './notices/wecom/index.ts'

/** Everything built in that the server side has: the pure plugins and those that need Node (dialects, notices, connectors). */
const serverPlugins: readonly Plugin[] = [
  ...plugins,
  definePlugin({ name: 'built-in-server', dialects: [sqlite, postgresql], notices: [webhook, dingtalk, wecom, feishu] }),
]

/** The registry of everything built in on the server side, and of further plugins after it. Boot errors: `plugin-conflict`, `plugin-invalid`. */
export function createServerRegistry(further: readonly Plugin[] = []): Registry {
  const registry = createRegistry([...serverPlugins, ...further])
  checkPluginOptions(registry)
  return registry
}
