import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { AppError } from '@formwork/platform/error/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { WorkspaceDirectory } from '../host/workspace-directory.ts'
import { readConfiguration, readPort, VARIABLES, type Configuration } from '../server/configuration.ts'
import { refuseOpenDemo, signInPage, type DemoLogin } from '../server/demo.ts'
import { createLogger } from '../server/logger.ts'
import { isLoopback } from '../server/loopback.ts'
import { startServer, type RunningServer } from '../server/main.ts'
import type { SetupOptions } from '../server/setup/setup-door.ts'
import type { CliCommand } from './cli-command.ts'
import { DEMO_WORKSPACE, ensureDemoWorkspace } from './demo-workspace.ts'
import { DATA_HELP, DATA_OPTION } from './open-directory.ts'
import { printTable } from './print-table.ts'
import { readOptions, textOption, type ReadOptions } from './read-options.ts'

/** Longest wait for requests under way after SIGTERM. */
const STOP_MILLISECONDS = 20_000
/** The templates that come with the product. */
const TEMPLATES = join(import.meta.dirname, '../../templates')

const start: CliCommand = {
  name: 'start',
  summary: {
    zh: '启动服务，提供数据目录里的工作区',
    en: 'serves the workspaces of the data directory',
  },
  help: `
formwork start [--demo [--sample <name>]] [--data <folder>] [--host <address>] [--port <number>]

Serves every workspace of the data directory under /w/<name>/ until it gets SIGTERM or SIGINT; then it answers what is
under way (20 seconds at most) and stops. Where there is no workspace yet, it prints the address of a page that makes the
first one, with a token that counts once.

  --demo            makes the workspace "demo" from templates/jxc when it is absent and prints its logins. Everybody
                    knows them, so with a demo workspace the server listens on this machine alone
  --sample <name>   the demo begins with this sample of the template: wholesale (default), supermarket, garments,
                    pharmacy, electronics, demo (few records)
${DATA_HELP}
  --host <address>  (default: $FORMWORK_HOST, else 127.0.0.1)
  --port <number>   (default: $FORMWORK_PORT, else 8080 or the next free one)

Environment:
${printTable(Object.entries(VARIABLES).map(([name, meaning]) => [`  ${name}`, meaning]))}`,
  async run(argv) {
    const options = readOptions(argv, {
      ...DATA_OPTION,
      demo: { type: 'boolean' },
      sample: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
    })
    const configuration = configure(options)
    const isDemo = options.values.demo === true
    // Before a demo is made that nobody could be served.
    if (isDemo && !isLoopback(configuration.host)) throw refuseOpenDemo(DEMO_WORKSPACE)
    await new WorkspaceDirectory(configuration.dataDirectory).prepare()
    if (isDemo && (await ensureDemo(configuration, textOption(options, 'sample')))) {
      process.stdout.write('演示数据已建立 / the demo workspace was made\n')
    }
    const setup = await firstRun(configuration, isDemo)
    const server = await startServer({
      ...configuration,
      logger: createLogger({ level: configuration.logLevel, file: configuration.logFile }),
      isPortFixed: options.values.port !== undefined || process.env.FORMWORK_PORT !== undefined,
      home: isDemo ? DEMO_WORKSPACE : undefined,
      setup,
    })
    // Signals count from the moment that the server listens, not from the moment that it has said so.
    const stopped = untilStopped(server)
    process.stdout.write(`\n${await describe(server, setup)}\n\n`)
    await stopped
    return 0
  },
}

export default start

/** The environment, and what the command line says instead. */
function configure(options: ReadOptions): Configuration {
  const configuration = readConfiguration()
  const data = textOption(options, 'data')
  const port = textOption(options, 'port')
  return {
    ...configuration,
    dataDirectory: data === undefined ? configuration.dataDirectory : resolve(data),
    host: textOption(options, 'host') ?? configuration.host,
    port: port === undefined ? configuration.port : readPort(port, '--port'),
    // A terminal shows what concerns people; JSON lines of every request are for a file or a pipe.
    logLevel:
      process.env.FORMWORK_LOG_LEVEL === undefined && process.stderr.isTTY && configuration.logFile === undefined
        ? 'warn'
        : configuration.logLevel,
  }
}

function ensureDemo({ dataDirectory, sqliteDriver }: Configuration, sample: string | undefined): Promise<boolean> {
  return ensureDemoWorkspace(new WorkspaceDirectory(dataDirectory, { sqliteDriver }), createServerRegistry(), sample)
}

/**
 * Whether a page may make a workspace: the first one, for whoever reads this terminal; beside a demo, which is served on this
 * machine alone, for whoever tries the product.
 */
async function firstRun({ dataDirectory, trustedProxies }: Configuration, isDemo: boolean): Promise<SetupOptions | undefined> {
  if (isDemo && trustedProxies === 0) return { templates: TEMPLATES }
  const names = await new WorkspaceDirectory(dataDirectory).names()
  return names.length > 0 ? undefined : { templates: TEMPLATES, token: randomBytes(24).toString('base64url') }
}

async function describe({ url, workspaces }: RunningServer, setup: SetupOptions | undefined): Promise<string> {
  const names = await workspaces.names()
  const lines = [`Formwork 模搭   ${url}`]
  if (names.length === 0) {
    lines.push('', '还没有工作区，请在浏览器里打开 / there is no workspace yet, open in a browser:', '')
    lines.push(`  ${url}/setup${setup?.token === undefined ? '' : `#${setup.token}`}`, '')
    lines.push('此地址只用一次 / this address counts once. 其他办法 / or: formwork clone <template> <name>, formwork start --demo')
  }
  for (const name of names) {
    lines.push('', `${name}   ${url}/w/${name}/`)
    const logins = await loginsOf(workspaces, name).catch((error: unknown) =>
      String(error instanceof AppError ? error.describe('en') : error),
    )
    // The others are served all the same.
    if (typeof logins === 'string') lines.push(`  无法打开 / cannot be opened: ${logins}`)
    if (typeof logins === 'string' || logins.length === 0) continue
    lines.push('演示账号，人人皆知，只在本机有效 / demo logins, known to everybody, for this machine only', '')
    const rows = logins.map(({ login, password, name: person, label }) => [`  ${login}`, password, person, label.zh, label.en])
    lines.push(printTable([['  账号 login', '密码 password', '姓名 name', '角色', 'role'], ...rows]))
  }
  return lines.join('\n')
}

async function loginsOf(workspaces: RunningServer['workspaces'], name: string): Promise<readonly DemoLogin[]> {
  const workspace = await workspaces.get(name)
  return workspace === undefined ? [] : signInPage(workspace).then(({ logins }) => logins)
}

/** Resolves when the server has stopped after a signal; a second signal, or too long a wait, ends the process at once. */
function untilStopped(server: RunningServer): Promise<void> {
  return new Promise((done, reject) => {
    let isStopping = false
    const stop = (): void => {
      if (isStopping) process.exit(1)
      isStopping = true
      setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref()
      server.close().then(done, reject)
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop)
  })
}
