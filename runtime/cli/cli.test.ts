import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesTemplate } from '../server/fixture/notes-template.fixture.ts'
import { TestClient } from '../server/fixture/test-client.fixture.ts'
import { runCli, startCli, writeTemplate } from './run-cli.fixture.ts'

const SLOW = 120_000
let root: string
let template: string
let data: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'formwork-cli-'))
  template = writeTemplate(join(root, 'template'), notesTemplate)
  data = join(root, 'data')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const commands = [
  'start',
  'clone',
  'check',
  'migrate',
  'upgrade',
  'verify',
  'explain',
  'rehearse',
  'scenario',
  'backup',
  'restore',
  'doctor',
  'process',
  'decision',
  'ledger',
]

describe('formwork', () => {
  it(
    'explains every command',
    async () => {
      const { code, output } = await runCli(['help'])
      expect(code).toBe(0)
      for (const name of commands) expect(output).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
      const helps = await Promise.all(commands.map((name) => runCli([name, '--help'])))
      for (const [index, help] of helps.entries()) {
        expect([commands[index], help.code, help.output.includes(`formwork ${commands[index]}`)]).toEqual([commands[index], 0, true])
      }
    },
    SLOW,
  )

  it(
    'refuses what it does not know, with words and an exit code',
    async () => {
      expect(await runCli(['dance'])).toMatchObject({ code: 2, errors: expect.stringContaining('unknown command "dance"') as string })
      expect((await runCli(['chek'])).errors).toContain('did you mean "check"?; see: formwork help')
      expect((await runCli(['--version'])).output).toMatch(/^formwork \d+\.\d+\.\d+ \(Node 24\./)
      expect(await runCli(['scenario', template, '--only', 'nothing-of-the-kind'])).toMatchObject({
        code: 1,
        errors: expect.stringContaining('no scenario is named so') as string,
      })
      expect(await runCli(['clone', template])).toMatchObject({ code: 1, errors: expect.stringContaining('bad-request') as string })
      expect(await runCli(['doctor', '--loudly'])).toMatchObject({
        code: 1,
        errors: expect.stringContaining('no option --loudly') as string,
      })
      expect((await runCli(['doctor', '--dta', 'x'])).errors).toContain('did you mean --data?')
      expect((await runCli(['start', '--port'])).errors).toContain('the option --port needs a value')
    },
    SLOW,
  )
})

describe('the language of refusals', () => {
  it(
    "is the terminal's, down to what the system said",
    async () => {
      const chinese = { LC_ALL: 'zh_CN.UTF-8' }
      const said = async (...argv: string[]): Promise<string> => (await runCli(argv, chinese)).errors
      expect(await said('chek')).toBe('formwork: 没有命令“chek”，是否指“check”？；用法见：formwork help\n')
      expect(await said('doctor', '--dta', 'x')).toContain('没有选项 --dta，是否指 --data？')
      expect(await said('check')).toContain('给了 0 个参数，应为 1 个')
      expect(await said('check', '/nowhere')).toContain('没有这个文件或文件夹：/nowhere')
      expect(await said('check', join(import.meta.dirname, 'ledger'))).toContain('其中没有 template.json')
      expect(await said('start', '--demo', '--data', import.meta.filename)).toContain('已有同名的文件')
      expect(await said('start', '--data', '/proc/nowhere/x')).toContain('/proc')
      expect((await runCli(['help', 'backup'], chinese)).output).toContain('备份到哪里')
      expect((await runCli(['help'], chinese)).output).toMatch(/^用法：formwork <命令> [^]*^ {2}backup +备份/m)
    },
    SLOW,
  )
})

describe('what is not there or damaged', () => {
  it(
    'is named, with what to do next',
    async () => {
      const empty = join(root, 'empty')
      mkdirSync(empty)
      expect(await runCli(['verify', '--data', empty])).toMatchObject({
        code: 1,
        errors: expect.stringMatching(/no workspace in .*formwork clone <template> <name>/) as string,
      })
      expect(await runCli(['clone', empty, 'shop', '--data', join(root, 'none')])).toMatchObject({
        code: 1,
        errors: expect.stringContaining('it holds no template.json') as string,
      })
      mkdirSync(join(empty, 'shop'))
      writeFileSync(join(empty, 'shop', 'workspace.json'), '{"dialect":"sqlite"}')
      writeFileSync(join(empty, 'shop', 'workspace.db'), 'no database at all')
      const verified = await runCli(['verify', '--data', empty])
      expect(verified).toMatchObject({ code: 1, errors: expect.stringContaining('restore a backup (formwork restore)') as string })
      expect(verified.errors).not.toContain('    at ')
      const started = startCli(['start', '--data', empty, '--port', '0'], { FORMWORK_LOG_LEVEL: 'silent' })
      await started.until('cannot be opened')
      started.signal('SIGTERM')
      expect((await started.ended).code).toBe(0)
      writeFileSync(join(empty, 'shop', 'workspace.json'), '{')
      expect(await runCli(['start', '--data', empty, '--port', '0'], { FORMWORK_LOG_LEVEL: 'silent' })).toMatchObject({
        code: 1,
        errors: expect.stringContaining('workspace.json" is no valid JSON') as string,
      })
    },
    SLOW,
  )
})

describe('check', () => {
  it(
    'finds nothing in definitions that are right',
    async () => {
      expect(await runCli(['check', template])).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^0 errors, \d+ warnings\n$/m) as string,
      })
    },
    SLOW,
  )

  it(
    'names file, place and reason in both languages',
    async () => {
      const broken = writeTemplate(
        join(root, 'broken'),
        notesTemplate.map((file) =>
          file.path === 'note/entity.json' ? { ...file, text: file.text.replace('"entity": "party"', '"entity": "partie"') } : file,
        ),
      )
      const { code, output } = await runCli(['check', broken])
      expect(code).toBe(1)
      expect(output).toMatch(/^error note\/entity\.json#\/fields\/1\/\S+: .*partie/m)
      expect(output).toMatch(/partie[^\n]*\n {6}\S*[\u4e00-\u9fff]/)
      expect(output).toMatch(/^[1-9]\d* errors/m)
    },
    SLOW,
  )
})

