import { fail } from '@formwork/platform/error/index.ts'
import type { NoticeChannel, OutgoingMessage } from '@formwork/platform/plugin/contracts/notice-channel.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import type { Workspace } from '../host/workspace.ts'
import type { Webhook } from '../store/services/webhooks.ts'
import type { JobHandler } from './job-handler.ts'
import { sendMails } from './send-mail.ts'
import { sendRequest } from './send-request.ts'

/** A notice as its reader sees it, with where he can be reached. */
interface Letter {
  readonly name: string
  readonly email: string | null
  readonly kind: string
  readonly text: string
  readonly record: { readonly entity: string; readonly id: string; readonly title: string } | null
}

const channels = createServerRegistry().notices

async function readWebhook(workspace: Workspace, name: string): Promise<Webhook | null> {
  const found = await workspace.read('webhook-secret', { person: null, language: 'zh', arguments: { name } })
  return found as Webhook | null
}

/** Notices leave by a channel that follows their kind: a mail to each, one message to a group for all who are told the same. */
export const deliverNotices: JobHandler = {
  kind: 'deliver-notices',
  async run(workspace, job) {
    const { channel: name, notices } = job.payload as { channel: string; notices: readonly number[] }
    const webhook = await readWebhook(workspace, name)
    if (webhook === null || webhook.disabled) return
    const { letters } = (await workspace.read('notice-letters', { person: null, language: 'zh', arguments: { notices } })) as {
      letters: readonly Letter[]
    }
    if (webhook.channel === 'email') {
      await sendMails(
        letters.flatMap(({ email, text, record }) =>
          email === null ? [] : [{ to: email, subject: text, text: [text, record?.title].filter(Boolean).join('\n\n') }],
        ),
      )
      return
    }
    const groups = new Map<string, Letter[]>()
    for (const letter of letters) groups.set(letter.text, [...(groups.get(letter.text) ?? []), letter])
    for (const [text, group] of groups) {
      const [{ kind, record }] = group as [Letter]
      const people = group.map((letter) => letter.name)
      await post(webhook, { workspace: workspace.name, kind, text, people, at: Date.now(), data: { record } }, `${job.id}`)
    }
  },
}

/** What an automation sends: signed, repeated until it is taken, laid aside as dead after that. */
export const callWebhook: JobHandler = {
  kind: 'call-webhook',
  async run(workspace, job) {
    const { webhook: name, body } = job.payload as {
      webhook: string
      body: { automation: string; at: number; values: Record<string, unknown> }
    }
    const webhook = await readWebhook(workspace, name)
    if (webhook === null) throw fail('definition-not-found', { kind: 'webhook', name })
    if (webhook.disabled) return
    const { text } = body.values
    const said = typeof text === 'string' ? text : body.automation
    const message = { workspace: workspace.name, kind: 'call', text: said, people: [], at: Date.now(), data: body.values }
    await post(webhook, message, String(job.id))
  },
}

async function post(webhook: Webhook, message: OutgoingMessage, delivery: string): Promise<void> {
  const channel: NoticeChannel | undefined = channels.get(webhook.channel)
  if (channel === undefined) throw fail('unknown-plugin', { kind: 'notices', name: webhook.channel })
  const answer = await sendRequest(channel.request(message, { url: webhook.url, secret: webhook.secret, delivery }))
  const isTaken = answer.status >= 200 && answer.status < 300 && (channel.isAccepted?.(answer.body) ?? true)
  if (!isTaken) throw new Error(`${webhook.name}: ${answer.status} ${answer.body.slice(0, 200)}`)
}
