declare module 'bpmn-moddle' {
  export class BpmnModdle {
    fromXML(text: string): Promise<{ rootElement: unknown; warnings: unknown[] }>
    toXML(element: unknown, options?: { format?: boolean; preamble?: boolean }): Promise<{ xml: string }>
    create(type: string, properties?: Record<string, unknown>): unknown
  }
}
