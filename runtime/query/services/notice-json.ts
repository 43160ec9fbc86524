import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { openInstanceLabel } from './open-instance-label.ts'
import { findAlert, type Alert } from '../../store/services/alerts.ts'
import { alertText, withVisibleSubjects } from './alerts.ts'
import type { Notice } from '../../store/services/notices.ts'
import { seatsOfInstance } from '../../store/process/seats.ts'
import type { QueryContext } from '../query.ts'
import { titlesOf } from '../titles.ts'
import { visibleOf } from './visible-records.ts'

/** What each kind of notice says; `{by}`, `{node}`, `{text}` stand for its parts. */
const SENTENCES: Readonly<Record<string, LocalizedText>> = {
  task: { zh: '待您处理：{node}', en: 'To decide: {node}' },
  urged: { zh: '{by} 催办：{node}', en: '{by} asks you to hurry: {node}' },
  helped: { zh: '{by} 已协办：{node}', en: '{by} has helped: {node}' },
  timeout: { zh: '已超时：{node}', en: 'Overdue: {node}' },
  copy: { zh: '抄送给您：{node}', en: 'A copy for you: {node}' },
  ended: { zh: '您提交的单据{text}', en: 'What you started has ended ({text})' },
  report: { zh: '订阅的报表已生成：{report}', en: 'A report that you subscribed to is ready: {report}' },
  'report-failed': {
    zh: '订阅的报表未能生成：{report}（{text}）',
    en: 'A report that you subscribed to could not be made: {report} ({text})',
  },
  answer: { zh: '公开表单收到一份新内容', en: 'A public form has brought something in' },
  mention: { zh: '{by} 提到了您：{text}', en: '{by} mentioned you: {text}' },
}

const OUTCOMES: Readonly<Record<string, LocalizedText>> = {
  approved: { zh: '已通过', en: 'approved' },
  completed: { zh: '已完成', en: 'completed' },
  rejected: { zh: '已驳回', en: 'rejected' },
  returned: { zh: '已退回', en: 'returned' },
  cancelled: { zh: '已撤销', en: 'cancelled' },
}

/** Notices as their reader may see them: what he may not see (any more) is not there. */
export async function noticesToJson(context: QueryContext, notices: readonly Notice[]): Promise<Record<string, unknown>[]> {
  const visible = await visibleOf(context, notices)
  const alertTexts = await alertTextsOf(context, notices)
  const shown = notices.filter(
    ({ record, content }) => (record === null || visible.has(record)) && (content.alert === undefined || alertTexts.has(content.alert)),
  )
  const titles = new Map<number, string>()
  for (const entity of new Set(shown.flatMap((notice) => (notice.entity === null ? [] : [notice.entity])))) {
    const ids = shown.filter((notice) => notice.entity === entity && notice.record !== null).map((notice) => notice.record!)
    for (const [id, title] of await titlesOf(context, entity, ids)) titles.set(id, title)
  }
  const rows: Record<string, unknown>[] = []
  for (const notice of shown) {
    const said = notice.content.alert === undefined ? await textOf(context, notice) : alertTexts.get(notice.content.alert)!
    rows.push(await noticeToJson(context, notice, said, titles))
  }
  return rows
}

/** Texts of the alerts that notices are about, as this reader may have them. */
async function alertTextsOf(context: QueryContext, notices: readonly Notice[]): Promise<Map<number, string>> {
  const found: Alert[] = []
  for (const { content } of notices) {
    const alert = content.alert === undefined ? undefined : await findAlert(context.reading, content.alert)
    if (alert !== undefined && context.model.alerts.has(alert.rule)) found.push(alert)
  }
  return new Map((await withVisibleSubjects(context, found)).map((alert) => [alert.id, alertText(context, alert)]))
}

async function noticeToJson(
  context: QueryContext,
  notice: Notice,
  said: string,
  titles: ReadonlyMap<number, string>,
): Promise<Record<string, unknown>> {
  const { id, kind, at, readAt, entity, record, content, person } = notice
  const seat = content.instance === undefined || kind === 'ended' ? undefined : await openSeatOf(context, content.instance, person)
  return {
    id: formatId(id),
    kind,
    at,
    readAt,
    text: said,
    by: content.by === null || content.by === undefined ? null : (context.organisation.people.get(content.by)?.name ?? null),
    entity,
    record: record === null ? null : { id: formatId(record), title: titles.get(record) ?? `#${record}` },
    seat: seat === undefined ? null : formatId(seat),
    instance: content.instance === undefined ? null : formatId(content.instance),
    alert: content.alert === undefined ? null : formatId(content.alert),
    report: content.report ?? null,
  }
}

/** The task that the notice is about, while it is open; of a copy its own. */
async function openSeatOf(context: QueryContext, instance: number, person: number): Promise<number | undefined> {
  const own = (await seatsOfInstance(context.reading, instance)).filter((seat) => seat.person === person)
  return (own.find((seat) => seat.box === 'todo') ?? own.find((seat) => seat.kind === 'copy'))?.id
}

async function textOf(context: QueryContext, { kind, content }: Notice): Promise<string> {
  const { language } = context
  const said =
    content.text === undefined ? '' : localize(kind === 'ended' ? (OUTCOMES[String(content.text)] ?? content.text) : content.text, language)
  const sentence = SENTENCES[kind]
  if (sentence === undefined) return said
  const node =
    content.node === undefined || content.instance === undefined ? '' : await openInstanceLabel(context, content.instance, content.node)
  const by = content.by === null || content.by === undefined ? '' : (context.organisation.people.get(content.by)?.name ?? '')
  const text = localize(sentence, language)
    .replaceAll('{by}', () => by)
    .replaceAll('{node}', () => node)
    .replaceAll('{report}', () => (content.report === undefined ? '' : reportTitle(context, content.report.name)))
    .replaceAll('{text}', () => said)
  if (kind !== 'urged' || said === '') return text
  return language === 'zh' ? `${text}（${said}）` : `${text} (${said})`
}

function reportTitle({ model, language }: QueryContext, name: string): string {
  return localize(model.reports.get(name)?.label ?? name, language)
}
