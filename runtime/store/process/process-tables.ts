import type { TableShape } from '../database.ts'

/** What is asked across instances lies in columns; tokens, scopes and variables are one JSON state per instance. */
export const processTables: readonly TableShape[] = [
  {
    /** A process as it was published: instances keep the one they began with. */
    name: 'process_version',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'process', type: 'text', required: true },
      /** sha256 of the content. */
      { name: 'hash', type: 'text', required: true },
      /** JSON: diagram, settings, decision tables. */
      { name: 'content', type: 'text', required: true },
      { name: 'release', type: 'integer', required: true },
      { name: 'created_at', type: 'integer', required: true },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'process_version_hash', columns: ['process', 'hash'], unique: true }],
  },
  {
    name: 'process_instance',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'version', type: 'integer', required: true },
      { name: 'definition', type: 'integer', required: true },
      { name: 'process', type: 'text', required: true },
      { name: 'entity', type: 'text' },
      { name: 'record', type: 'integer' },
      /** running, returned, ended. */
      { name: 'status', type: 'text', required: true },
      { name: 'outcome', type: 'text' },
      { name: 'initiator', type: 'integer' },
      /** Instance and token of the call activity that waits for this one. */
      { name: 'parent', type: 'integer' },
      { name: 'parent_token', type: 'integer' },
      { name: 'started_at', type: 'integer', required: true },
      { name: 'ended_at', type: 'integer' },
      /** How many elements stand still because something is wrong. */
      { name: 'incidents', type: 'integer', required: true },
      /** Lines of history so far, and the hash of the last one. */
      { name: 'history', type: 'integer', required: true },
      { name: 'history_hash', type: 'text', required: true },
      { name: 'state', type: 'text', required: true },
    ],
    primaryKey: ['id'],
    indexes: [
      { name: 'process_instance_record', columns: ['record'], where: 'record is not null' },
      { name: 'process_instance_parent', columns: ['parent'], where: 'parent is not null' },
      { name: 'process_instance_initiator', columns: ['initiator', 'id'], where: 'initiator is not null' },
      { name: 'process_instance_open', columns: ['process', 'id'], where: "status <> 'ended'" },
    ],
  },
  {
    /** One person's task, or a copy sent to him (kind `copy`). Rows are never deleted. */
    name: 'seat',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'instance', type: 'integer', required: true },
      { name: 'key', type: 'integer', required: true },
      { name: 'kind', type: 'text', required: true },
      { name: 'node', type: 'text', required: true },
      { name: 'person', type: 'integer', required: true },
      { name: 'principal', type: 'integer' },
      { name: 'round', type: 'integer', required: true },
      /** Where its holder finds it: todo, done, copied, or null (planned, waiting, not needed any more). */
      { name: 'box', type: 'text' },
      { name: 'status', type: 'text', required: true },
      { name: 'decided_by', type: 'integer' },
      { name: 'opinion', type: 'text' },
      { name: 'origin', type: 'text', required: true },
      /** Why this person, JSON. */
      { name: 'reason', type: 'text', required: true },
      { name: 'version', type: 'integer', required: true },
      { name: 'opened_at', type: 'integer', required: true },
      { name: 'closed_at', type: 'integer' },
      { name: 'due', type: 'integer' },
      { name: 'read_at', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [
      { name: 'seat_instance', columns: ['instance', 'key'], unique: true },
      { name: 'seat_box', columns: ['person', 'box', 'id'] },
    ],
  },
  {
    /** Messages and signals that instances wait for; timers are jobs. */
    name: 'process_subscription',
    columns: [
      { name: 'instance', type: 'integer', required: true },
      { name: 'key', type: 'integer', required: true },
      { name: 'kind', type: 'text', required: true },
      { name: 'name', type: 'text', required: true },
      { name: 'correlation', type: 'text' },
    ],
    primaryKey: ['instance', 'key'],
    clustered: true,
    indexes: [{ name: 'process_subscription_name', columns: ['kind', 'name', 'correlation'] }],
  },
  {
    /** A message nobody waited for yet is kept for whoever waits next. */
    name: 'process_message',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'name', type: 'text', required: true },
      { name: 'correlation', type: 'text' },
      { name: 'variables', type: 'text', required: true },
      { name: 'expires', type: 'integer', required: true },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'process_message_name', columns: ['name', 'correlation'] }],
  },
  {
    /** Append-only; each line's hash covers the one before it. */
    name: 'process_history',
    columns: [
      { name: 'instance', type: 'integer', required: true },
      { name: 'sequence', type: 'integer', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'person', type: 'integer' },
      { name: 'on_behalf_of', type: 'integer' },
      { name: 'action', type: 'text', required: true },
      { name: 'node', type: 'text' },
      { name: 'seat', type: 'integer' },
      { name: 'round', type: 'integer' },
      { name: 'detail', type: 'text', required: true },
      { name: 'hash', type: 'text', required: true },
    ],
    primaryKey: ['instance', 'sequence'],
    clustered: true,
  },
  {
    /** How to take a decision back: what it changed in the state, until somebody else has acted on that. */
    name: 'process_undo',
    columns: [
      { name: 'instance', type: 'integer', required: true },
      { name: 'seat', type: 'integer', required: true },
      { name: 'undo', type: 'text', required: true },
    ],
    primaryKey: ['instance', 'seat'],
    clustered: true,
  },
  {
    /** What happened to an instance, step by step, with the facts that each step consumed: for rehearsing other versions. */
    name: 'process_step',
    columns: [
      { name: 'instance', type: 'integer', required: true },
      { name: 'step', type: 'integer', required: true },
      { name: 'at', type: 'integer', required: true },
      { name: 'definition', type: 'integer', required: true },
      /** Version of the record as the step saw it; its values lie in `process_fact` from the moment they change. */
      { name: 'record_version', type: 'integer' },
      /** Revision of the organisation; its content lies in `process_people`. */
      { name: 'people', type: 'integer', required: true },
      { name: 'event', type: 'text', required: true },
      /** JSON: everything else that was consumed; null: nothing. */
      { name: 'facts', type: 'text' },
    ],
    primaryKey: ['instance', 'step'],
    clustered: true,
  },
  {
    /** A record as steps read it: of their own record the last version before its values changed, of others the version that was read. */
    name: 'process_fact',
    columns: [
      { name: 'record', type: 'integer', required: true },
      { name: 'version', type: 'integer', required: true },
      /** 1: with its lines. */
      { name: 'lines', type: 'integer', required: true },
      { name: 'content', type: 'text', required: true },
    ],
    primaryKey: ['record', 'version', 'lines'],
    clustered: true,
  },
  {
    /** People and departments as they were at one revision of the organisation. */
    name: 'process_people',
    columns: [
      { name: 'revision', type: 'integer', required: true },
      { name: 'content', type: 'text', required: true },
    ],
    primaryKey: ['revision'],
  },
  {
    /** 代理: who stands in for whom, while it lasts. */
    name: 'proxy_rule',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'principal', type: 'integer', required: true },
      { name: 'proxy', type: 'integer', required: true },
      { name: 'begins', type: 'integer', required: true },
      { name: 'ends', type: 'integer', required: true },
      /** JSON list of process names; empty: all. */
      { name: 'processes', type: 'text', required: true },
      /** FEEL over the record: only where it is true. */
      { name: 'condition', type: 'text' },
      /** 1: what is still open at the end goes back. */
      { name: 'returns', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'proxy_rule_principal', columns: ['principal', 'ends'] }],
  },
]
