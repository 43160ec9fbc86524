import type { TableShape } from '../database.ts'

const id = { name: 'id', type: 'integer', required: true } as const

/** Settings, alerts, notices, runs of automations, outgoing webhooks: what stands beside records. Times are milliseconds since the epoch. */
export const serviceTables: readonly TableShape[] = [
  {
    name: 'workspace_setting',
    /** `setting:x`, `module:x`, `profile`; the value as JSON. */
    columns: [
      { name: 'name', type: 'text', required: true },
      { name: 'value', type: 'text', required: true },
    ],
    primaryKey: ['name'],
    clustered: true,
  },
  {
    name: 'alert',
    columns: [
      id,
      { name: 'rule', type: 'text', required: true },
      { name: 'key', type: 'text', required: true },
      { name: 'entity', type: 'text' },
      { name: 'record', type: 'integer' },
      { name: 'line', type: 'integer' },
      /** Coordinates of a ledger as JSON. */
      { name: 'coordinates', type: 'text' },
      { name: 'severity', type: 'text', required: true },
      /** Texts in both languages, recipients, parameters of the action, as JSON. */
      { name: 'content', type: 'text', required: true },
      { name: 'opened_at', type: 'integer', required: true },
      { name: 'closed_at', type: 'integer' },
      { name: 'acknowledged_at', type: 'integer' },
      { name: 'acknowledged_by', type: 'integer' },
      { name: 'snoozed_until', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [
      { name: 'alert_open', columns: ['rule', 'key'], unique: true, where: 'closed_at is null' },
      { name: 'alert_record', columns: ['record'], where: 'record is not null and closed_at is null' },
    ],
  },
  {
    name: 'notice',
    columns: [
      id,
      { name: 'person', type: 'integer', required: true },
      /** task, reminder, copy, decided, mention, alert, automation … */
      { name: 'kind', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'read_at', type: 'integer' },
      { name: 'entity', type: 'text' },
      { name: 'record', type: 'integer' },
      { name: 'content', type: 'text', required: true },
    ],
    primaryKey: ['id'],
    indexes: [
      { name: 'notice_person', columns: ['person', 'id'] },
      { name: 'notice_unread', columns: ['person'], where: 'read_at is null' },
    ],
  },
  {
    name: 'webhook',
    /** Where the workspace sends to: signed calls, robots of chats. `secret` never leaves. */
    columns: [
      { name: 'name', type: 'text', required: true },
      { name: 'channel', type: 'text', required: true },
      { name: 'label', type: 'text', required: true },
      { name: 'url', type: 'text', required: true },
      { name: 'secret', type: 'text' },
      /** Kinds of notices and roles that it follows, as JSON. */
      { name: 'follows', type: 'text', required: true },
      { name: 'disabled', type: 'boolean', required: true },
    ],
    primaryKey: ['name'],
  },
  {
    name: 'delivery',
    columns: [
      id,
      { name: 'webhook', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'body', type: 'text', required: true },
      /** waiting, sent, dead. */
      { name: 'state', type: 'text', required: true },
      { name: 'tries', type: 'integer', required: true },
      { name: 'status', type: 'integer' },
      { name: 'error', type: 'text' },
      { name: 'done_at', type: 'integer' },
    ],
    primaryKey: ['id'],
  },
  {
    name: 'automation_run',
    columns: [
      id,
      { name: 'automation', type: 'text', required: true },
      { name: 'cause', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
      /** done, failed, skipped. */
      { name: 'state', type: 'text', required: true },
      { name: 'error', type: 'text' },
      { name: 'answer', type: 'text' },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'automation_run_name', columns: ['automation', 'id'] }],
  },
  {
    name: 'batch_record',
    columns: [
      { name: 'batch', type: 'text', required: true },
      { name: 'key', type: 'text', required: true },
      { name: 'day', type: 'date', required: true },
      { name: 'entity', type: 'text', required: true },
      { name: 'record', type: 'integer', required: true },
    ],
    primaryKey: ['batch', 'key', 'day'],
    clustered: true,
  },
  {
    name: 'webhook_call',
    /** Calls from outside that were taken, so that one sent twice is done once. */
    columns: [
      { name: 'hook', type: 'text', required: true },
      { name: 'call', type: 'text', required: true },
      { name: 'at', type: 'integer', required: true },
    ],
    primaryKey: ['hook', 'call'],
    clustered: true,
  },
]
