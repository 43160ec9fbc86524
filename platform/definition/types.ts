/**
 * The definition language as types. Generated from `schema/*.schema.json` by `npm run types`; do not edit by hand.
 */

export type Definition =
  | TemplateDefinition
  | EntityDefinition
  | FormDefinition
  | ListDefinition
  | ProcessDefinition
  | DecisionDefinition
  | LedgerDefinition
  | PostingDefinition
  | ConversionDefinition
  | MatchDefinition
  | BatchDefinition
  | ReportDefinition
  | DashboardDefinition
  | AlertDefinition
  | AutomationDefinition
  | PrintDefinition
  | ModuleDefinition
  | SettingsDefinition
  | ProfileDefinition
  | RolesDefinition
  | MenuDefinition
  | DictionaryDefinition
  | CalendarDefinition
  | SampleDefinition
  | GuideDefinition
  | ScenarioDefinition
/**
 * What people see: one text, or one in each language.
 */
export type Label =
  | string
  | {
      zh: string
      en: string
    }
/**
 * Earlier names, so that a rename never loses data.
 */
export type Was = string[]
/**
 * `=` followed by a FEEL expression.
 */
export type Formula = string
export type Options = SelectOption[]
/**
 * A literal, or a formula. Decimals are written as text.
 */
export type Value = string | number | boolean | null | unknown[]
/**
 * `=` followed by a FEEL expression.
 */
export type Formula1 = string
/**
 * `=` followed by a FEEL expression.
 */
export type Formula2 = string
/**
 * `=` followed by a FEEL expression.
 */
export type Formula3 = string
/**
 * `=` followed by a FEEL expression.
 */
export type Formula4 = string
/**
 * `=` followed by a FEEL expression.
 */
export type Formula5 = string
/**
 * `=` followed by a FEEL expression.
 */
export type Formula6 = string

/**
 * What a workspace is cloned from.
 */
export interface TemplateDefinition {
  kind: 'template'
  name: string
  label?: Label
  help?: Label
  was?: Was
  version: string
  description?: Label
  timeZone?: string
  currency?: string
  /**
   * The setting whose text people see as the name of their workspace; without it or while it is empty, the label of the template.
   */
  titleSetting?: string
  firstRun?: FirstRun
}
/**
 * What is asked when a workspace is made from the template.
 */
export interface FirstRun {
  /**
   * Settings that are typed then, such as the name on top of papers.
   */
  settings?: string[]
  /**
   * Roles of the first person, beside the administrator's.
   */
  roles?: string[]
  /**
   * The sample with the few records that nobody can begin without, such as a place and a cash box: saved where no other sample is chosen.
   */
  records?: string
}
/**
 * A kind of record: a document with a life cycle, or master data.
 */
export interface EntityDefinition {
  kind: 'entity'
  name: string
  label?: Label
  help?: Label
  was?: Was
  extends?: 'system'
  /**
   * document: draft, submitted, posted; master: saved only, can be disabled.
   */
  nature: 'document' | 'master'
  icon?: string
  title?: Formula
  number?: {
    prefix: string
    digits: number
    reset?: 'never' | 'year' | 'month' | 'day'
    gapFree?: boolean
    /**
     * The text field that gets the number where nobody typed one; without it the record has a number of its own.
     */
    field?: string
  }
  search?: string[]
  fields: FieldDefinition[]
  rules?: RuleDefinition[]
  unique?: {
    name: string
    fields: string[]
    message?: Label
  }[]
  /**
   * Two records of one thing may be made one: what was written with either counts for the one that stays.
   */
  merge?: {
    /**
     * Fields in which both must agree, such as their currency.
     *
     */
    same?: string[]
  }
  indexes?: {
    name: string
    fields: string[]
  }[]
}
/**
 * One field of an entity, of its lines, or of a parameter form: core properties and the options of its field type.
 */
export interface FieldDefinition {
  name: string
  label?: Label
  help?: Label
  was?: Was
  type: string
  scale?: number
  minimum?: string
  maximum?: string
  unit?: Label
  /**
   * The amount is in a currency that its record names: the sign of the workspace's currency is not put beside it.
   */
  foreign?: boolean
  maximumLength?: number
  entity?: string
  filter?: Formula
  multiple?: boolean
  through?: string
  field?: string
  options?: Options
  dictionary?: string
  /**
   * A ranked look-up whose value is the list of the options that may be taken here. Its parameters are filled from fields of the same name, those of the row first.
   */
  choices?: string
  limit?: number
  ledger?: string
  measure?: string
  where?: Coordinates
  stars?: number
  mask?: 'middle' | 'all'
  face?: 'list' | 'radio' | 'checkbox'
  symbology?: 'code128' | 'ean13' | 'qr'
  levels?: 'province' | 'city' | 'district' | 'detail'
  parent?: string
  aggregate?: 'count' | 'sum' | 'minimum' | 'maximum' | 'average'
  columns?: string[]
  /**
   * Fields of the other entity that stand beside a record where it is chosen.
   *
   */
  beside?: string[]
  accept?: string[]
  maximumBytes?: number
  required?: boolean | Formula
  readOnly?: boolean | Formula
  visible?: Formula
  hidden?: boolean
  default?: Value
  formula?: Formula
  /**
   * Where that field of the same row is not empty, this formula gives the value: instead of `formula`, or of what is typed elsewhere.
   */
  whenFilled?: {
    field: string
    formula: Formula
    /**
     * What is given and lies no further than this from the result stays: the last part of a whole takes the rest.
     */
    within?: string
  }
  /**
   * This figure is shown and typed through another field of the row, where that one is filled: a quantity in another measure.
   */
  enteredAs?: {
    field: string
    /**
     * The field that names the measure. Who gives the figure itself and neither of the two gives it in its own measure.
     */
    by?: string
  }
  unique?: boolean
  index?: boolean
  placeholder?: Label
  /**
   * What the column with this field is called in files of others: an import finds it by these words, too.
   *
   */
  headings?: string[]
  width?: number
  /**
   * May be changed on a posted record through `amend`.
   */
  amendable?: boolean
  /**
   * The default goes on following what it is computed from while the record is a draft, until somebody writes another value; without it a default counts once, when the row begins.
   */
  defaultFollows?: boolean
  /**
   * An empty value counts as 0 in formulas.
   */
  emptyAsZero?: boolean
  /**
   * Fills other fields when this reference is chosen: own field name, formula over the chosen record's fields.
   */
  fill?: {
    name: string
    value: Formula
  }[]
  /**
   * A ranked look-up (take: all) whose first findings stand below the lines for the row that is worked on: last prices and the like. Its parameters are filled from fields of the same name, those of the row first.
   */
  history?: string
  /**
   * A ranked look-up that says what a scanned code means for this field of the row it makes. It has a parameter `code`; others are filled from fields of the same name. Of the reference that codes are scanned for: the code it is found by, where nothing bears the one that was scanned; of the quantity: how many, in a row of its own.
   */
  scanned?: string
  fields?: FieldDefinition[]
}
export interface SelectOption {
  name: string
  label: Label
  tone?: 'neutral' | 'info' | 'success' | 'warning' | 'danger'
  parent?: string
  /**
   * What files of others call it.
   *
   */
  words?: string[]
  was?: Was
}
/**
 * Dimension names to literals or formulas.
 */
