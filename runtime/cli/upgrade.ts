import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'
import { parseJsonObject } from '@formwork/platform/value/index.ts'
import { readTemplate } from '../host/read-template-folder.ts'
import type { CliCommand } from './cli-command.ts'
import { DATA_HELP, DATA_OPTION, openDirectory, requireWorkspace, withWorkspace } from './open-directory.ts'
import { readOptions, textOption, type ReadOptions } from './read-options.ts'
import { applyUpgrade } from './upgrade/apply-upgrade.ts'
import { printUpgrade } from './upgrade/print-upgrade.ts'
import { planUpgrade } from './upgrade/plan-upgrade.ts'
import { runGate } from './upgrade/run-gate.ts'

type Choices = Readonly<Record<string, 'ours' | 'theirs'>>

const upgrade: CliCommand = {
  name: 'upgrade',
  summary: {
    zh: '把新版模板并入改过的工作区',
    en: 'merges a new version of the template into a customised workspace',
  },
  help: `
formwork upgrade <template folder> <workspace> [--dry-run] [--take ours|theirs] [--choices <file>] [--let-fail <scenarios>]
                 [--language zh|en] [--data <folder>]

Merges three versions: the template that the workspace was cloned from (kept inside it), the workspace as its owner has
changed it, and the new template. What only one side changed is taken; renames of the template are followed into what
the owner wrote; nothing that the owner did is lost. What both changed is a conflict, said in business words.

Before anything changes, the scenarios of the workspace (the template's and the owner's own) run on the result, each in
a throw-away workspace; one that failed before already stops nothing. Then it is published as the next release, tables migrated, all or nothing; the release before
can be restored. Stop the server before; changes that are not published yet are refused.

  --dry-run          says what would happen and changes nothing; scenarios run too
  --take <side>      settles every conflict that --choices does not name: ours keeps the owner's version, theirs takes
                     the template's
  --choices <file>   a JSON file that settles conflicts one by one: { "entity/item/fields/name/label": "ours" }
  --let-fail <names> scenarios, separated by commas, that may fail: what they ask is not wanted here
  --language <name>  of what is printed: zh or en (default: en)
${DATA_HELP}

Ends with 0 when it is done (or would be), 1 when conflicts are open, something does not fit or a scenario fails.

Example: formwork upgrade templates/jxc trading --dry-run`,
  async run(argv) {
    const options = readOptions(
      argv,
      {
        ...DATA_OPTION,
        'dry-run': { type: 'boolean' },
        take: { type: 'string' },
        choices: { type: 'string' },
        'let-fail': { type: 'string' },
        language: { type: 'string' },
      },
      { least: 2, most: 2 },
    )
    const [folder, name] = options.positionals as [string, string]
    const language = textOption(options, 'language') === 'zh' ? 'zh' : 'en'
    const [take, choices] = [readTake(options), await readChoices(options)]
    const { directory, registry } = openDirectory(options)
    const entry = await requireWorkspace(directory, name)
    const template = await readTemplate(resolve(folder))
    return withWorkspace(registry, entry, {}, async (workspace) => {
      const plan = await planUpgrade(workspace, template, { choices, take })
      printUpgrade(plan, language)
      if (!plan.isReady) return 1
      if (plan.changes.length === 0 && plan.isSameBase) return 0
      const accepted = new Set(
        textOption(options, 'let-fail')
          ?.split(',')
          .map((each) => each.trim()) ?? [],
      )
      if (!(await runGate(plan.model!, plan.current, { registry, language, accepted }))) return 1
      if (options.values['dry-run'] === true) return say(language, '试运行：没有改动任何内容', 'Dry run: nothing was changed')
      const release = await applyUpgrade(workspace, plan, template)
      return say(language, `已发布第 ${release} 版`, `Published as release ${release}`)
    })
  },
}

export default upgrade

function say(language: 'zh' | 'en', zh: string, en: string): number {
  process.stdout.write(`${language === 'zh' ? zh : en}\n`)
  return 0
}

/** Errors: `bad-request`. */
function readTake(options: ReadOptions): 'ours' | 'theirs' | undefined {
  const take = textOption(options, 'take')
  if (take === undefined || take === 'ours' || take === 'theirs') return take
  throw fail('bad-request', { reason: `--take ${take}: ours, theirs` })
}

/** Errors: `file-refused`, `bad-request`, those of the JSON reader. */
async function readChoices(options: ReadOptions): Promise<Choices> {
  const path = textOption(options, 'choices')
  if (path === undefined) return {}
  const text = await readFile(resolve(path), 'utf8').catch((error: unknown) => {
    throw fail('file-refused', { name: path, reason: error instanceof Error ? error.message : String(error) })
  })
  const choices = parseJsonObject(text)
  for (const [id, choice] of Object.entries(choices)) {
    if (choice !== 'ours' && choice !== 'theirs') throw fail('bad-request', { reason: `--choices, ${id}: ours, theirs` })
  }
  return choices as Choices
}
