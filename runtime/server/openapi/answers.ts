import { flag, id, integer, list, nullable, object, reference, text, type JsonSchema } from './json-schema.ts'

const anyObject: JsonSchema = { type: 'object' }
const titles: JsonSchema = { type: 'object', additionalProperties: text, description: 'What referenced records are called, by field.' }

const choice: JsonSchema = object({ id, title: text, code: text, values: anyObject }, ['id', 'title'])

/** What answers are made of, by name (ADR 0002). */
export const answerSchemas: Readonly<Record<string, JsonSchema>> = {
  Error: object(
    {
      code: { ...text, description: 'A code of the error catalogue.' },
      message: { ...text, description: "In the reader's language." },
      path: { ...text, description: 'Where, for example lines/3/price; lines count from 0.' },
      rule: { ...text, description: 'The posting rule or assertion that refused.' },
      requestId: text,
      errors: list(object({ code: text, message: text, path: text, exception: text }, ['code', 'message'])),
    },
    ['code', 'message', 'requestId'],
  ),
  Session: object({
    person: object({ id, name: text, login: text, department: nullable(text), roles: list(object({ name: text, label: {} })) }),
    language: { type: 'string', enum: ['zh', 'en'] },
    template: anyObject,
    title: nullable(text),
    currency: text,
    timeZone: text,
    release: integer,
    mayConfigure: flag,
    mayDesign: flag,
    mayClosePeriods: flag,
    mustChangePassword: flag,
  }),
  Row: object(
    {
      id,
      version: integer,
      status: text,
      outcome: nullable(text),
      number: nullable(text),
      title: text,
      createdAt: text,
      createdBy: nullable(text),
      values: anyObject,
      titles,
    },
    ['id', 'version', 'status', 'title', 'values'],
  ),
  Line: object({ id, values: anyObject, titles }, ['id', 'values']),
  Page: object(
    {
      rows: list(reference('Row')),
      next: { ...text, description: 'Cursor of the next page: `after`.' },
      count: object({ value: integer, capped: flag }),
      totals: anyObject,
    },
    ['rows'],
  ),
  Record: {
    allOf: [
      reference('Row'),
      object({
        lines: { type: 'object', additionalProperties: list(reference('Line')) },
        balances: anyObject,
        exceptions: list(anyObject),
        operations: list(text),
        conversions: list(object({ name: text, label: {}, to: text, aside: flag })),
        process: nullable(anyObject),
        merged: { ...object({ id, title: text }), description: 'It was merged into this one, which stays.' },
        deleted: { ...flag, description: 'It lies in the recycle bin.' },
        updatedAt: text,
        updatedBy: nullable(text),
        owner: nullable(text),
      }),
    ],
  },
  Timeline: object({
    entries: list(
      object({
        at: integer,
        person: nullable(text),
        action: text,
        node: {},
        opinion: nullable(text),
        changes: list(object({ field: text, before: {}, after: {} })),
      }),
    ),
  }),
  Referring: object({ rows: list(object({ entity: text, label: {}, count: integer }, ['entity', 'count'])) }),
  Links: object({ links: list(anyObject), open: anyObject }),
  Lookup: object({ rows: list(choice) }),
  LookupMany: object({ answers: list(object({ text, rows: list(choice) }, ['text', 'rows'])) }),
  Search: object({
    groups: list(
      object({
        entity: text,
        label: {},
        rows: list(object({ id, title: text, code: text, values: anyObject, rank: integer }, ['id', 'title'])),
      }),
    ),
  }),
  UnderWay: object({ counts: { ...anyObject, description: 'Drafts and submitted records by document.' } }),
  Preview: object({
    values: anyObject,
    lines: anyObject,
    titles: anyObject,
    problems: list(object({ code: text, message: text, path: text })),
  }),
  CommandAnswer: { ...anyObject, description: 'Ids and versions; the same again for a repeated Idempotency-Key.' },
  BulkAnswer: object({ results: list(object({ ok: flag, answer: reference('CommandAnswer'), error: reference('Error') }, ['ok'])) }, [
    'results',
  ]),
  TaskPage: object({
    rows: list(
      object({
        seat: id,
        version: integer,
        node: anyObject,
        process: text,
        processLabel: {},
        entity: nullable(text),
        record: nullable(object({ id, number: nullable(text), title: text, status: text }, ['id', 'title'])),
        summary: list(anyObject),
        initiator: nullable(object({ id, name: text })),
        openedAt: integer,
        due: nullable(integer),
        status: text,
        verdict: nullable(text),
      }),
    ),
    next: text,
  }),
  Task: anyObject,
  Balances: anyObject,
  Entries: anyObject,
  Explanation: anyObject,
  Report: object({
    columns: list(anyObject),
    rows: list(anyObject),
    totals: anyObject,
    titles: anyObject,
    records: { ...anyObject, description: 'Records that rows name, by id.' },
    parameters: { ...anyObject, description: 'What the report was made with.' },
  }),
  Definitions: anyObject,
  DemoLogins: object({
    title: {},
    logins: list(object({ login: text, password: text, name: text, label: {}, roles: list({}) })),
    mayMake: { type: 'boolean' },
  }),
}