export interface Coordinates {
  [k: string]: Value
}
/**
 * What must hold; it refuses unless the expression is true or null.
 */
export interface RuleDefinition {
  name: string
  label?: Label
  help?: Label
  was?: Was
  that: Formula
  /**
   * What happens where it does not hold: refused (the default); a warning that wants a reason; an exception that an approval has to let pass.
   */
  mode?: 'refuse' | 'warn' | 'approve' | Formula
  size?: Formula
  message: Label
  /**
   * Said after the message to those who may read every figure that it names: formulas in braces, `{total} > {party.limit}`.
   */
  detail?: Label
  at?: string
  /**
   * When it is asked: at every saving (the default), when the record is submitted, or when a posted record is taken back (unposted, voided, revised), where it always refuses.
   */
  on?: 'save' | 'submit' | 'undo'
  each?: string
}
/**
 * How one record is shown and typed.
 */
export interface FormDefinition {
  kind: 'form'
  name: string
  label?: Label
  help?: Label
  was?: Was
  entity: string
  /**
   * Pages that sections stand on, in this order.
   */
  tabs?: {
    name: string
    label: Label
    was?: Was
  }[]
  /**
   * Items: A group of fields under one heading.
   */
  sections: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    columns?: number
    visible?: Formula
    /**
     * The tab that it stands on; neighbours on tabs share one place.
     */
    tab?: string
    /**
     * It can be folded away, and is open or closed at first; each person's own choice is kept, and what is wrong opens it.
     */
    folds?: 'open' | 'closed'
    /**
     * A line above it.
     */
    divider?: boolean
    note?: Label
    /**
     * Instead of fields: the records of another entity that refer to this one.
     */
    related?: {
      entity: string
      /**
       * The reference of that entity to this one.
       */
      through: string
      columns?: string[]
    }
    fields: {
      name: string
      span?: number
    }[]
  }[]
  /**
   * Items: Header fields shown large under the lines.
   */
  totals?: {
    name: string
    inWords?: boolean
  }[]
}
/**
 * How records are listed.
 */
export interface ListDefinition {
  kind: 'list'
  name: string
  label?: Label
  help?: Label
  was?: Was
  entity: string
  columns: {
    name: string
    label?: Label
    width?: number
    total?: boolean
  }[]
  /**
   * Items: A named filter above the list.
   */
  filters?: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    where: Formula
  }[]
  sort?: SortKey[]
  pageSize?: number
  /**
   * Other shapes of the list: board by a choice, calendar by a date, gallery of cards, tree by a reference to itself, gantt by two dates.
   */
  views?: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    type: 'kanban' | 'calendar' | 'gallery' | 'tree' | 'gantt'
    by?: string
    to?: string
    title?: string
    image?: string
    fields?: string[]
  }[]
}
export interface SortKey {
  name: string
  direction: 'ascending' | 'descending'
}
/**
 * A BPMN process with the settings of its elements.
 */
export interface ProcessDefinition {
  kind: 'process'
  name: string
  label?: Label
  help?: Label
  was?: Was
  bpmn: string
  entity?: string
  /**
   * What starts it: submitting, posting, unposting, voiding or deleting a record, or a person.
   */
  start?: 'submitted' | 'posted' | 'unposted' | 'voided' | 'deleted' | 'manual'
  /**
   * When the initiator may cancel: before the first decision (default), any time, when others agree, never.
   */
  cancel?: 'before-decision' | 'any' | 'approval' | 'never'
  cancelBy?: Formula1
  /**
   * Separation of duty: of the steps of one duty nobody decides more than one in an instance. `initiator` stands for having started it.
   */
  duties?: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    elements: string[]
  }[]
  elements: {
    [k: string]: ProcessElement
  }
}
/**
 * Settings of one BPMN element that BPMN itself has no word for.
 */
