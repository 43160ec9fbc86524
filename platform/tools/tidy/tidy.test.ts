import { describe, expect, it } from 'vitest'
import { listFiles } from './list-files.ts'
import type { TidyFile } from './rule.ts'
import { tidyRules } from './rules/index.ts'

const files = listFiles()
const mainFolders = ['platform', 'runtime', 'designer', 'plugins', 'templates/jxc']

function findings(ruleName: string, among: TidyFile[]): string[] {
  const rule = tidyRules.find(({ name }) => name === ruleName)!
  return among
    .filter(({ path }) => rule.applies(path))
    .flatMap((file) => rule.check(file).map(({ line, message }) => `${file.path}:${line} ${message}`))
}

const sample = (path: string, text: string, size = text.length): TidyFile => ({ path, text, size })
const longFunction = `function f() {\n${'  g()\n'.repeat(70)}}\n`

/** What each rule must find, and what it must leave alone: a rule that finds nothing anywhere would pass for ever. */
const samples: Array<{ rule: string; bad: TidyFile; good: TidyFile }> = [
  {
    rule: 'domain-words',
    bad: sample('runtime/a.ts', 'const purchaseOrder = 1'),
    good: sample('runtime/a.ts', "const 客户端 = 'wholesale'"),
  },
  { rule: 'domain-words', bad: sample('plugins/costing/a.ts', "'suppliers'"), good: sample('plugins/connectors/a.ts', 'supplier') },
  { rule: 'domain-words', bad: sample('platform/warehouse.ts', ''), good: sample('platform/a.test.ts', 'warehouse') },
  { rule: 'domain-words', bad: sample('designer/a.vue', '<p>采购</p>'), good: sample('templates/jxc/a.json', '采购') },
  { rule: 'file-length', bad: sample('runtime/a.ts', 'a\n'.repeat(301)), good: sample('runtime/a.ts', 'a\n'.repeat(300)) },
  {
    rule: 'function-length',
    bad: sample('runtime/a.ts', longFunction),
    good: sample('runtime/a.ts', longFunction.replace('  g()\n', '').replace('  g()\n', '')),
  },
  { rule: 'file-names', bad: sample('runtime/utils.ts', ''), good: sample('runtime/utilization.ts', '') },
  { rule: 'file-names', bad: sample('runtime/saveRecord.ts', ''), good: sample('runtime/save-record.test.ts', '') },
  { rule: 'file-names', bad: sample('runtime/Record.vue', ''), good: sample('platform/docs/STYLE.md', '') },
  { rule: 'focused-tests', bad: sample('runtime/a.test.ts', "it.only('x')"), good: sample('runtime/a.test.ts', "it.each(only)('x')") },
  {
    rule: 'half-width-marks',
    bad: sample('runtime/a.ts', "const a = { zh: '没有,请重试' }"),
    good: sample('runtime/a.ts', "call('没有，请重试', 'a, b') // 好,"),
  },
  {
    rule: 'half-width-marks',
    bad: sample('runtime/a.ts', 'const a = `共 ${n} 行(含空行)`'),
    good: sample('runtime/a.ts', 'const a = /^(元|圆),$/'),
  },
  {
    rule: 'half-width-marks',
    bad: sample('runtime/zh/a.json', '  "a": "没有:一行"'),
    good: sample('runtime/zh/a.json', '  "a": "没有：一行"'),
  },
  {
    rule: 'half-width-marks',
    bad: sample('platform/a.json', '  "label": { "zh": "文本,或" }'),
    good: sample('platform/a.json', '  "description": "办理: handled"'),
  },
  { rule: 'large-file', bad: sample('runtime/a.json', '', 500_001), good: sample('runtime/a.ttf', '', 500_001) },
  { rule: 'machine-traces', bad: sample('runtime/a.ts', "'/root/x'"), good: sample('runtime/a.ts', "'https://a/root/x' + './work/y'") },
  {
    rule: 'machine-traces',
    bad: sample('package-lock.json', '"resolved": "https://a"'),
    good: sample('package-lock.json', '"link": true'),
  },
  { rule: 'readme-length', bad: sample('runtime/README.md', 'a\n'.repeat(41)), good: sample('runtime/README.md', 'a\n'.repeat(40)) },
  {
    rule: 'readme-length',
    bad: sample('templates/jxc/README.md', 'a\n'.repeat(41)),
    good: sample('templates/jxc/README.md', `${'a\n'.repeat(40)}${'| 1 | covered |\n'.repeat(77)}`),
  },
  { rule: 'unfinished-work', bad: sample('runtime/a.ts', '// TODO x'), good: sample('runtime/a.ts', "box: 'todo'") },
]

describe('the rules', () => {
  it.each(samples)('$rule finds $bad.path and leaves $good.path', ({ rule, bad, good }) => {
    expect(findings(rule, [bad])).not.toEqual([])
    expect(findings(rule, [good])).toEqual([])
  })
  it('have a sample each', () => expect(new Set(samples.map(({ rule }) => rule))).toEqual(new Set(tidyRules.map(({ name }) => name))))
})

describe('the house', () => {
  it.each(tidyRules.map(({ name }) => name))('keeps %s', (name) => expect(findings(name, files)).toEqual([]))
  it.each(mainFolders)('has a README in %s', (folder) => expect(files.map(({ path }) => path)).toContain(`${folder}/README.md`))
})
