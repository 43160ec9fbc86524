import { createLogger } from '../../server/logger.ts'
import { readConfiguration } from '../../server/configuration.ts'
import { startServer } from '../../server/main.ts'

/** A server process of its own for tests that kill it: serves the folder of FORMWORK_DATA and prints its address. */
const configuration = readConfiguration()
const server = await startServer({ ...configuration, logger: createLogger({ level: 'error' }) })
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
process.stdout.write(`${server.url}\n`)
