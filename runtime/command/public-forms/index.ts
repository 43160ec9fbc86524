import type { UseCase } from '../unit.ts'
import { answerPublicForm } from './answer-public-form.ts'
import { createPublicForm } from './create-public-form.ts'
import { registerPublicFile } from './register-public-file.ts'
import { takeBackPublicForm } from './revoke-public-form.ts'

export const publicFormUseCases: readonly UseCase[] = [createPublicForm, takeBackPublicForm, answerPublicForm, registerPublicFile]
