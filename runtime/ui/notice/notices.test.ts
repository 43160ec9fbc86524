import { beforeEach, expect, it } from 'vitest'
import { notices, notify } from './notices.ts'

beforeEach(() => void notices.splice(0))

it('what is said again stands once, as the last; other words and other tones stay', () => {
  notify('good', 'saved')
  notify('danger', 'refused')
  notify('good', 'saved')
  notify('danger', 'saved')
  expect(notices.map(({ tone, text }) => `${tone} ${text}`)).toEqual(['danger refused', 'good saved', 'danger saved'])
})
