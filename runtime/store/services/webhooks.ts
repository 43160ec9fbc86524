import type { Plan, Reading, Row, Transaction } from '../database.ts'
import { forget, remembered } from '../remember.ts'

/** What a channel follows by itself; an empty list: nothing (automations call it by name). */
export interface Follows {
  /** Kinds of notices, or `*`. */
  readonly kinds: readonly string[]
}

/** Where the workspace sends to. */
export interface Webhook {
  readonly name: string
  /** Name of a notice plugin: webhook, dingtalk, wecom, feishu, email. */
  readonly channel: string
  readonly label: string
  readonly url: string
  readonly secret: string | null
  readonly follows: Follows
  readonly disabled: boolean
}

const list: Plan = { sql: 'select name, channel, label, url, secret, follows, disabled from webhook order by name' }
const put: Plan = {
  sql: `insert into webhook (name, channel, label, url, secret, follows, disabled) values (?, ?, ?, ?, ?, ?, ?)
    on conflict (name) do update set channel = excluded.channel, label = excluded.label, url = excluded.url, secret = excluded.secret,
    follows = excluded.follows, disabled = excluded.disabled`,
}
const remove: Plan = { sql: 'delete from webhook where name = ?' }

/** Remembered: every notice asks whether anybody outside follows it. */
export async function listWebhooks(reading: Reading): Promise<Webhook[]> {
  return remembered(reading, 'webhooks', 0, async () => (await reading.all(list, [])).map(readWebhook))
}

export async function putWebhook(transaction: Transaction, webhook: Webhook): Promise<void> {
  const { name, channel, label, url, secret, follows, disabled } = webhook
  await transaction.run(put, [name, channel, label, url, secret, JSON.stringify(follows), disabled ? 1 : 0])
  forget(transaction, 'webhooks', 0)
}

export async function removeWebhook(transaction: Transaction, name: string): Promise<void> {
  await transaction.run(remove, [name])
  forget(transaction, 'webhooks', 0)
}

function readWebhook(row: Row): Webhook {
  return {
    name: String(row.name),
    channel: String(row.channel),
    label: String(row.label),
    url: String(row.url),
    secret: row.secret as string | null,
    follows: JSON.parse(String(row.follows)) as Follows,
    disabled: Number(row.disabled) === 1,
  }
}
