import { describeProblem } from '@formwork/platform/definition/index.ts'
import type { UpgradeConflict } from '@formwork/platform/definition/merge/upgrade-definitions.ts'
import type { UpgradePlan } from './plan-upgrade.ts'

type Language = 'zh' | 'en'

const WHY: Readonly<Record<UpgradeConflict['why'], Readonly<Record<Language, string>>>> = {
  both: { zh: '双方都改了', en: 'changed on both sides' },
  needed: { zh: '模板已删除，但您的设置还在用', en: 'removed by the template, but your own work needs it' },
  unfit: { zh: '模板的新版本与您的设置不配合', en: "the template's new version does not fit what you have" },
}

/** What an upgrade does, in business words: changes, data, conflicts with the id to settle each by, errors. */
export function printUpgrade(plan: UpgradePlan, language: Language): void {
  const zh = language === 'zh'
  const [from, to] = plan.versions
  const say = (text: string): void => void process.stdout.write(`${text}\n`)
  say(zh ? `模板 ${from} → ${to}，当前第 ${plan.release} 版` : `Template ${from} → ${to}, release ${plan.release} now`)
  say(zh ? `\n对您的变化：${plan.changes.length} 处` : `\nWhat changes for you: ${plan.changes.length}`)
  for (const { message } of plan.changes) say(`  ${message[language]}`)
  if (plan.rewritten.length > 0) {
    say(zh ? '\n模板改了名称，以下文件已跟着改：' : '\nThe template renamed things; these files of yours follow:')
    for (const path of plan.rewritten) say(`  ${path}`)
  }
  if (plan.migration.length > 0) say(zh ? '\n数据：' : '\nData:')
  for (const { message, blocks } of plan.migration) say(`${blocks ? '! ' : '  '}${message[language]}`)
  if (plan.conflicts.length > 0) say(zh ? `\n冲突：${plan.conflicts.length} 处` : `\nConflicts: ${plan.conflicts.length}`)
  for (const conflict of plan.conflicts) printConflict(conflict, language, say)
  if (plan.problems.length > 0) say(zh ? '\n还不能发布：' : '\nThis cannot be published yet:')
  for (const problem of plan.problems) say(`! ${describeProblem(problem, language)}`)
  say('')
}

function printConflict({ id, why, ours, theirs, choice }: UpgradeConflict, language: Language, say: (text: string) => void): void {
  const zh = language === 'zh'
  const state =
    choice === undefined
      ? zh
        ? '未决定'
        : 'open'
      : choice === 'ours'
        ? zh
          ? '保留您的'
          : 'yours is kept'
        : zh
          ? '采用模板的'
          : "the template's is taken"
  say(`${choice === undefined ? '! ' : '  '}${id}  (${WHY[why][language]}; ${state})`)
  say(`      ${zh ? '您的' : 'yours'}: ${ours[language]}`)
  say(`      ${zh ? '模板' : 'template'}: ${theirs[language]}`)
}