export interface ProcessElement {
  label?: Label
  assign?: Formula
  /**
   * Somebody chooses the people of this step, out of those that assign names (absent: out of everybody).
   */
  pick?: {
    /**
     * The initiator when submitting, or whoever decides the step before.
     */
    by: 'initiator' | 'previous'
    least?: number
    most?: number
  }
  decide?: 'any' | 'all' | 'sequence' | 'ratio' | 'count' | 'weight' | 'random' | 'claim'
  ratio?: string
  count?: number
  rejectCount?: number
  weight?: Formula
  passWeight?: string
  undecided?: 'reject' | 'last'
  /**
   * all: a reject decides at once (default) or after everybody decided.
   */
  early?: boolean
  /**
   * 办理: submit instead of agree and reject.
   */
  handle?: boolean
  edit?: string[]
  reveal?: string[]
  /**
   * end, initiator, vote, or the id of a node to return to.
   */
  reject?: string
  resubmit?: 'again' | 'straight'
  /**
   * When nobody is found: pass, reject, admin, superior, incident, or a formula naming people.
   */
  empty?: string
  /**
   * When the decider is the initiator.
   */
  self?: 'skip' | 'head' | 'self'
  duplicates?: 'off' | 'consecutive' | 'once' | 'initiator'
  due?: Formula
  calendar?: string
  /**
   * Items: What happens when time passes, in order.
   */
  timeouts?: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    after: string
    do: 'remind' | 'approve' | 'reject' | 'transfer' | 'return' | 'flow'
    /**
     * remind: again and again after this time, as long as somebody has not decided.
     */
    every?: string
    to?: string
  }[]
  /**
   * The form that this step shows; absent: the entity's own.
   */
  form?: string
  opinion?: 'optional' | 'required' | 'required-on-reject'
  signature?: boolean
  abstain?: boolean
  verbs?: string[]
  cc?: Formula
  /**
   * Steps that may be returned to; absent: every step passed before.
   */
  returns?: string[]
  /**
   * End events: how the process ended, e.g. rejected; absent: completed.
   */
  outcome?: string
  correlation?: Formula2
  /**
   * Service tasks: post the record now.
   */
  post?: boolean
  /**
   * Service tasks: fields of the record and what they become.
   */
  write?: {
    [k: string]: Formula
  }
  /**
   * Service tasks: work queued after the commit; the step waits for its end.
   */
  job?: string
  payload?: {
    [k: string]: string
  }
  /**
   * Tasks without people: wait until somebody outside says it is done.
   */
  wait?: boolean
  /**
   * Business rule tasks: the decision table.
   */
  decision?: string
  /**
   * Call activities: the process to call.
   */
  process?: string
  /**
   * Call activities: of the called process, the latest or the one of the caller's release.
   */
  version?: 'latest' | 'same'
  /**
   * Call activities: start it and go on.
   */
  forget?: boolean
  material?: Formula[]
  /**
   * Items: A fact shown beside the decision.
   */
  evidence?: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    value: Formula
  }[]
}
/**
 * A DMN decision table; a literal expression is one rule without inputs.
 */
export interface DecisionDefinition {
  kind: 'decision'
  name: string
  label?: Label
  help?: Label
  was?: Was
  /**
   * Name under which decisions that require this one see its result; absent: its name.
   */
  variable?: string
  /**
   * Decisions evaluated before, and business knowledge called, by name.
   */
  requires?: string[]
  /**
   * Business knowledge: a function of these, called by the decisions that require it.
   */
  parameters?: string[]
  hitPolicy: 'U' | 'A' | 'P' | 'F' | 'R' | 'O' | 'C' | 'C+' | 'C<' | 'C>' | 'C#'
  inputs: {
    name: string
    label?: Label
    value: Formula
  }[]
  outputs: {
    name: string
    label?: Label
    /**
     * Name in the result where it is no single word.
     */
    as?: string
    values?: string[]
    default?: string
  }[]
  rules: {
    name: string
    label?: Label
    when: string[]
    then: string[]
  }[]
}
/**
 * Balances over coordinates, kept by immutable entries.
 */
export interface LedgerDefinition {
  kind: 'ledger'
  name: string
  label?: Label
  help?: Label
  was?: Was
  /**
   * Every measure sums to 0 over all coordinates: entries only move.
   */
  zeroSum?: boolean
  openItem?: string
  /**
   *
   * Items: A coordinate of a balance.
   */
  dimensions: {
    name: string
    label: Label
    type: 'reference' | 'text' | 'date' | 'record' | 'number'
    entity?: string
    required?: boolean
    was?: Was
    /**
     * Items: A place outside: where moves come from and go to. Never part of a figure unless asked for by name.
     */
    virtual?: {
      name: string
      label: Label
      /**
       * What lies here is held all the same (goods on their way).
       */
      inside?: boolean
    }[]
  }[]
  /**
   *
   * Items: A figure kept per coordinates.
   */
  measures: {
    name: string
    label: Label
    type: 'number' | 'money'
    scale?: number
    unit?: Label
    /**
     * A count, and whatever corrects it later, changes this measure as much as the quantity where this dimension is filled.
     */
    countedWhere?: string
    was?: Was
  }[]
  /**
   * Items: Never stored: computed from measures of the same coordinates.
   */
  derived?: {
    name: string
    label: Label
    value: Formula
    scale?: number
  }[]
  /**
   * Items: A fact carried by entries that is no coordinate.
   */
  attributes?: {
    name: string
    label: Label
    type: string
    entity?: string
    scale?: number
    was?: Was
  }[]
  /**
   * What is found quickly by what it carries: `balance(…, figure, { by … })` then costs what is open now, whatever the history.
   *
   *
   * Items: By which dimensions and, of open items, attributes, and the figure that is not zero there: a measure, or a derived sum or difference of measures.
   */
  lookups?: {
    name: string
    by: string[]
    figure: string
  }[]
  costing?: {
    quantity: string
    value: string
    pool: Formula
    method: Formula
    variance?: Coordinates
    rate?: Formula
    /**
     * For management only: methods that the books may not use are allowed.
     */
    management?: boolean
  }
  /**
   * Items: Judged on every line and over the whole later timeline; `over` are the dimensions that the balance is grouped by.
   */
  assertions?: {
    name: string
    over: string[]
    that: Formula
    where?: Formula
    mode: 'refuse' | 'warn' | 'approve' | Formula
    size?: Formula
    message: Label
    /**
     * Said after the message to those who may read every figure that it names: formulas in braces over the coordinates, the figures as they would be, and `before.<figure>` as they are.
     */
    detail?: Label
  }[]
}
/**
 * What a record writes into ledgers.
 */
