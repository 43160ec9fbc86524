import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cruiserRules } from './cruiser-rules.ts'
import { floorsForEslint } from './eslint-floors.ts'

/** A house of one-line files: what a file imports, and the rule that refuses it (none: allowed). */
const cases: Array<{ file: string; imports: string; refusedBy?: string; eslint?: boolean }> = [
  { file: 'platform/value/decimal.ts', imports: '../error/app-error.ts' },
  { file: 'platform/error/assert.ts', imports: '../value/date.ts', refusedBy: 'floor-error' },
  { file: 'platform/expression/parse.ts', imports: '../value/date.ts' },
  { file: 'platform/expression/check.ts', imports: '../definition/types.ts', refusedBy: 'floor-expression' },
  { file: 'platform/plugin/registry.ts', imports: '../definition/types.ts' },
  { file: 'platform/plugin/define.ts', imports: '../definition/load.ts', refusedBy: 'floor-plugin' },
  { file: 'platform/definition/link.ts', imports: '../plugin/contract.ts' },
  { file: 'platform/definition/lint.ts', imports: '@formwork/plugins/index.ts', refusedBy: 'floor-definition' },
  { file: 'plugins/fields/text/index.ts', imports: '@formwork/platform/value/date.ts' },
  { file: 'plugins/fields/money/index.ts', imports: './server.ts', refusedBy: 'floor-plugins' },
  { file: 'plugins/fields/list/index.ts', imports: '@formwork/runtime/store/store.ts', refusedBy: 'floor-plugins' },
  { file: 'plugins/fields/text/view.vue', imports: '@formwork/runtime/ui/input.ts' },
  { file: 'plugins/fields/money/view.vue', imports: '@formwork/runtime/client/shell.ts', refusedBy: 'floor-plugins-views' },
  { file: 'plugins/dialects/sqlite/server.ts', imports: '@formwork/platform/value/date.ts' },
  { file: 'runtime/engine/ledger/step.ts', imports: '@formwork/platform/value/date.ts' },
  { file: 'runtime/engine/ledger/fold.ts', imports: '../process/token.ts', refusedBy: 'floor-ledger' },
  { file: 'runtime/engine/report/plan.ts', imports: '@formwork/plugins/index.ts', refusedBy: 'floor-report' },
  { file: 'runtime/engine/alert/step.ts', imports: '../../store/store.ts', refusedBy: 'floor-alert' },
  { file: 'runtime/store/tables.ts', imports: '../engine/ledger/entry.ts' },
  { file: 'runtime/store/plans.ts', imports: '../command/unit.ts', refusedBy: 'floor-store' },
  { file: 'runtime/query/list.ts', imports: '../command/unit.ts', refusedBy: 'floor-query' },
  { file: 'runtime/command/save.ts', imports: '../query/authorize.ts' },
  { file: 'runtime/command/bus.ts', imports: '../host/open.ts', refusedBy: 'floor-command' },
  { file: 'runtime/host/writer.ts', imports: '../command/unit.ts' },
  { file: 'runtime/jobs/outbox.ts', imports: '../server/app.ts', refusedBy: 'floor-jobs' },
  { file: 'runtime/cli/start.ts', imports: '../server/app.ts' },
  { file: 'runtime/ui/grid.ts', imports: '@formwork/plugins/index.ts', refusedBy: 'floor-ui' },
  { file: 'runtime/client/api.ts', imports: '../query/authorize.ts', refusedBy: 'floor-client' },
  { file: 'runtime/client/form.ts', imports: '@formwork/plugins/views.ts' },
  { file: 'designer/preview.ts', imports: '@formwork/runtime/client/shell.ts' },
  { file: 'designer/canvas.ts', imports: '@formwork/runtime/engine/ledger/entry.ts', refusedBy: 'floor-designer' },
  { file: 'runtime/client/menu.ts', imports: '@formwork/designer/panels.ts', refusedBy: 'nothing-imports-the-book' },
  { file: 'runtime/server/seed.ts', imports: '../../templates/book/entity.json', refusedBy: 'nothing-imports-the-book', eslint: false },
  { file: 'runtime/query/express.ts', imports: 'express', refusedBy: 'home-express', eslint: false },
  { file: 'runtime/server/main.ts', imports: 'express' },
  { file: 'runtime/query/sql.ts', imports: 'knex', refusedBy: 'home-knex', eslint: false },
  { file: 'platform/definition/check.ts', imports: 'ajv' },
  { file: 'runtime/server/check.ts', imports: 'ajv', refusedBy: 'home-ajv', eslint: false },
  { file: 'runtime/engine/process/graph.ts', imports: 'bpmn-moddle', refusedBy: 'home-bpmn-moddle', eslint: false },
  { file: 'runtime/command/vue.ts', imports: 'vue', refusedBy: 'home-vue', eslint: false },
  { file: 'platform/value/random.ts', imports: 'node:crypto', refusedBy: 'node-on-the-server-side', eslint: false },
  { file: 'runtime/store/file.ts', imports: 'node:fs' },
  { file: 'runtime/store/use.ts', imports: './plans.test.ts', refusedBy: 'no-test-in-code', eslint: false },
  { file: 'runtime/engine/ledger/step.test.ts', imports: '@formwork/plugins/index.ts' },
]