describe("a workspace of one's own", () => {
  it(
    'is cloned, served with a one-time password, backed up, restored and found whole',
    async () => {
      const cloned = await runCli(['clone', template, 'shop', '--sample', 'people', '--data', data])
      expect(cloned).toMatchObject({ code: 0 })
      const [, login, password] = /login +(\S+)\n.*password +(\S+)/.exec(cloned.output)!
      expect([login, password!.length]).toEqual(['admin', 16])

      const server = startCli(['start', '--data', data, '--port', '0'], { FORMWORK_LOG_LEVEL: 'warn' })
      const [url] = /http:\/\/[\d.]+:\d+/.exec(await server.until('/w/shop/'))!
      const client = new TestClient(url, 'shop')
      expect((await client.get('demo')).json).toMatchObject({ logins: [] })
      expect((await client.signIn(login!, password)).json).toEqual({ signedIn: true, mustChangePassword: true })
      expect((await client.get('session')).json).toMatchObject({ mustChangePassword: true })
      expect((await client.get('records/item')).json.code).toBe('password-change-required')
      expect((await client.command('save', { entity: 'item', changes: { values: { code: 'Z', name: 'Z' } } })).json.code).toBe(
        'password-change-required',
      )
      expect((await client.command('set-password', { current: password, password: 'correct horse battery' })).status).toBe(200)
      expect((await client.signIn(login!, 'correct horse battery')).json).toEqual({ signedIn: true, mustChangePassword: false })
      expect((await client.get('records/item')).json.rows).toHaveLength(1)

      const backup = join(root, 'backup')
      expect(await runCli(['backup', 'shop', '--to', backup, '--data', data])).toMatchObject({
        code: 0,
        output: expect.stringContaining('release 1') as string,
      })
      expect(readdirSync(backup)).toEqual(expect.arrayContaining(['definitions', 'manifest.json', 'workspace.db']))
      server.signal('SIGTERM')
      expect(await server.ended).toMatchObject({ code: 0 })

      const restored = await runCli(['restore', backup, 'again', '--data', data])
      expect([restored.code, restored.errors]).toEqual([0, ''])
      const doctor = await runCli(['doctor', '--data', data])
      expect([doctor.code, doctor.errors]).toEqual([0, ''])
      expect(doctor.output).toMatch(/^ok +permissions +owner and group only$/m)
      expect(doctor.output).toMatch(/^ok +again: audit chain +\d+ rows$/m)
      expect(doctor.output).toMatch(/^ok +shop: durability +sqlite, synchronous FULL$/m)
      expect(await runCli(['verify', '--data', data])).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^ok +again: balances of holding +agree$/m) as string,
      })
      const explained = await runCli(['explain', 'shop', 'holding', 'value', '--data', data])
      expect(explained).toMatchObject({
        code: 0,
        output: expect.stringMatching(/note .* 155\.54\n\nsum\(rows\.value\) = 155\.54/) as string,
      })
      expect(await runCli(['migrate', '--data', data])).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^shop: version \d+, nothing to do$/m) as string,
      })

      appendFileSync(join(backup, 'workspace.db'), 'x')
      expect(await runCli(['restore', backup, 'third', '--data', data])).toMatchObject({
        code: 1,
        errors: expect.stringContaining('does not agree with the manifest') as string,
      })
      expect(existsSync(join(data, 'third'))).toBe(false)
      expect(await runCli(['clone', template, 'shop', '--data', data])).toMatchObject({
        code: 1,
        errors: expect.stringContaining('workspace-exists') as string,
      })
      expect(await runCli(['clone', template, '../out', '--data', data])).toMatchObject({
        code: 1,
        errors: expect.stringContaining('bad-name') as string,
      })
    },
    SLOW,
  )

  it(
    'leaves nothing behind when its sample does not run',
    async () => {
      const failing = notesTemplate.map((file) =>
        file.path === 'samples/people.json' ? { ...file, text: file.text.replace('"77.7701"', '"a lot"') } : file,
      )
      const run = await runCli(['clone', writeTemplate(join(root, 'failing'), failing), 'failing', '--sample', 'people', '--data', data])
      expect(run).toMatchObject({ code: 1, errors: expect.stringContaining('people, step ink') as string })
      expect(existsSync(join(data, 'failing'))).toBe(false)
    },
    SLOW,
  )
})