export interface PostingDefinition {
  kind: 'posting'
  name: string
  label?: Label
  help?: Label
  was?: Was
  entity: string
  /**
   * When it is written: what is undone takes it back (a return, an unpost, a void; a reopening takes back what was written on closed).
   */
  on: 'posted' | 'submitted' | 'closed'
  at: Formula
  /**
   * Where its day lies in a closed period: refused, or moved to the first open day. before-first-close: refused on any day once a period is closed.
   */
  closed?: 'refuse' | 'first-open-day' | 'before-first-close'
  when?: Formula
  entries: PostingEntry[]
}
/**
 * One entry, or one for each line, of a posting rule.
 */
export interface PostingEntry {
  name: string
  label?: Label
  help?: Label
  was?: Was
  ledger: string
  /**
   * A lines field, or a formula that gives a list of contexts, read as `line`; a context whose `row` is the id of a row of lines stands for that row.
   */
  each?: string
  when?: Formula
  where?: Coordinates
  from?: Coordinates
  to?: Coordinates
  add?: Coordinates
  take?: Coordinates
  move?: Coordinates
  return?: Coordinates
  count?: Coordinates
  revalue?: Coordinates
  fulfil?: Coordinates
  /**
   * Gives back what is still pending: all of it, or so much of it.
   */
  release?: 'all' | Record<string, Value>
  /**
   * What this entry adds or moves waits to be fulfilled or released, exactly once; from the day after `expires` on what is left releases itself.
   */
  pending?: {
    expires?: Formula
    for?: Formula3
  }
  /**
   * fulfil, release: only what entries of this name hold.
   */
  entry?: string
  /**
   * fulfil: what goes beyond what is pending is refused (the default), or simply was not held.
   */
  beyond?: 'refuse' | 'ignore'
  standard?: Formula
  of?: Formula
  /**
   * take: from which open coordinates; `over` is the dimension, `by` the attribute that gives the order. What cannot be taken is added to `restTo` under the record itself (an advance); `difference` takes what the entry gives of a further measure beyond what the open items release of it.
   */
  allocate?: {
    order: 'oldest' | 'newest' | 'expiry' | 'specific' | 'manual'
    over: string
    /**
     * An attribute, or a formula over each candidate's coordinates, measures and attributes; what gives nothing comes last.
     */
    by?: string
    rest?: 'refuse' | 'open'
    choose?: Formula
    where?: Formula
    restTo?: Coordinates
    difference?: Coordinates
  }
  /**
   * What goes to `to` carries the cost of the inputs (other entries of this posting), split by weight.
   */
  output?: {
    of: string[]
    weight?: Formula
  }
  /**
   * Splits a total over the lines by weight, exactly; the measure's amount of each line is its share.
   */
  spread?: {
    measure: string
    total: Formula
    by: Formula
  }
  /**
   * Gives a measure what other entries of this posting cost in their ledger, row by row, and follows every later correction of that cost.
   */
  cost?: {
    of: string[]
    measure: string
  }
  attributes?: Coordinates
}
/**
 * How one record is made from another (下推, 上拉).
 */
export interface ConversionDefinition {
  kind: 'conversion'
  name: string
  label?: Label
  help?: Label
  was?: Was
  from: string
  to: string
  when?: Formula
  /**
   * Not the usual next step: offered behind the menu of further actions.
   */
  aside?: boolean
  header: Formulas
  lines?: {
    from: string
    to: string
    quantity: string
    targetQuantity?: string
    whole?: Formula4
    /**
     * False: the lines are copied as often as wanted, and nothing of them is used up.
     */
    consume?: boolean
    /**
     * Conversions of the same source lines with the same word here use up one open quantity: what one of them takes is no longer open for the others.
     */
    together?: string
    fields: Formulas
    proposed?: Formula5
    tolerance?: Formula
  }
}
/**
 * Names to formulas.
 */
export interface Formulas {
  [k: string]: Formula
}
/**
 * A ranked look-up that says why: prices, promotions, defaults.
 */
export interface MatchDefinition {
  kind: 'match'
  name: string
  label?: Label
  help?: Label
  was?: Was
  parameters?: FieldDefinition[]
  /**
   * The first candidate that gives a value, the one with the smallest (`least`) or largest (`most`) value, or all; `count`: how many give one, of a candidate 200 at most.
   */
  take?: 'first' | 'least' | 'most' | 'all' | 'count'
  /**
   *
   * Items: One source, in order of rank.
   */
  candidates: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    entity?: string
    lines?: string
    /**
     * Which records (FEEL-Q; `parameter.x`).
     */
    filter?: Formula
    /**
     * Judged on each record found, in its lines on each row.
     */
    when?: Formula
    value: Formula
    sort?: SortKey[]
    /**
     * Text with formulas in braces.
     */
    why?: Label
  }[]
}
/**
 * Rows of a report become records, once per key and day.
 */
