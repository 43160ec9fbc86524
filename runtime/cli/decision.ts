import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readDmn } from '@formwork/platform/definition/dmn/index.ts'
import { formatDefinition } from '@formwork/platform/definition/index.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { parseJson } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import type { CliCommand } from './cli-command.ts'
import { evaluateCase } from './decision/evaluate-file.ts'
import { help } from './decision/help.ts'
import { readCases } from './decision/read-cases.ts'
import { readOptions, textOption } from './read-options.ts'

const decision: CliCommand = {
  name: 'decision',
  summary: {
    zh: '在内存里计算 DMN 文件：formwork decision run FILE.dmn --input FILE.json',
    en: 'evaluates a DMN file in memory: formwork decision run FILE.dmn --input FILE.json',
  },
  help,
  run,
}

export default decision

/** Exit code: 0 when every decision gave what it should, 1 when one did not, 2 for a command that is not understood. */
async function run(argv: readonly string[]): Promise<number> {
  const [verb, ...rest] = argv
  if (verb === 'run') return runFile(rest)
  if (verb === 'import') return importFile(rest)
  process.stdout.write(`${help.trim()}\n`)
  return verb === undefined || verb === 'help' ? 0 : 2
}

async function runFile(argv: readonly string[]): Promise<number> {
  const options = readOptions(
    argv,
    { input: { type: 'string' }, decision: { type: 'string' }, compact: { type: 'boolean' } },
    { least: 1, most: 1 },
  )
  const model = readDmn(await read(options.positionals[0]!))
  const inputFile = textOption(options, 'input')
  const json = inputFile === undefined ? {} : parseJson(await read(inputFile), { numbers: 'integer' })
  const now = Date.now()
  const reports = readCases(json, textOption(options, 'decision')).map((each) => evaluateCase(model, each, now))
  const printed = Array.isArray(json) ? reports : reports[0]
  process.stdout.write(`${JSON.stringify(printed, null, options.values.compact === true ? undefined : 2)}\n`)
  return reports.every((report) => report.ok) ? 0 : 1
}

async function importFile(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv, { to: { type: 'string' } }, { least: 1, most: 1 })
  const folder = join(textOption(options, 'to') ?? '.', 'decisions')
  const registry = createBuiltInRegistry()
  const { decisions } = readDmn(await read(options.positionals[0]!))
  await mkdir(folder, { recursive: true })
  for (const definition of decisions) {
    const file = join(folder, `${definition.name}.json`)
    await writeFile(file, formatDefinition(definition, registry))
    process.stdout.write(`${file}\n`)
  }
  return 0
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw fail('bad-request', { reason: `cannot read ${file}` })
  })
}
