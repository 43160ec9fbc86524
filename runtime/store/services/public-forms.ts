import type { Plan, Reading, Row, Transaction } from '../database.ts'

/** What whoever made a form said about it. */
export interface PublicFormContent {
  /** Paths of the fields that are filled in: `name`, `lines.item`. */
  readonly fields: readonly string[]
  readonly title: string | null
  /** Said above the fields. */
  readonly note: string | null
  /** Said when an answer has come in. */
  readonly thanks: string | null
}

/** A form of an entity that somebody without an account may fill in, for a while. Times are milliseconds since the epoch. */
export interface PublicForm {
  readonly id: number
  /** sha256 of the token, as `hashToken` makes it: the token itself is kept nowhere. */
  readonly tokenHash: string
  /** Who made it: what comes in belongs to this person, and never says more than this person may. */
  readonly person: number
  readonly entity: string
  /** The role that limits what comes in and what is offered to choose from. */
  readonly role: string
  readonly content: PublicFormContent
  readonly answerLimit: number
  readonly answered: number
  readonly answeredAt: number | null
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

const columns = 'id, token_hash, person, entity, role, content, answer_limit, answered, answered_at, created_at, expires_at, revoked_at'
const find: Plan = { sql: `select ${columns} from public_form where token_hash = ?` }
const one: Plan = { sql: `select ${columns} from public_form where id = ?` }
const ofPerson: Plan = { sql: `select ${columns} from public_form where person = ? order by id desc limit ?` }
const insert: Plan = {
  sql: `insert into public_form (id, token_hash, person, entity, role, content, answer_limit, answered, created_at, expires_at)
    values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
}
const revoke: Plan = { sql: 'update public_form set revoked_at = ? where id = ? and revoked_at is null' }
const count: Plan = { sql: 'update public_form set answered = answered + 1, answered_at = ? where id = ? and answered < answer_limit' }
const findAnswer: Plan = { sql: 'select id from public_answer where form = ? and answer_key = ?' }
const insertAnswer: Plan = { sql: 'insert into public_answer (id, form, answer_key, record, at) values (?, ?, ?, ?, ?)' }

export async function findPublicForm(reading: Reading, tokenHash: string): Promise<PublicForm | undefined> {
  return readForm(await reading.get(find, [tokenHash]))
}

export async function readPublicForm(reading: Reading, id: number): Promise<PublicForm | undefined> {
  return readForm(await reading.get(one, [id]))
}

/** Those of a person, newest first. */
export async function listPublicForms(reading: Reading, person: number, limit: number): Promise<PublicForm[]> {
  return (await reading.all(ofPerson, [person, limit])).map((row) => readForm(row)!)
}

export async function insertPublicForm(
  transaction: Transaction,
  form: Omit<PublicForm, 'id' | 'revokedAt' | 'answered' | 'answeredAt'>,
): Promise<number> {
  const id = await transaction.nextIds(1)
  const { tokenHash, person, entity, role, content, answerLimit, createdAt, expiresAt } = form
  await transaction.run(insert, [id, tokenHash, person, entity, role, JSON.stringify(content), answerLimit, createdAt, expiresAt])
  return id
}

/** False when it was taken back before. */
export async function revokePublicForm(transaction: Transaction, id: number, at: number): Promise<boolean> {
  return (await transaction.run(revoke, [at, id])).changes === 1
}

/** Takes one of the answers that the form still has; false when it has none left, however many come at once. */
export async function takePublicAnswer(transaction: Transaction, id: number, at: number): Promise<boolean> {
  return (await transaction.run(count, [at, id])).changes === 1
}

export async function hasPublicAnswer(reading: Reading, form: number, key: string): Promise<boolean> {
  return (await reading.get(findAnswer, [form, key])) !== undefined
}

export async function insertPublicAnswer(
  transaction: Transaction,
  answer: { form: number; key: string; record: number; at: number },
): Promise<void> {
  const id = await transaction.nextIds(1)
  await transaction.run(insertAnswer, [id, answer.form, answer.key, answer.record, answer.at])
}

function readForm(row: Row | undefined): PublicForm | undefined {
  if (row === undefined) return undefined
  const moment = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
  return {
    id: Number(row.id),
    tokenHash: String(row.token_hash),
    person: Number(row.person),
    entity: String(row.entity),
    role: String(row.role),
    content: JSON.parse(String(row.content)) as PublicFormContent,
    answerLimit: Number(row.answer_limit),
    answered: Number(row.answered),
    answeredAt: moment(row.answered_at),
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    revokedAt: moment(row.revoked_at),
  }
}
