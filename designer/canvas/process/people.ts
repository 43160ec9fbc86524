import { request } from '@formwork/runtime/client/api/request.ts'
import { shallowRef } from 'vue'

export interface KnownPerson {
  readonly id: string
  readonly name: string
  readonly login: string
  readonly roles: readonly string[]
}

const people = shallowRef<readonly KnownPerson[]>()
let asked = false

/** Everybody who can act, read once. */
export function usePeople() {
  if (!asked) {
    asked = true
    void request<{ people: KnownPerson[] }>('GET', 'design/people')
      .then((answer) => (people.value = answer.people))
      .catch(() => (asked = false))
  }
  return people
}
