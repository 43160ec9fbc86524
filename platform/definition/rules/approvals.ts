import { toPointer, type Problem } from '../problem.ts'
import { finding, warning, type Rule } from '../rule.ts'
import type { ProcessDefinition, ProcessElement } from '../types.ts'

/** Node whose holder started the process. */
const INITIATOR = 'initiator'

/**
 * Settings of approvals that cannot work or surprise (approvals, section 5: publish check): steps that may have no approver,
 * people who may approve their own form, duties and choices that say nothing.
 */
export const approvals: Rule = {
  name: 'approvals',
  *check(context) {
    const roles = new Set(context.model.roles.roles.map((role) => role.name))
    for (const { definition, file } of context.collection.of('process').values()) {
      yield* checkDuties(definition, file)
      if (definition.cancelBy !== undefined && definition.cancel !== 'approval') {
        yield warning(file, '/cancelBy', 'unused-setting', {
          zh: 'cancelBy 只在 cancel 为 approval 时有效',
          en: 'cancelBy says something only where cancel is approval',
        })
      }
      for (const [id, element] of Object.entries(definition.elements)) {
        const pointer = toPointer('/elements', id)
        yield* checkRoles(element, roles, file, pointer)
        yield* checkSelf(definition, id, element, file, pointer)
        yield* checkChoice(element, file, pointer)
      }
    }
  },
}

/** A role that nobody can have leaves the step without an approver. */
function* checkRoles(element: ProcessElement, roles: ReadonlySet<string>, file: string, pointer: string): Iterable<Problem> {
  for (const part of ['assign', 'empty', 'cc'] as const) {
    for (const [, name] of (element[part] ?? '').matchAll(/\brole\(\s*"([^"]*)"\s*\)/g)) {
      if (roles.has(name!)) continue
      yield finding(file, `${pointer}/${part}`, 'no-such-role', {
        zh: `没有角色“${name}”，该步骤将没有处理人`,
        en: `there is no role "${name}"; the step would have nobody to decide it`,
      })
    }
  }
  if (element.empty === 'pass' && element.assign !== undefined) {
    yield warning(file, `${pointer}/empty`, 'silent-pass', {
      zh: '找不到处理人时自动通过：单据可能无人审批',
      en: 'passes by itself when nobody is found: a form may be approved by nobody',
    })
  }
}

/** Roles, departments and groups may hold the initiator himself. */
function* checkSelf(definition: ProcessDefinition, id: string, element: ProcessElement, file: string, pointer: string): Iterable<Problem> {
  if (element.self !== 'self') return
  const isSeparate = definition.duties?.some(({ elements }) => elements.includes(id) && elements.includes(INITIATOR)) === true
  if (isSeparate) {
    yield finding(file, `${pointer}/self`, 'duties-contradict', {
      zh: '职责分离禁止发起人处理该步骤，self 却允许',
      en: 'a separation of duty keeps the initiator from this step, but self lets him',
    })
    return
  }
  yield warning(file, `${pointer}/self`, 'self-approval', {
    zh: '发起人可以审批自己的单据（也可能通过角色或部门）',
    en: 'the initiator may approve his own form, by a role or department too',
  })
}

function* checkDuties(definition: ProcessDefinition, file: string): Iterable<Problem> {
  for (const duty of definition.duties ?? []) {
    const steps = duty.elements.filter((id) => id === INITIATOR || definition.elements[id] !== undefined)
    for (const id of duty.elements) {
      if (steps.includes(id)) continue
      yield finding(file, toPointer('/duties', duty.name), 'no-such-element', {
        zh: `职责分离“${duty.name}”提到的步骤“${id}”没有设置`,
        en: `the duty "${duty.name}" names the step "${id}", which has no settings`,
      })
    }
  }
}

function* checkChoice({ pick, weight, decide, timeouts }: ProcessElement, file: string, pointer: string): Iterable<Problem> {
  if (pick !== undefined && (pick.least ?? 1) > (pick.most ?? 25)) {
    yield finding(file, `${pointer}/pick`, 'bad-range', { zh: '最少人数大于最多人数', en: 'the least number is above the most' })
  }
  if (weight !== undefined && decide !== 'weight') {
    yield warning(file, `${pointer}/weight`, 'unused-setting', {
      zh: 'weight 只在按权重表决时有效',
      en: 'weight says something only where decide is weight',
    })
  }
  for (const timeout of timeouts ?? []) {
    if (timeout.every === undefined || timeout.do === 'remind') continue
    yield warning(file, `${pointer}/timeouts`, 'unused-setting', {
      zh: `超时“${timeout.name}”的 every 只对提醒有效`,
      en: `every says something for reminders only (timeout "${timeout.name}")`,
    })
  }
}
