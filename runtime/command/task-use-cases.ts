export { taskUseCases } from './task/index.ts'
