import { createTransport } from 'nodemailer'
import { fail } from '@formwork/platform/error/index.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly attachment?: { readonly filename: string; readonly content: Buffer; readonly contentType: string }
}

const TIMEOUT_MILLISECONDS = 15_000

/** Whether this server has been told how to mail. */
export function mayMail(): boolean {
  return process.env.FORMWORK_SMTP_URL !== undefined && process.env.FORMWORK_MAIL_FROM !== undefined
}

/**
 * Sends mails over one connection. The server is `FORMWORK_SMTP_URL` (`smtps://user:password@host:465`), the sender
 * `FORMWORK_MAIL_FROM`. Errors: `service-unavailable` without them, those of the mail server.
 */
export async function sendMails(mails: readonly Mail[]): Promise<void> {
  const url = process.env.FORMWORK_SMTP_URL
  const from = process.env.FORMWORK_MAIL_FROM
  if (url === undefined || from === undefined) throw fail('service-unavailable', { reason: 'FORMWORK_SMTP_URL, FORMWORK_MAIL_FROM' })
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MILLISECONDS,
    greetingTimeout: TIMEOUT_MILLISECONDS,
    socketTimeout: TIMEOUT_MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    for (const { to, subject, text, attachment } of mails) {
      const attachments = attachment === undefined ? undefined : [{ ...attachment }]
      await transport.sendMail({ from, to, subject: subject.replaceAll(/[\r\n]+/g, ' '), text, attachments })
    }
  } finally {
    transport.close()
  }
}
