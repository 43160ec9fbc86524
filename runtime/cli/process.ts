import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'
import { parseJson } from '@formwork/platform/value/index.ts'
import type { CliCommand } from './cli-command.ts'
import { help } from './process/help.ts'
import { readScript, type Script } from './process/read-script.ts'
import { runScript } from './process/run-script.ts'
import { readOptions, textOption } from './read-options.ts'

const process_: CliCommand = {
  name: 'process',
  summary: {
    zh: '在内存里按步骤运行 BPMN 文件：formwork process run MODEL.bpmn --steps FILE.json',
    en: 'runs a BPMN file with scripted steps in memory: formwork process run MODEL.bpmn --steps FILE.json',
  },
  help,
  run,
}

export default process_

/** Exit code: 0 when every step went as the script says, 1 when one did not, 2 for a command that is not understood. */
export async function run(argv: readonly string[]): Promise<number> {
  const [verb, ...rest] = argv
  if (verb !== 'run') {
    process.stdout.write(`${help.trim()}\n`)
    return verb === undefined || verb === 'help' ? 0 : 2
  }
  const options = readOptions(
    rest,
    { steps: { type: 'string' }, settings: { type: 'string' }, compact: { type: 'boolean' } },
    { least: 1, most: 20 },
  )
  const stepsFile = textOption(options, 'steps')
  const script = stepsFile === undefined ? readScript(['start']) : readScript(await readJson(stepsFile))
  const settingsFile = textOption(options, 'settings')
  const settings =
    settingsFile === undefined ? script.settings : { ...script.settings, ...((await readJson(settingsFile)) as Script['settings']) }
  const results = await runScript(options.positionals, { ...script, settings }, stepsFile === undefined ? '.' : dirname(stepsFile))
  process.stdout.write(`${JSON.stringify(results, null, options.values.compact === true ? undefined : 2)}\n`)
  const [first] = results
  if (first?.step === 0) process.stderr.write(`formwork process: ${(first.refused as { message: string }).message}\n`)
  return results.every((result) => result.ok) ? 0 : 1
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw fail('bad-request', { reason: `cannot read ${file}` })
  })
  return parseJson(text, { numbers: 'integer' })
}
