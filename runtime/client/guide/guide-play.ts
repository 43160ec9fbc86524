import { ref } from 'vue'
import type { PlayedStep } from './guide-steps.ts'

/** What is going to be filled in: the text that is seen to be typed, and the change it makes in the draft. */
export interface Filling {
  readonly text: string
  commit(): void
}

/** What the play does to the screen. */
export interface Hands {
  /** Opens the page anew, empty; resolves when it is drawn. */
  open(page: string): Promise<void>
  /** Brings what the step points at into view. */
  point(step: PlayedStep): Promise<void>
  /** What the step fills in; undefined where there is nothing to fill in, or no record to choose. */
  prepare(step: PlayedStep): Promise<Filling | undefined>
  /** Resolves when what follows from the change is on the screen. */
  settle(): Promise<void>
  /** Milliseconds that reading the step takes. */
  readingTime(step: PlayedStep): number
}

/** Milliseconds between two looks at whether somebody paused; shorter waits are not waited for. */
const TICK = 40
/** Milliseconds that a typed letter takes, and that the pointer takes to its place. */
const LETTER = 110
const WAY = 600

/** Plays the steps of a guide one after another: by itself, or led by the person who watches. It knows no way to save. */
export class GuidePlay {
  readonly index = ref(0)
  /** What has been typed of the current step so far; undefined when nothing is being typed. */
  readonly typed = ref<string>()
  readonly isPaused = ref(false)
  readonly isOver = ref(false)
  /** How many times faster than usual. */
  readonly speed = ref(1)
  readonly steps: readonly PlayedStep[]
  readonly #hands: Hands
  readonly #isStill: boolean
  /** The page that is open, and up to which step it is filled in; every jump counts `#turn` up, and what played before ends. */
  #open: { first: number; done: number } | undefined
  #turn = 0
  #running: Promise<void> = Promise.resolve()

  /** `isStill`: nothing moves by letters; a text is there at once. */
  constructor(steps: readonly PlayedStep[], hands: Hands, isStill = false) {
    this.steps = steps
    this.#hands = hands
    this.#isStill = isStill
  }

  /** Plays from a step to the end. */
  async go(index: number): Promise<void> {
    const turn = ++this.#turn
    const before = this.#running
    this.isOver.value = false
    this.typed.value = undefined
    this.index.value = Math.min(Math.max(index, 0), this.steps.length - 1)
    this.#running = before.then(() => this.#play(turn))
    await this.#running
  }

  next(): Promise<void> {
    return this.index.value < this.steps.length - 1 ? this.go(this.index.value + 1) : this.#finish()
  }

  back(): Promise<void> {
    return this.go(this.index.value - 1)
  }

  /** Nothing is done any more. */
  stop(): void {
    this.#turn++
  }

  #finish(): Promise<void> {
    this.stop()
    this.typed.value = undefined
    this.isOver.value = true
    return Promise.resolve()
  }

  async #play(turn: number): Promise<void> {
    const isOn = (): boolean => turn === this.#turn
    if (!isOn() || !(await this.#reach(this.index.value, isOn))) return
    while (await this.#show(this.steps[this.index.value]!, isOn)) {
      if (this.index.value === this.steps.length - 1) return this.#finish()
      this.index.value++
      if (!(await this.#reach(this.index.value, isOn))) return
    }
  }

  /** The page of a step, filled in by the steps before it: they are caught up at once, going back begins the page anew. */
  async #reach(index: number, isOn: () => boolean): Promise<boolean> {
    const first = this.#firstOfPage(index)
    if (this.#open?.first !== first || this.#open.done > index) {
      this.#open = undefined
      await this.#hands.open(this.steps[index]!.page)
      if (!isOn()) return false
      this.#open = { first, done: first }
    }
    while (this.#open.done < index) {
      const filling = await this.#hands.prepare(this.steps[this.#open.done]!)
      if (!isOn()) return false
      await this.#commit(filling)
      if (!isOn()) return false
    }
    return true
  }

  async #show(step: PlayedStep, isOn: () => boolean): Promise<boolean> {
    await this.#hands.point(step)
    if (!(await this.#wait(WAY, isOn))) return false
    const filling = await this.#hands.prepare(step)
    if (!isOn()) return false
    if (filling !== undefined && !this.#isStill) {
      for (let length = 1; length <= filling.text.length; length++) {
        this.typed.value = filling.text.slice(0, length)
        if (!(await this.#wait(LETTER, isOn))) return false
      }
    }
    this.typed.value = undefined
    await this.#commit(filling)
    return isOn() && (await this.#wait(this.#hands.readingTime(step), isOn))
  }

  async #commit(filling: Filling | undefined): Promise<void> {
    this.#open!.done++
    if (filling === undefined) return
    filling.commit()
    await this.#hands.settle()
  }

  /** False when something else plays by now. */
  async #wait(milliseconds: number, isOn: () => boolean): Promise<boolean> {
    let left = milliseconds
    while (isOn() && (this.isPaused.value || left * 2 > TICK * this.speed.value)) {
      await new Promise((resolve) => setTimeout(resolve, TICK))
      if (!this.isPaused.value) left -= TICK * this.speed.value
    }
    return isOn()
  }

  /** Steps that follow one another on one page are one paper. */
  #firstOfPage(index: number): number {
    const { page } = this.steps[index]!
    let first = index
    while (first > 0 && this.steps[first - 1]!.page === page) first--
    return first
  }
}
