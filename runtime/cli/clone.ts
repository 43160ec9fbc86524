import { resolve } from 'node:path'
import { readTemplate } from '../host/read-template-folder.ts'
import { addWorkspace } from '../server/setup/add-workspace.ts'
import type { CliCommand } from './cli-command.ts'
import { openAdministrator, type AdministratorLogin } from '../server/setup/installation.ts'
import { DATA_HELP, DATA_OPTION, openDirectory } from './open-directory.ts'
import { readOptions, textOption } from './read-options.ts'

const clone: CliCommand = {
  name: 'clone',
  summary: {
    zh: '用模板建一个工作区',
    en: 'makes a workspace from a template',
  },
  help: `
formwork clone <template folder> <workspace> [--sample <name>] [--data <folder>] [--postgres <url>]

Makes a workspace of one's own from a template: its definitions (the untouched base is kept for later upgrades), its
tables and its administrator, whose one-time password is printed. The workspace's name is a part of its address:
lower case letters, digits and "-".

  --sample <name>   begins with the records of this sample of the template (templates/jxc: supermarket, wholesale,
                    garments, pharmacy, electronics: six weeks of a company; company: masters alone)
${DATA_HELP}
  --postgres <url>  the data lie in a PostgreSQL database, in a schema of the workspace's own; else in a SQLite file

Example: formwork clone templates/jxc trading --sample supermarket`,
  async run(argv) {
    const options = readOptions(argv, { ...DATA_OPTION, sample: { type: 'string' }, postgres: { type: 'string' } }, { least: 2, most: 2 })
    const [folder, name] = options.positionals as [string, string]
    const { directory, registry } = openDirectory(options)
    const postgres = textOption(options, 'postgres')
    let administrator: AdministratorLogin | undefined
    await addWorkspace(directory, registry, {
      name,
      files: await readTemplate(resolve(folder)),
      place: postgres === undefined ? { dialect: 'sqlite' } : { dialect: 'postgresql', location: postgres },
      sample: textOption(options, 'sample'),
      finish: async (workspace, model) => {
        administrator = await openAdministrator(workspace, model)
      },
    })
    process.stdout.write(`${describe(name, administrator!)}\n`)
    return 0
  },
}

export default clone

function describe(name: string, { login, password }: AdministratorLogin): string {
  return `工作区 / workspace   ${name}   (/w/${name}/)
账号 / login         ${login}
密码 / password      ${password}
首次登录后须修改密码；此密码只显示这一次。
It has to be changed at the first sign-in and is shown this one time.`
}
