import { createHash } from 'node:crypto'
import type { AppError, Language } from '@formwork/platform/error/index.ts'
import type { Request, Response } from 'express'

const STYLE = `
body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: #f4f6f8; color: #1d2129;
  font: 15px/1.7 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
main { box-sizing: border-box; width: min(480px, calc(100vw - 32px)); padding: 32px; border: 1px solid #e5e6eb; border-radius: 8px; background: #fff }
.brand { display: flex; align-items: center; gap: 8px; margin: 0 0 24px; font-weight: 600 }
h1 { margin: 0 0 8px; font-size: 20px }
p { margin: 0 0 16px; color: #4e5969; overflow-wrap: anywhere }
a { display: inline-flex; align-items: center; min-height: 44px; padding: 0 20px; border-radius: 6px; background: #00707c; color: #fff; text-decoration: none }
a:focus-visible { outline: 3px solid #1d2129; outline-offset: 2px }
`
/** This page brings its style itself: it is shown where files of the client may be missing. */
const POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

const WORDS = {
  absent: {
    zh: ['找不到这个页面', '地址可能输错了，或者页面已经移走。'],
    en: ['There is no such page', 'The address may be mistyped, or the page has moved.'],
  },
  broken: {
    zh: ['服务器出错了', '这一步没有完成。请稍后再试；仍不行时，请把下面的编号告诉管理员：{id}'],
    en: [
      'Something went wrong on the server',
      'This was not done. Try again later; if it happens again, give this number to your administrator: {id}',
    ],
  },
  other: { zh: ['打不开这个页面', '{message}'], en: ['This page cannot be opened', '{message}'] },
  home: { zh: '回到首页', en: 'To the home page' },
  brand: { zh: '模搭', en: 'Formwork' },
} as const

/** A person went to this address in a browser: programs ask for JSON, or for anything. */
export function wantsPage(request: Request): boolean {
  return ['GET', 'HEAD'].includes(request.method) && request.accepts(['json', 'html']) === 'html'
}

/** A refusal as a page in words: what is the matter, what helps, a way home. */
export function sendErrorPage(request: Request, response: Response, error: AppError, language: Language): void {
  const words = error.status === 404 ? WORDS.absent : error.status >= 500 ? WORDS.broken : WORDS.other
  const [title, hint] = words[language]
  const about = hint.replace('{id}', String(response.locals.requestId)).replace('{message}', error.describe(language))
  const [home = '/'] = /^\/w\/[^/]+\//.exec(request.originalUrl) ?? []
  response.setHeader('Content-Security-Policy', POLICY)
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('Vary', 'Accept, Accept-Language')
  response.status(error.status).type('html').send(`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<link rel="icon" href="/mark.svg" type="image/svg+xml"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><main><p class="brand"><img src="/mark.svg" alt="" width="28" height="28">${WORDS.brand[language]}</p>
<h1>${escape(title)}</h1><p>${escape(about)}</p><a href="${escape(home)}">${WORDS.home[language]}</a></main></body></html>`)
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
