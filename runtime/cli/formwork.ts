import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isAppError } from '@formwork/platform/error/index.ts'
import { suggestName } from '@formwork/platform/expression/suggest-name.ts'
import type { CliCommand } from './cli-command.ts'

/** Loaded when asked for: each command brings its own part of the house. One line each. */
const commands: Record<string, () => Promise<{ default: CliCommand }>> = {
  start: () => import('./start.ts'),
  clone: () => import('./clone.ts'),
  check: () => import('./check.ts'),
  migrate: () => import('./migrate.ts'),
  upgrade: () => import('./upgrade.ts'),
  verify: () => import('./verify.ts'),
  explain: () => import('./explain.ts'),
  scenario: () => import('./scenario.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  doctor: () => import('./doctor.ts'),
  rehearse: () => import('./rehearse.ts'),
  cases: () => import('./cases.ts'),
  process: () => import('./process.ts'),
  decision: () => import('./decision.ts'),
  ledger: () => import('./ledger.ts'),
}

// What Node has made of the sources is kept, so that the second start takes half the time.
enableCompileCache(fileURLToPath(new URL('../../.build/compile-cache', import.meta.url)))

const [, , name, ...rest] = process.argv

process.exitCode = await main()

async function main(): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return printOverview(rest[0])
  if (name === '--version' || name === '-v') return printVersion()
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load === undefined) {
    const near = suggestName(name, Object.keys(commands))
    process.stderr.write(
      `formwork: unknown command "${name}"${near === undefined ? '' : `, did you mean "${near}"?`}; see: formwork help\n`,
    )
    return 2
  }
  const { default: command } = await load()
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${command.help.trim()}\n`)
    return 0
  }
  try {
    return await command.run(rest)
  } catch (error) {
    process.stderr.write(`formwork ${name}: ${describe(error, name)}\n`)
    return 1
  }
}

/** What went wrong, without the program's insides; what nobody expected is thrown on. */
function describe(error: unknown, command: string): string {
  if (!isAppError(error)) {
    if (error instanceof Error && 'syscall' in error) return error.message
    throw error
  }
  const { code, message, path, errors } = error.toWire('en')
  const details = (errors ?? []).map((each) => `\n  ${each.path ?? ''}: ${each.message} (${each.code})`)
  const hint = code === 'bad-request' && path === undefined ? `; see: formwork help ${command}` : ''
  return `${message} (${code}${path === undefined ? '' : `, at ${path}`})${hint}${details.join('')}`
}

function printVersion(): number {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  process.stdout.write(`formwork ${version} (Node ${process.versions.node})\n`)
  return 0
}

async function printOverview(topic: string | undefined): Promise<number> {
  if (topic !== undefined && Object.hasOwn(commands, topic)) {
    process.stdout.write(`${(await commands[topic]!()).default.help.trim()}\n`)
    return 0
  }
  const loaded = await Promise.all(Object.values(commands).map((load) => load().catch(() => undefined)))
  process.stdout.write('Formwork: low-code business software.\n\nUsage: formwork <command> [options]\n\n')
  for (const module of loaded) if (module) process.stdout.write(`  ${module.default.name.padEnd(10)} ${module.default.summary}\n`)
  process.stdout.write('\nformwork help <command> explains one of them.\n')
  return 0
}
