import type { Verb } from './guard.ts'

/** 评论: a remark of anybody who takes part; versions of seats stay. */
export const comment: Verb = (run, seat, call) => {
  run.cause = { person: call.person, onBehalfOf: null }
  run.note({ action: 'commented', node: seat.node, seat: seat.key, round: seat.round, detail: { opinion: call.opinion ?? null, people: call.people ?? [] } })
  if ((call.people ?? []).length > 0) run.effects.push({ do: 'copy', node: seat.node, people: call.people ?? [] })
}