export interface BatchDefinition {
  kind: 'batch'
  name: string
  label?: Label
  help?: Label
  was?: Was
  report: string
  parameters?: Coordinates
  entity: string
  /**
   * Rows of one key become one record, once a day.
   */
  key: Formula
  when?: Formula
  header: Formulas
  lines?: {
    to: string
    fields: Formulas
  }
  /**
   * Five cron fields in the workspace's time zone: minute hour day month weekday.
   */
  schedule?: string
  /**
   * The schedule makes records only while this holds; who begins the batch by hand is not asked.
   */
  scheduleWhen?: Formula
  /**
   * At most so many records in one run; the rest waits for the next one.
   */
  most?: number
  /**
   * Who is told what the schedule has made: everybody with one of the roles.
   */
  tell?: {
    roles: string[]
  }
  /**
   * The record that a key changes: `header` is written into it, and nothing is made.
   */
  update?: Formula
  submit?: boolean
}
/**
 * Figures of an entity or a ledger. `shape` is a report plugin, which brings options of its own.
 */
export interface ReportDefinition {
  kind: 'report'
  name: string
  label?: Label
  help?: Label
  was?: Was
  shape: string
  from: {
    entity?: string
    lines?: string
    ledger?: string
    /**
     * Further kinds of records that are read and added up with the first: the same fields, or `fields` says what one of them is called there. Of what the reader may not see at all there are no rows.
     *
     */
    also?: {
      entity: string
      fields?: {
        [k: string]: string
      }
    }[]
  }
  parameters?: FieldDefinition[]
  filter?: Formula
  columns: ReportColumn[]
  /**
   * Columns (lines of a statement) that the report is made for: to whom one of them is hidden it is not offered, in menus, guides and dashboards.
   *
   */
  needs?: string[]
  keep?: Formula6
  /**
   * What the report may be grouped by instead of its own columns, as its reader chooses.
   *
   */
  axes?: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    value?: string
    part?: 'year' | 'quarter' | 'month' | 'week' | 'weekday'
    dictionary?: string
  }[]
  /**
   * Lines of a statement: each the sum of a column of another report, or a formula over the lines above it.
   *
   */
  rows?: {
    name: string
    label: Label
    help?: Label
    was?: Was
    of?: {
      report: string
      column: string
      with?: Formulas
    }
    formula?: Formula
    style?: 'heading' | 'detail' | 'total'
  }[]
  /**
   * Other reports whose rows are put one below the other; columns go by name.
   *
   */
  parts?: {
    name: string
    report: string
    with?: Formulas
  }[]
  sort?: SortKey[]
  /**
   * The figures as a picture; a click on a category drills down. `second` names the series of the right axis.
   */
  chart?: {
    type:
      | 'bar'
      | 'stacked-bar'
      | 'horizontal-bar'
      | 'line'
      | 'area'
      | 'pie'
      | 'donut'
      | 'funnel'
      | 'scatter'
      | 'dual-axis'
      | 'gauge'
      | 'radar'
      | 'map'
      | 'word-cloud'
    category: string
    series: string[]
    second?: string[]
    /**
     * The largest categories; the rest is added up as one.
     */
    limit?: number
  }
  /**
   * Rows become a table of two directions: the other columns are its figures, formulas are computed again for each cell.
   */
  pivot?: {
    rows: string[]
    columns: string[]
    subtotals?: boolean
  }
  /**
   * The two date parameters that bound the period, for comparison with the period before and the year before.
   */
  compare?: {
    from: string
    to: string
  }
  [k: string]: unknown
}
/**
 * A path of the source, a measure, or a formula over the grouped row.
 */
export interface ReportColumn {
  name: string
  label?: Label
  help?: Label
  was?: Was
  value?: string
  formula?: Formula
  /**
   * `last` is the value of the latest row of the group, by `along`.
   */
  aggregate?: 'sum' | 'count' | 'minimum' | 'maximum' | 'average' | 'last'
  /**
   * What `last` goes by: a date of the source.
   */
  along?: string
  /**
   * A date counts as its year, quarter, month, ISO week, day of the week, or month of any year.
   */
  part?: 'year' | 'quarter' | 'month' | 'week' | 'weekday' | 'calendarMonth'
  group?: boolean
  /**
   * Adds the column up; `formula`: computed again of what the columns that it reads add up to.
   */
  total?: true | false | 'formula'
  /**
   * The part of the rows, of so many, in which the row stands by another column; the largest part for what is best.
   */
  quantile?: {
    of: string
    parts: number
    best?: 'largest' | 'smallest'
  }
  /**
   * False: formulas, `keep` and other reports may read it, nobody sees it.
   */
  shown?: boolean
  /**
   * The value is the name of one of its items.
   */
  dictionary?: string
  /**
   * Of a column of records: the title of the first of these fields that each record has.
   *
   */
  fields?: string[]
  type?: string
  scale?: number
  drill?: string
  /**
   * The sum of that column over the rows so far, in the order of the report; formulas may read it.
   */
  running?: string
  /**
   * The running sum begins anew where the row's values of these columns differ: one sum for each of them.
   *
   */
  per?: string[]
  /**
   * The number of the row's values of these columns among all of them: 1 for the first in the order of the report, the same for the same values.
   *
   */
  ordinal?: string[]
  /**
   * A figure of another report: of its rows that agree in the columns of `on` (theirs: mine), added up; without `on` of all its rows.
   */
  join?: {
    report: string
    column: string
    on?: {
      [k: string]: string
    }
    with?: Formulas
    /**
     * Where the other report belongs to a module that is off, the figure counts as nothing and is not shown; else the column goes, with what reads it.
     */
    optional?: boolean
  }
  with?: Formulas
}
/**
 * Tiles on one page.
 */
