import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { runScenario } from '../../host/sandbox/run-scenario.ts'
import { SandboxMoulds } from '../../host/sandbox/sandbox-moulds.ts'
import { runDueJobs } from '../../jobs/run-due-jobs.ts'

/** Runs every scenario of the merged definitions in a throw-away workspace; says the first difference of those that fail. */
export async function runGate(model: Model, registry: Registry, language: 'zh' | 'en'): Promise<boolean> {
  const failed: string[] = []
  const moulds = new SandboxMoulds(model, { registry })
  try {
    for (const scenario of model.scenarios.values()) {
      const difference = await runScenario(scenario, { moulds, afterStep: runDueJobs })
      if (difference !== undefined) failed.push(`! ${scenario.name}: ${difference}`)
    }
  } finally {
    await moulds.close()
  }
  const [all, bad] = [model.scenarios.size, failed.length]
  process.stdout.write(
    language === 'zh' ? `业务场景：${all - bad} 个通过，${bad} 个失败\n` : `Scenarios: ${all - bad} passed, ${bad} failed\n`,
  )
  for (const line of failed) process.stdout.write(`${line}\n`)
  return bad === 0
}
