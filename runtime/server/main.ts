import { createServer, type Server } from 'node:http'
import type { Logger } from 'pino'
import { Workspaces } from '../host/workspaces.ts'
import { startJobs } from '../jobs/jobs.ts'
import type { ReportFailure } from '../jobs/workspace-jobs.ts'
import { createApp } from './app.ts'
import type { Configuration } from './configuration.ts'
import { isDemo, refuseOpenDemo } from './demo.ts'
import { listen } from './listen.ts'
import { EventHub } from './live/event-hub.ts'
import { Metrics } from './metrics/metrics.ts'
import { isLoopback } from './loopback.ts'
import { SetupDoor, type SetupOptions } from './setup/setup-door.ts'

export interface ServerOptions extends Omit<Configuration, 'logLevel' | 'logFile'> {
  readonly logger: Logger
  /** Somebody asked for this very port: another will not do. */
  readonly isPortFixed?: boolean
  /** Where `/` leads; default the only workspace. */
  readonly home?: string
  /** Lets a workspace be made at the first run; absent: only by the command line. */
  readonly setup?: SetupOptions
}

export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly workspaces: Workspaces
  /** Takes no more requests, answers those under way (20 s at most), stops the jobs, closes the databases. */
  close(): Promise<void>
}

/** Requests under way are answered within this time; what is left then is cut off. */
const DRAIN_MILLISECONDS = 15_000
/** How often connections that have become idle are closed while the server stops. */
const SWEEP_MILLISECONDS = 100
/** A client that sends its headers slower than this is none. */
const HEADERS_MILLISECONDS = 20_000
/** The largest body over a slow line. */
const REQUEST_MILLISECONDS = 120_000

/** Opens the server directory and listens. Errors: unsafe-configuration, service-unavailable. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { logger } = options
  const workspaces = new Workspaces({
    root: options.dataDirectory,
    sqliteDriver: options.sqliteDriver,
    queryLimit: options.queryLimit,
    report: (error) => logger.error({ error: describe(error) }, 'writer'),
  })
  const hub = new EventHub()
  const metrics = new Metrics()
  try {
    // A workspace whose settings cannot be read is told before anybody is served.
    await workspaces.names()
    if (!isLoopback(options.host)) await refuseDemoLogins(workspaces)
    const setup =
      options.setup && new SetupDoor(options.setup, { ...options, directory: workspaces.directory, registry: workspaces.registry })
    const app = createApp({
      ...options,
      setup,
      hub,
      metrics,
      workspaces,
      registry: workspaces.registry,
      isLocal: isLoopback(options.host),
      home: async () => (await findHome(workspaces, options.home)) ?? (setup && '/setup'),
    })
    const server = createServer({ headersTimeout: HEADERS_MILLISECONDS, requestTimeout: REQUEST_MILLISECONDS }, app)
    const port = await listen(server, { host: options.host, port: options.port, isFixed: options.isPortFixed === true })
    const jobs = startJobs({ workspaces, report: (line, error) => reportJob(logger, metrics, line, error) })
    const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`
    logger.info({ url, data: options.dataDirectory, sqlite: options.sqliteDriver }, 'listening')
    return {
      url,
      port,
      workspaces,
      close: once(() => {
        setup?.close()
        hub.close()
        metrics.close()
        return stop(server, jobs, workspaces, logger)
      }),
    }
  } catch (error) {
    hub.close()
    metrics.close()
    await workspaces.close()
    throw error
  }
}

function reportJob(logger: Logger, metrics: Metrics, line: Parameters<ReportFailure>[0], error: unknown): void {
  metrics.countJobFailure(line.kind)
  logger.warn({ ...line, error: describe(error) }, 'job')
}

/** Known logins are for this machine alone. */
async function refuseDemoLogins(workspaces: Workspaces): Promise<void> {
  for (const name of await workspaces.names()) {
    const workspace = await workspaces.get(name)
    if (workspace === undefined || !(await isDemo(workspace))) continue
    throw refuseOpenDemo(name)
  }
}

async function findHome(workspaces: Workspaces, wished: string | undefined): Promise<string | undefined> {
  const names = wished === undefined ? await workspaces.names() : [wished]
  return names.length === 1 ? `/w/${names[0]}/` : undefined
}

async function stop(server: Server, jobs: { stop(): Promise<void> }, workspaces: Workspaces, logger: Logger): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection is idle again when its answer is out: it must not keep the server for the time that browsers keep it.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS)
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS)
  await Promise.all([closed, jobs.stop()])
  clearInterval(sweep)
  clearTimeout(cut)
  await workspaces.close()
  logger.info('stopped')
  await new Promise<void>((resolve) => logger.flush(() => resolve()))
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

function describe(error: unknown): { message: string; stack?: string } {
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) }
}