describe('scenario', () => {
  const scenario = (quantity: string) => ({
    path: 'scenarios/held.json',
    text: JSON.stringify({
      kind: 'scenario',
      name: 'held',
      sample: 'people',
      when: [
        { name: 'note', as: 'admin', do: 'submit', entity: 'note', values: { party: 'north', lines: [{ article: 'ink', quantity: '3' }] } },
      ],
      then: [{ name: 'sum', ledger: 'holding', where: { article: 'ink' }, measures: { quantity } }],
    }),
  })

  it(
    'counts what passed and what failed, and says the first difference',
    async () => {
      const passed = await runCli(['scenario', writeTemplate(join(root, 'passing'), [...notesTemplate, scenario('5')])])
      expect([passed.code, passed.output.trim().split('\n').at(-1)]).toEqual([0, '1 passed, 0 failed'])
      const failed = await runCli(['scenario', writeTemplate(join(root, 'different'), [...notesTemplate, scenario('6')])])
      expect([failed.code, failed.output.trim().split('\n').at(-1)]).toEqual([1, '0 passed, 1 failed'])
      expect(failed.output).toContain('sum: quantity: expected "6", it is "5.000"')
      expect((await runCli(['scenario', template])).code).toBe(1)
    },
    SLOW,
  )
})

describe('start --demo', () => {
  it(
    'makes the demo workspace once, prints a login a role, and serves this machine alone',
    async () => {
      const demo = join(root, 'demo')
      const first = startCli(['start', '--demo', '--data', demo, '--port', '0'], { FORMWORK_LOG_LEVEL: 'warn' })
      const output = await first.until('cashier')
      expect(output).toContain('the demo workspace was made')
      expect(output).toMatch(/^ {2}buyer +formwork-demo +\S+ +采购 +Buyer$/m)
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output)!
      expect((await fetch(`${url}/`, { redirect: 'manual' })).headers.get('location')).toBe('/w/demo/')
      first.signal('SIGINT')
      expect((await first.ended).code).toBe(0)

      const second = startCli(['start', '--demo', '--data', demo, '--port', '0'], { FORMWORK_LOG_LEVEL: 'warn' })
      expect(await second.until('cashier')).not.toContain('was made')
      second.signal('SIGTERM')
      expect((await second.ended).code).toBe(0)

      const open = await runCli(['start', '--demo', '--data', demo, '--port', '0', '--host', '0.0.0.0'])
      expect([open.code, open.errors]).toEqual([1, expect.stringContaining('unsafe-configuration')])
      const unmade = join(root, 'unmade')
      expect((await runCli(['start', '--demo', '--data', unmade, '--host', '0.0.0.0'])).errors).toContain('unsafe-configuration')
      expect(existsSync(unmade)).toBe(false)
    },
    SLOW,
  )

  it(
    'takes the next port when the usual one is taken, and says so when a port was asked for',
    async () => {
      const taken = startCli(['start', '--data', data, '--port', '0'], { FORMWORK_LOG_LEVEL: 'warn' })
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(await taken.until('/w/shop/'))!
      const refused = await runCli(['start', '--data', data, '--port', port!])
      expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('EADDRINUSE')])
      taken.signal('SIGTERM')
      await taken.ended
    },
    SLOW,
  )
})
