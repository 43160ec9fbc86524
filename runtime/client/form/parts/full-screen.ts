import type { InjectionKey } from 'vue'

/** 制单 on the whole screen: the lines take what the header leaves. */
interface FullScreen {
  readonly isOn: boolean
  /** How many rows of this height fit; undefined: as many as usual. */
  visibleRows(rowHeight: number): number | undefined
}

export const fullScreenKey: InjectionKey<FullScreen> = Symbol('full screen')
