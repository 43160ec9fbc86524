import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { DateTime } from '@formwork/platform/value/index.ts'
import type { InboxRow } from '../store/process/inbox.ts'
import type { QueryContext } from './query.ts'

type Say = (detail: string) => { zh: string; en: string }

const reasons: Readonly<Record<string, Say>> = {
  leader: (detail) => ({ zh: `您是“${detail}”的负责人`, en: `You head "${detail}"` }),
  superior: (detail) => ({ zh: `您是${detail}的上级`, en: `You are the superior of ${detail}` }),
  role: (detail) => ({ zh: `您拥有角色“${detail}”`, en: `You have the role "${detail}"` }),
  member: (detail) => ({ zh: `您是“${detail}”的成员`, en: `You belong to "${detail}"` }),
  named: () => ({ zh: '流程指定由您处理', en: 'The process names you' }),
  initiator: () => ({ zh: '您是发起人', en: 'You started it' }),
  'initiator-head': (detail) => ({
    zh: `发起人不能审批自己的单据，由“${detail}”负责人处理`,
    en: `Nobody decides on his own form, so the head of "${detail}" does`,
  }),
  'empty-policy': () => ({ zh: '原处理人为空，按流程规定转由您处理', en: 'Nobody was found for this step, and its rule names you' }),
  unassigned: () => ({ zh: '该步骤没有指定处理人，由流程管理员处理', en: 'This step names nobody, so administrators decide' }),
  added: (detail) => ({ zh: `${detail}加签请您处理`, en: `${detail} added you` }),
  delegate: (detail) => ({ zh: `${detail}请您给出意见`, en: `${detail} asks for your opinion` }),
  transfer: (detail) => ({ zh: `${detail}转办给您`, en: `${detail} gave it to you` }),
  timeout: (detail) => ({ zh: `原处理人超时，转由“${detail}”负责人处理`, en: `It was overdue and went to the head of "${detail}"` }),
  picked: () => ({ zh: '上一处理人指定由您处理', en: 'Whoever decided before you chose you' }),
  'picked-by-initiator': () => ({ zh: '发起人选择由您处理', en: 'The initiator chose you' }),
  'proxy-ended': (detail) => ({ zh: `${detail}的代理已结束，任务回到您这里`, en: `${detail} no longer stands in for you` }),
  copy: () => ({ zh: '抄送给您', en: 'A copy for you' }),
}

/** Roles by what people call them. */
function whyOf(context: QueryContext, source: string, detail: string): { zh: string; en: string } {
  const say = reasons[source] ?? reasons.named!
  const label = source === 'role' ? context.model.roles.roles.find((role) => role.name === detail)?.label : undefined
  if (label === undefined) return say(detail)
  const text = (language: 'zh' | 'en'): string => (typeof label === 'string' ? label : (label[language] ?? label.zh ?? detail))
  return { zh: say(text('zh')).zh, en: say(text('en')).en }
}

/** Why this task is with this person, in one sentence, with the day on which that was found. */
export function whyText(context: QueryContext, seat: InboxRow): LocalizedText {
  const { source, detail } = seat.reason
  const why = whyOf(context, source, detail)
  const day = String(DateTime.fromEpochMilliseconds(seat.openedAt, context.store.timeZone).date)
  const principal = seat.principal === null ? undefined : (context.organisation.people.get(seat.principal)?.name ?? `#${seat.principal}`)
  if (principal !== undefined) {
    return { zh: `您代理${principal}处理（${day}；${why.zh}）`, en: `You stand in for ${principal} (${day}; ${why.en})` }
  }
  return { zh: `${why.zh}（${day}）`, en: `${why.en} (${day})` }
}