export interface DashboardDefinition {
  kind: 'dashboard'
  name: string
  label?: Label
  help?: Label
  was?: Was
  /**
   * Shared by all tiles: each report takes those that it has a parameter for.
   */
  filters?: FieldDefinition[]
  /**
   *
   * Items: A figure, a chart, a table of a report, a list of records, the reader's tasks or alerts, or a text.
   */
  tiles: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    /**
     * Without it: a figure when `value` is given, a chart when `chart` is, else a table.
     */
    type?: 'figure' | 'chart' | 'table' | 'list' | 'tasks' | 'alerts' | 'text'
    report?: string
    list?: string
    filter?: string
    text?: Label
    /**
     * Columns that a table shows; without them all.
     *
     */
    columns?: string[]
    /**
     * Rows that a table or list shows.
     */
    limit?: number
    /**
     * A figure beside that of the period or the year before.
     */
    compare?: 'period' | 'year'
    /**
     * A figure is measured against it: a decimal.
     */
    target?: string
    /**
     * Kind of chart; the report's own chart says what it shows, or `category` and `series` here.
     */
    chart?:
      | 'bar'
      | 'stacked-bar'
      | 'horizontal-bar'
      | 'line'
      | 'area'
      | 'pie'
      | 'donut'
      | 'funnel'
      | 'scatter'
      | 'dual-axis'
      | 'gauge'
      | 'radar'
      | 'map'
      | 'word-cloud'
    category?: string
    series?: string[]
    value?: string
    parameters?: Coordinates
    width?: number
    height?: number
  }[]
  roles?: string[]
}
/**
 * One open alert per key while its condition holds.
 */
export interface AlertDefinition {
  kind: 'alert'
  name: string
  label?: Label
  help?: Label
  was?: Was
  /**
   * Rows of an entity, rows of its lines, or balances of a ledger by some of its dimensions.
   */
  on: {
    entity?: string
    lines?: string
    ledger?: string
    report?: string
    parameters?: Coordinates
    by?: string[]
    /**
     * Records, or balances of another ledger, that are not at the coordinates but count there, such as limits of one place or what is ordered of it: a change of them judges the place that they name. With a ledger only.
     *
     */
    follows?: {
      name: string
      entity?: string
      ledger?: string
      /**
       * Each dimension of `by` and what says it: a field of the record, or a dimension or (of open items) an attribute of the ledger.
       */
      at: {
        [k: string]: string
      }
    }[]
  }
  /**
   * Five cron fields in the workspace's time zone: minute hour day month weekday.
   */
  schedule?: string
  /**
   * Which records are looked at (FEEL-Q); others have no alert.
   */
  where?: Formula
  /**
   * What there is one open alert of; default the record, its row, or the coordinates.
   */
  key?: Formula
  when: Formula
  severity?: ('info' | 'warning' | 'danger') | Formula
  /**
   * How far it has come. While an alert is open and this becomes something else, its people are told again; empty: they are not.
   */
  stage?: Formula
  /**
   * Text; formulas in braces: `{item.name}: {onHand}`.
   */
  message: Label
  /**
   * Who is told: everybody with one of the roles, and the people that a formula gives.
   */
  to?: {
    roles?: string[]
    people?: Formula
  }
  /**
   * What its reader can do about it, with parameters.
   */
  action?: {
    label?: Label
    conversion?: string
    batch?: string
    entity?: string
    report?: string
    page?: string
    command?: string
    parameters?: Formulas
  }
}
/**
 * What happens by itself after an event, at a time, by a call from outside, or on a button.
 */
export interface AutomationDefinition {
  kind: 'automation'
  name: string
  label?: Label
  help?: Label
  was?: Was
  on: {
    event?:
      | 'record.saved'
      | 'record.created'
      | 'record.submitted'
      | 'record.posted'
      | 'record.unposted'
      | 'record.voided'
      | 'record.returned'
      | 'record.closed'
      | 'record.reopened'
      | 'record.amended'
      | 'record.deleted'
      | 'record.restored'
      | 'ledger.changed'
    entity?: string
    ledger?: string
    /**
     * Five cron fields in the workspace's time zone: minute hour day month weekday.
     */
    schedule?: string
    /**
     * A date field of the entity: the day comes, or so many days before it.
     */
    date?: string
    days?: number
    /**
     * With `date`: days that have passed count too, once a day, until the date moves on.
     */
    late?: boolean
    /**
     * Shown on records of the entity.
     */
    button?: Label
    /**
     * Called from outside with a signature at `hooks/<name>`.
     */
    webhook?: boolean
  }
  when?: Formula
  /**
   * `commit`: in the transaction of its cause; otherwise afterwards, as a job.
   */
  before?: 'commit'
  /**
   *
   * Items: One action, in order.
   */
  actions: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    do: 'create' | 'copy' | 'update' | 'submit' | 'void' | 'close' | 'delete' | 'convert' | 'start' | 'notify' | 'call'
    when?: Formula
    entity?: string
    record?: Formula
    conversion?: string
    process?: string
    /**
     * Once for each entry of this list, readable as `each`.
     */
    each?: Formula
    values?: Formulas
    /**
     * copy: days that are added to every date that is copied.
     */
    shift?: Formula
    lines?: {
      to: string
      each: Formula
      fields: Formulas
    }
    submit?: boolean
    /**
     * Who is told: everybody with one of the roles, and the people that a formula gives.
     */
    to?: {
      roles?: string[]
      people?: Formula
    }
    message?: Label
    /**
     * Name of an outgoing webhook of the workspace.
     */
    webhook?: string
  }[]
}
/**
 * A printed page of a record or a report.
 */
