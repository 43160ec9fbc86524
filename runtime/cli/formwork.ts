import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { suggestName } from '@formwork/platform/expression/suggest-name.ts'
import type { CliCommand } from './cli-command.ts'
import { describeFailure, seeHelp } from './describe-failure.ts'
import { helpText } from './help-text.ts'
import { terminalLanguage } from './terminal-language.ts'

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

const OVERVIEW = {
  zh: {
    title: 'Formwork 模搭：低代码业务软件。',
    usage: '用法：formwork <命令> [选项]',
    more: '某个命令的说明：formwork help <命令>',
  },
  en: {
    title: 'Formwork: low-code business software.',
    usage: 'Usage: formwork <command> [options]',
    more: 'formwork help <command> explains one of them.',
  },
} as const

// Whoever reads has seen enough (`formwork help | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const [, , name, ...rest] = process.argv

process.exitCode = await main()

async function main(): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return printOverview(rest[0])
  if (name === '--version' || name === '-v') return printVersion()
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load === undefined) {
    process.stderr.write(`formwork: ${describeUnknown(name)}${seeHelp(undefined, terminalLanguage())}\n`)
    return 2
  }
  const { default: command } = await load()
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${helpText(command, terminalLanguage())}\n`)
    return 0
  }
  try {
    return await command.run(rest)
  } catch (error) {
    process.stderr.write(`formwork ${name}: ${describeFailure(error, name, terminalLanguage())}\n`)
    return 1
  }
}

function describeUnknown(given: string): string {
  const near = suggestName(given, Object.keys(commands))
  if (terminalLanguage() === 'zh') return `没有命令“${given}”${near === undefined ? '' : `，是否指“${near}”？`}`
  return `unknown command "${given}"${near === undefined ? '' : `, did you mean "${near}"?`}`
}

function printVersion(): number {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  process.stdout.write(`formwork ${version} (Node ${process.versions.node})\n`)
  return 0
}

async function printOverview(topic: string | undefined): Promise<number> {
  if (topic !== undefined && Object.hasOwn(commands, topic)) {
    process.stdout.write(`${helpText((await commands[topic]!()).default, terminalLanguage())}\n`)
    return 0
  }
  const loaded = await Promise.all(Object.values(commands).map((load) => load().catch(() => undefined)))
  const language = terminalLanguage()
  const { title, usage, more } = OVERVIEW[language]
  process.stdout.write(`${title}\n\n${usage}\n\n`)
  for (const module of loaded) if (module) process.stdout.write(`  ${module.default.name.padEnd(10)} ${module.default.summary[language]}\n`)
  process.stdout.write(`\n${more}\n`)
  return 0
}