/** Targets of the table that are not themselves a case. */
const others = [
  'platform/error/app-error.ts platform/value/date.ts platform/definition/types.ts platform/definition/load.ts platform/plugin/contract.ts',
  'plugins/index.ts plugins/views.ts plugins/fields/money/server.ts designer/panels.ts runtime/ui/input.ts runtime/client/shell.ts',
  'runtime/store/store.ts runtime/store/plans.test.ts runtime/engine/process/token.ts runtime/engine/ledger/entry.ts runtime/command/unit.ts',
  'runtime/query/authorize.ts runtime/host/open.ts runtime/server/app.ts',
].flatMap((line) => line.split(' '))

const libraries = ['express', 'knex', 'ajv', 'bpmn-moddle', 'vue']
let house = ''

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'floors-'))
  for (const name of ['platform', 'runtime', 'plugins', 'designer']) {
    write(`${name}/package.json`, JSON.stringify({ name: `@formwork/${name}`, type: 'module', exports: { './*': './*' } }))
    mkdirSync(join(house, 'node_modules/@formwork'), { recursive: true })
    symlinkSync(join(house, name), join(house, 'node_modules/@formwork', name))
  }
  for (const name of libraries) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, type: 'module', exports: { '.': './index.js' } }))
    write(`node_modules/${name}/index.js`, 'export const it = 1\n')
  }
  write('package.json', JSON.stringify({ name: 'house', type: 'module', workspaces: ['platform', 'runtime', 'plugins', 'designer'] }))
  write('templates/book/entity.json', '{}')
  for (const file of others) write(file, 'export const it = 1\n')
  for (const { file, imports } of cases) {
    const statement = `import * as it from '${imports}'\nexport const used = it\n`
    write(file, file.endsWith('.vue') ? `<script setup lang="ts">\n${statement}</script>\n` : statement)
  }
})

afterAll(() => rmSync(house, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true })
  writeFileSync(join(house, path), text)
}

describe('dependency-cruiser', () => {
  it('refuses exactly what the floors refuse', async () => {
    const { forbidden, options } = cruiserRules
    const result = await cruise(['platform', 'plugins', 'runtime', 'designer'], {
      ...options,
      baseDir: house,
      validate: true,
      ruleSet: { forbidden },
    })
    const { violations } = (result.output as { summary: { violations: Array<{ from: string; rule: { name: string } }> } }).summary
    for (const { file, refusedBy } of cases) {
      const names = violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name)
      if (refusedBy) expect(names, file).toContain(refusedBy)
      else expect(names, file).toEqual([])
    }
  })
})

describe('eslint', () => {
  it('refuses the same between floors', async () => {
    const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }
    const here = { settings: { 'boundaries/root-path': house } }
    const eslint = new ESLint({ cwd: house, overrideConfigFile: true, overrideConfig: [parser, ...floorsForEslint, here] as never })
    const files = cases.filter(({ file, eslint: isChecked }) => file.endsWith('.ts') && isChecked !== false)
    const results = await eslint.lintFiles(files.map(({ file }) => file))
    for (const { file, refusedBy } of files) {
      const messages = results.find((result) => result.filePath.endsWith(file))?.messages ?? []
      expect(
        messages.map((message) => message.ruleId),
        file,
      ).toEqual(refusedBy ? ['boundaries/dependencies'] : [])
    }
  })
})
