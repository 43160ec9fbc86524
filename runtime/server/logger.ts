import pino, { type Logger } from 'pino'
import type { LogLevel } from './configuration.ts'

/** JSON lines with the request's id; never bodies, never secrets. To standard error, so that standard output stays for people. */
export function createLogger(options: { level: LogLevel; file?: string }): Logger {
  const destination =
    options.file === undefined
      ? pino.destination({ dest: 2, sync: false })
      : pino.destination({ dest: options.file, mkdir: true, sync: false })
  return pino({ level: options.level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, destination)
}
