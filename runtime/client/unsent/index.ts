/** What a form needs of the queue (待上传): fetched beside it, so that it is there when the line is not. */
export { keepDraft } from './keep-draft.ts'
export { reopenDraft } from './reopen-draft.ts'
export { useUnsent } from './unsent.ts'
