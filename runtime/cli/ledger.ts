import { readFile } from 'node:fs/promises'
import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { isJsonObject, parseJson, type JsonObject } from '@formwork/platform/value/index.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import type { CliCommand } from './cli-command.ts'
import { BookRunner, refusalOf } from './ledger/book-runner.ts'
import { help } from './ledger/help.ts'
import { differences } from './ledger/matches.ts'
import { readBook, type Step } from './ledger/read-steps.ts'
import { printShadow } from './ledger/shadow.ts'
import { runStep as doStep } from './ledger/run-step.ts'
import { readOptions } from './read-options.ts'

const command: CliCommand = {
  name: 'ledger',
  summary: {
    zh: '在内存里对账簿逐步试算：formwork ledger run FILE.json',
    en: 'runs steps against the ledgers in memory: formwork ledger run FILE.json',
  },
  help,
  run,
}

export default command

/** Exit code: 0 when every step went as the file says, 1 when one did not, 2 for a command that is not understood. */
async function run(argv: readonly string[]): Promise<number> {
  const [verb, ...rest] = argv
  if (verb === 'shadow') return printShadow(rest)
  if (verb !== 'run') {
    process.stdout.write(`${help.trim()}\n`)
    return verb === undefined || verb === 'help' ? 0 : 2
  }
  const options = readOptions(rest, { compact: { type: 'boolean' }, last: { type: 'boolean' } }, { least: 1, most: 1 })
  const [file] = options.positionals
  const text = await readFile(file!, 'utf8').catch(() => {
    throw fail('bad-request', { reason: `cannot read ${file}` })
  })
  const results = await runBook(text)
  const shown = options.values.last === true ? results.slice(-1) : results
  process.stdout.write(`${JSON.stringify(shown, null, options.values.compact === true ? undefined : 2)}\n`)
  return results.every((result) => result.ok === true) ? 0 : 1
}

/** Runs a book from its text; one result a step. Errors: `malformed-json`, `bad-request`, `definition-invalid`. */
export async function runBook(text: string): Promise<JsonObject[]> {
  const book = readBook(parseJson(text))
  const registry = createServerRegistry()
  if (!registry.costings.has(book.settings.method)) {
    throw fail('bad-request', { reason: `settings: "method" is one of ${[...registry.costings.keys()].join(', ')}` })
  }
  const runner = await BookRunner.open(book.settings, registry)
  try {
    const results: JsonObject[] = []
    for (const step of book.steps) results.push(await runStep(runner, step))
    return results
  } finally {
    await runner.close()
  }
}

async function runStep(runner: BookRunner, step: Step): Promise<JsonObject> {
  const head = { step: step.name, do: step.do }
  let more: JsonObject | void = undefined
  let refused: JsonObject | undefined
  try {
    more = await doStep(runner, step)
  } catch (error) {
    refused = refusalOf(error)
    // What is not understood was never tried; a value that cannot be may be what the file says.
    const isWord = isAppError(error) && error.parameters.word !== undefined
    if (refused.code === 'bad-request' && (isWord || !step.isRefused())) throw error
  }
  const wanted = step.raw('refused')
  const isAsSaid =
    wanted === undefined || wanted === false ? refused === undefined : refused !== undefined && (wanted === true || wanted === refused.code)
  const found: JsonObject = {
    ...(refused === undefined ? {} : { refused }),
    ...more,
    ...(await runner.observe(step)),
  }
  const expected = step.raw('expect')
  const unexpected = expected !== undefined && isJsonObject(expected) ? differences(expected, found) : []
  return { ...head, ok: isAsSaid && unexpected.length === 0, ...(unexpected.length === 0 ? {} : { unexpected }), ...found }
}