export interface PrintDefinition {
  kind: 'print'
  name: string
  label?: Label
  help?: Label
  was?: Was
  entity?: string
  report?: string
  page?: {
    /**
     * A4, A5, continuous-241x280, continuous-241x140, continuous-241x93, label-40x30, label-60x40, or width x height in millimetres: 80x60.
     */
    size?: string
    orientation?: 'portrait' | 'landscape'
    /**
     * Millimetres on all sides.
     */
    margin?: number
    /**
     * Calibration for forms that are printed already: tenths of a millimetre to the right, below 0 to the left.
     */
    shiftRight?: number
    /**
     * Calibration for forms that are printed already: tenths of a millimetre down, below 0 up.
     */
    shiftDown?: number
    rows?: number
    /**
     * Points.
     */
    fontSize?: number
  }
  /**
   *
   * Items: A block of the page from top to bottom.
   */
  sections: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    type: 'heading' | 'fields' | 'lines' | 'totals' | 'text' | 'signatures' | 'barcode' | 'qr' | 'image' | 'table' | 'line'
    text?: Label
    columns?: number
    from?: string
    fields?: {
      name: string
      label?: Label
      width?: number
      inWords?: boolean
      total?: boolean
    }[]
    value?: string
    symbology?: 'code128' | 'ean13' | 'ean8' | 'code39' | 'itf14'
    /**
     * Millimetres.
     */
    height?: number
    align?: 'left' | 'center' | 'right'
    /**
     * 本页小计 under the lines of each page.
     */
    pageSubtotal?: boolean
    lineNumbers?: boolean
    /**
     * Heading and fields: on every page, not only on the first.
     */
    repeat?: boolean
  }[]
}
/**
 * A switch that leaves no residue.
 */
export interface ModuleDefinition {
  kind: 'module'
  name: string
  label?: Label
  help?: Label
  was?: Was
  /**
   * Whether it is on where nobody has chosen; default true.
   */
  default?: boolean
  requires?: string[]
  contains: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    kind:
      | 'entity'
      | 'ledger'
      | 'form'
      | 'list'
      | 'process'
      | 'posting'
      | 'conversion'
      | 'report'
      | 'dashboard'
      | 'alert'
      | 'automation'
      | 'batch'
      | 'match'
      | 'print'
      | 'guide'
      | 'settings'
      | 'menu'
      | 'decision'
    definition: string
    /**
     * Only these fields of the entity or settings: `discount`, `lines.discount`.
     */
    fields?: string[]
    /**
     * Only these rules of the entity.
     */
    rules?: string[]
    /**
     * Only these entries of the posting.
     */
    entries?: string[]
    /**
     * Only these groups (`goods`) and items (`goods/returns`) of the menu.
     */
    items?: string[]
  }[]
}
/**
 * A group of settings: typed like fields, read in every expression as `setting.<name>`.
 */
export interface SettingsDefinition {
  kind: 'settings'
  name: string
  label?: Label
  help?: Label
  was?: Was
  fields: FieldDefinition[]
}
/**
 * A named set of modules and settings, chosen at first run.
 */
export interface ProfileDefinition {
  kind: 'profile'
  name: string
  label?: Label
  help?: Label
  was?: Was
  on?: string[]
  off?: string[]
  /**
   * Setting names to literals.
   */
  settings?: {
    [k: string]: Value
  }
  menu?: string
  /**
   * Dashboard or page that opens first.
   */
  home?: string
  sample?: string
}
/**
 * Every role of the workspace and what it may do.
 */
export interface RolesDefinition {
  kind: 'roles'
  name: string
  label?: Label
  help?: Label
  was?: Was
  roles: {
    name: string
    label: Label
    help?: Label
    was?: Was
    administrator?: boolean
    /**
     * For whoever opens a public link, without an account: what such a link shows is what this role may see, and never more than its maker may. Without a role of this kind nothing is shared.
     */
    public?: boolean
    /**
     * Whoever holds this role is told what alerts and automations say to roles that nobody holds: in a small company one person does the work of all.
     */
    standsIn?: boolean
    /**
     * The menu of whoever holds this role alone, instead of the one of the workspace: who does one job finds it at once.
     */
    menu?: string
    /**
     * How many days before today a document that writes into ledgers may lie when somebody of this role submits it or takes it back: a number or a formula that reads settings; nothing: any open day. Of several roles the most generous counts; administrators and the system are not limited, nor is what is posted before the first close only.
     */
    pastDays?: number | Formula
    grants: Grant[]
  }[]
}
/**
 * Operations on a resource for a role; no rows named: all rows.
 */
export interface Grant {
  name: string
  resource: string
  operations: string[]
  rows?: Formula
  hide?: string[]
  readOnly?: string[]
  /**
   * Of a report: its figures are those of all records, whether or not this role may see them. What it shows is what its columns say; no figure leads to the records.
   */
  whole?: boolean
}
/**
 * What stands in the menu, in groups.
 */
export interface MenuDefinition {
  kind: 'menu'
  name: string
  label?: Label
  help?: Label
  was?: Was
  groups: {
    name: string
    label: Label
    icon?: string
    items: {
      name: string
      label?: Label
      list?: string
      report?: string
      dashboard?: string
      entity?: string
      page?: string
    }[]
  }[]
}
/**
 * Choices shared by several fields.
 */
export interface DictionaryDefinition {
  kind: 'dictionary'
  name: string
  label?: Label
  help?: Label
  was?: Was
  items: SelectOption[]
}
/**
 * Working time.
 */
export interface CalendarDefinition {
  kind: 'calendar'
  name: string
  label?: Label
  help?: Label
  was?: Was
  days: number[]
  hours: {
    name: string
    from: string
    to: string
  }[]
  exceptions?: {
    name: string
    label?: Label
    works: boolean
  }[]
}
/**
 * Records that an installation may begin with, made by commands in this order.
 */
