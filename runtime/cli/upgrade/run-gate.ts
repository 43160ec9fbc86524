import type { Model } from '@formwork/platform/definition/model.ts'
import type { ScenarioDefinition } from '@formwork/platform/definition/types.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { runScenario } from '../../host/sandbox/run-scenario.ts'
import { SandboxMoulds } from '../../host/sandbox/sandbox-moulds.ts'
import { runDueJobs } from '../../jobs/run-due-jobs.ts'

type Language = 'zh' | 'en'

export interface Gate {
  readonly registry: Registry
  readonly language: Language
  /** Scenarios that the owner lets fail, by name. */
  readonly accepted: ReadonlySet<string>
}

interface Failure {
  readonly scenario: ScenarioDefinition
  readonly difference: string
}

const SAYING = {
  new: { zh: '通不过，升级因此停下', en: 'fails, which stops the upgrade' },
  old: { zh: '升级之前就通不过', en: 'failed before the upgrade already' },
  accepted: { zh: '您允许它通不过', en: 'you let it fail' },
} as const

/** Every so many scenarios a terminal is told how far it is. */
const TOLD_EVERY = 10

/**
 * Runs every scenario of the merged definitions in a throw-away workspace and says the first difference of those that fail.
 * One that failed before the upgrade too (the owner works otherwise than the template) and one that is accepted stop nothing.
 */
export async function runGate(merged: Model, before: Model, { registry, language, accepted }: Gate): Promise<boolean> {
  const failed = await runAll(merged, [...merged.scenarios.values()], registry, language)
  const known = failed.flatMap(({ scenario: { name } }) => before.scenarios.get(name) ?? [])
  const old = new Set((await runAll(before, known, registry, language)).map(({ scenario: { name } }) => name))
  const [all, bad] = [merged.scenarios.size, failed.length]
  say(language === 'zh' ? `业务场景：${all - bad} 个通过，${bad} 个失败` : `Scenarios: ${all - bad} passed, ${bad} failed`)
  let isOpen = true
  for (const { scenario, difference } of failed) {
    const why = accepted.has(scenario.name) ? 'accepted' : old.has(scenario.name) ? 'old' : 'new'
    isOpen &&= why !== 'new'
    say(
      `${why === 'new' ? '! ' : '  '}${scenario.name}: ${difference}${language === 'zh' ? '（' : ' ('}${SAYING[why][language]}${language === 'zh' ? '）' : ')'}`,
    )
  }
  if (!isOpen) {
    say(
      language === 'zh'
        ? '请修改场景或您的设置；确认无妨的，用 --let-fail 加场景名放行（多个以逗号分隔）'
        : 'Mend the scenario or what you changed; where it does no harm, let it fail by --let-fail <scenario,scenario>',
    )
  }
  return isOpen
}

async function runAll(model: Model, scenarios: readonly ScenarioDefinition[], registry: Registry, language: Language): Promise<Failure[]> {
  if (scenarios.length === 0) return []
  const failed: Failure[] = []
  const moulds = new SandboxMoulds(model, { registry })
  try {
    for (const [index, scenario] of scenarios.entries()) {
      if (index % TOLD_EVERY === 0) tellProgress(index, scenarios.length, language)
      const difference = await runScenario(scenario, { moulds, afterStep: runDueJobs })
      if (difference !== undefined) failed.push({ scenario, difference })
    }
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    await moulds.close()
  }
  return failed
}

function tellProgress(done: number, all: number, language: Language): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${language === 'zh' ? '业务场景' : 'Scenarios'} ${done} / ${all}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
