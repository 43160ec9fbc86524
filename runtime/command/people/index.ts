import type { UseCase } from '../unit.ts'
import { createApiKey, deleteApiKey } from './api-keys.ts'
import { closeSession, openSession, signOutEverywhere, touchSessionCase } from './sessions.ts'
import { setPassword } from './set-password.ts'

/** Logins, sessions and keys. People themselves are records: saved, disabled and deleted as such. */
export const peopleUseCases: readonly UseCase[] = [
  setPassword,
  openSession,
  closeSession,
  touchSessionCase,
  signOutEverywhere,
  createApiKey,
  deleteApiKey,
]