export interface SampleDefinition {
  kind: 'sample'
  name: string
  label?: Label
  help?: Label
  was?: Was
  requires?: string[]
  steps: ScenarioStep[]
  /**
   * Steps told once and done for each row of a table. A sample's steps and tables run by day; those of one day in the order of the file.
   */
  tables?: SampleTable[]
}
/**
 * One step in business words: a command by a person. Scenarios and samples are lists of steps.
 */
export interface ScenarioStep {
  name: string
  label?: Label
  help?: Label
  was?: Was
  /**
   * Login of the person who acts; absent: the installation itself.
   */
  as?: string
  /**
   * The clock: a date, or days from today such as -12; in a table a column.
   */
  on?: string
  /**
   * A command: save, submit, convert, approve, reject, unpost, void, close …
   */
  do: string
  entity?: string
  /**
   * A name kept by an earlier step.
   */
  record?: string
  conversion?: string
  /**
   * Field values. A reference is named by a kept name, else by code, number or title; text that begins with = is a formula over today() and kept records; rows given for a lines field replace all rows.
   */
  values?: {}
  /**
   * convert: source lines by their position from 1 with the quantity taken.
   */
  lines?: {
    row: number
    quantity?: string
  }[]
  /**
   * convert: a draft kept by an earlier step that takes the lines, instead of a new one. merge: the record that stays.
   */
  into?: string
  opinion?: string
  /**
   * submit, amend: warnings that are accepted, with the reason; "*" for all.
   */
  accept?: {
    [k: string]: string
  }
  reason?: string
  /**
   * Name under which later steps know the record.
   */
  keep?: string
  /**
   * Idempotency key: the same key twice is one command.
   */
  key?: string
  /**
   * Code of the error that is expected.
   */
  refused?: string
  /**
   * Path that the refusal names.
   */
  at?: string
  /**
   * All that the refusal says, in Chinese.
   */
  says?: string
}
export interface SampleTable {
  name: string
  label?: Label
  help?: Label
  was?: Was
  columns: SampleColumn[]
  /**
   * A row's cells in the order of the columns; a property whose cell is empty is left out.
   *
   */
  rows: string[][]
  /**
   * Done for each row; `{column}` in a text is the row's cell.
   *
   */
  steps: ScenarioStep[]
}
export interface SampleColumn {
  name: string
  /**
   * A cell holds rows of its own: `cola 3, rice 1` with these names for what blanks part. What is missing at the end of a row is left out.
   *
   */
  parts?: string[]
}
/**
 * A tour that plays itself: it opens pages, fills sample values in and explains; it never saves.
 */
export interface GuideDefinition {
  kind: 'guide'
  name: string
  label?: Label
  help?: Label
  was?: Was
  sample?: string
  /**
   *
   * Items: One step of the tour.
   */
  steps: {
    name: string
    label?: Label
    help?: Label
    was?: Was
    /**
     * The page of the step: `record/<entity>/new`, `list/<list>`, `report/<report>`, `dashboard/<dashboard>` or a page of the product; without one it stays where the step before was.
     */
    page?: string
    /**
     * The field of the form that is pointed at: `party`, or `lines.item` for a column of its lines.
     */
    element?: string
    /**
     * The line, counted from 1, where the field is one of lines; the first one unless said.
     */
    row?: number
    /**
     * The button of the form that is pointed at and left to the reader, as a guide presses none: save, hand in, or begin from another record.
     */
    button?: 'save' | 'submit' | 'pick'
    text: Label
    /**
     * What is filled in, as it would be typed; of a reference the name or code of a record. A workspace without that record shows the first one that may be chosen.
     */
    type?: string
  }[]
}
/**
 * A business case: given, when, then; it runs against the real engine.
 */
export interface ScenarioDefinition {
  kind: 'scenario'
  name: string
  label?: Label
  help?: Label
  was?: Was
  sample?: string
  /**
   * Runs before every publish of the workspace, which it refuses when something differs; saved by a test drive.
   */
  onPublish?: boolean
  given?: ScenarioStep[]
  when: ScenarioStep[]
  then: ScenarioExpectation[]
}
/**
 * What must hold afterwards. Of a record, a row or a balance only what is named is compared; null means empty or not shown; references are compared by kept name or title.
 */
export interface ScenarioExpectation {
  name: string
  label?: Label
  help?: Label
  was?: Was
  record?: string
  values?: {}
  ledger?: string
  where?: {}
  measures?: {
    [k: string]: string
  }
  report?: string
  as?: string
  parameters?: {}
  rows?: {}[]
  /**
   * Sums of a report's columns.
   */
  totals?: {
    [k: string]: string
  }
  entries?: number
  tasks?: {
    as: string
    count: number
    /**
     * What stands beside the first task to help to decide: a text or a list of texts by name.
     */
    evidence?: {}
  }
  /**
   * What a ranked look-up finds for a person: the values in their order, the first is taken.
   */
  match?: {
    as: string
    name: string
    parameters?: {}
    values: string[]
  }
  /**
   * Open alerts that a person sees, of one rule.
   */
  alerts?: {
    as: string
    rule: string
    /**
     * Only those that are addressed to this person.
     */
    mine?: boolean
    count: number
    /**
     * How often this person was told of alerts of this rule so far, open or closed.
     */
    told?: number
  }
}

/** What every definition has. `was` keeps earlier names (renames never lose data). */
export type DefinitionBase = Pick<EntityDefinition, 'name' | 'label' | 'help' | 'was'>

/** Kinds that the first engines do not read yet; they are kept together in a model. */
export type GenericDefinition = Extract<Definition, { kind: 'print' | 'calendar' | 'sample' | 'guide' }>

export type DefinitionKind = Definition['kind']
