import { listWords } from './aliases.ts'

/** Words of a section, wrapped and indented. */
function words(section: Parameters<typeof listWords>[0]): string {
  return listWords(section)
    .replace(/(.{1,114})(?: |$)/g, '    $1\n')
    .trim()
}

export const help = `
formwork ledger run FILE.json [--compact] [--last]
formwork ledger shadow <workspace> <ledger> [--method <costing method>] [--data <folder>]

Executes steps with the real ledger engine and store in a fresh workspace in memory, through the same commands that
everybody uses, and prints the state after each step as JSON. --last prints the state after the last step only.
The exit code is 0 when every step went as the file says ("expect", "refused"), 1 when one did not.

THE FILE is { "settings": { … }, "steps": [ … ] }, or the list of steps alone. Numbers may be written as text; they are
exact decimals and never floats. All rounding is HALF_UP; quantity 0 always means value 0.

SETTINGS (all optional)
  method         "moving-average" (default), "fifo", "lifo" (management only), "period-average" (period-end weighted
                 average: provisional until "close"), "standard", "specific" (issues name their receipt with "of")
  pool           what is costed together: "item" (default, all places), "item-place", "item-batch", "item-place-batch"
  negative       "refuse" (default: no balance of an item, place and batch may fall below 0, on any line, at any later
                 time) or "allow" (the shortage is costed at an estimate and trued up when it is covered)
  quantityScale  digits after the point of quantities, default 3        valueScale   of values and amounts, default 2

EVERY STEP has "do", a "date" (2026-01-31: the end of that day; 2026-01-31T10:30: that minute; without one the date of
the step before it, 2026-01-01 for the first) and may have
  name      how later steps refer to it ("of"); default its number from 1
  refused   true, or an error code: the step must be refused; nothing of it is written
  time      with a date alone: the minute of that day ("10:30")
  expect    what the printed state must contain; objects are compared by the keys that are given, numbers by value
  note      anything
Steps are entered in the order of the file; cost order is (date, order of entry), so a step dated earlier than the
steps before it is back-dated: what it changes is printed as "changed".

Many other words are understood (OTHER WORDS, at the end): item_code, qty, "Delivery Note", price_unit … A key that is not
understood is an error that names the step and what may have been meant; it is never ignored.

GOODS. "item" is any name; "place" defaults to "main"; "batch" is optional. A step has one line, or "lines": [ … ].
  receive      item, place, quantity, and value (whole) or rate (for one); without either the current average.
               estimate: rate of one unit that shortages use before anything was received.
               With "party" it also opens a debt of "amount" (default: the value): due, or days/months/day/cutOff
  issue        item, place, quantity; of: the receipt to take from (specific; or a batch that was received once). With "party" and "amount": opens a claim
  transfer     item, from, to, quantity                         send / arrive   item, place, quantity: on the way between
  return-in    of (an issue) and quantity (default: all of it): comes back at the current cost of that issue;
               without "of": item, quantity, value or the current average
  return-out   of (a receipt), quantity: leaves at the receipt's cost, later charges included; without "of" at the
               current cost. "return" with "of" finds its direction
  reconcile    item, place, quantity: what was counted; the difference is booked. Later back-dated steps change only
               the difference, never what was counted. With rate or value: what was counted is worth so much, the
               difference to what it was worth becomes a change of value
  revise       of (a receipt) and value, rate or difference: what the goods really cost, from the receipt's own date;
               the share of what was issued goes onto those issues
  landed-cost  amount, over: [receipts], by: "quantity" (default), "value", "equal", "weight", "volume" ("weight" or
               "volume" is said on the receipt) or "manual" ("lines": [{ "of", "weight" }]); split exactly, largest
               remainder. The share of what was issued already goes onto those issues
  revalue      item, place, value: changes the value of what is held by so much (may be negative)
  assemble     inputs: [{ item, quantity }], outputs: [{ item, quantity, weight }], fee: outputs cost inputs + fee, by
               weight (default: quantity). One input and several outputs is a disassembly
  standard     item, rate: a new standard; what is held is revalued

OPEN ITEMS. "side" is "claim" (owed to us, the default) or "debt".
  owe          party, side, amount, and due, or terms: days (from the date); months (0: the end of this month, 1: of the
               next …), day (of that month; default its last), cutOff (what is dated after this day counts to the next
               month), days (added to it); or instalments: [{ "percent": "30", "days": 0 }, …], the last takes the rest
  settle       party, side, amount, discount (or "2%": 98.00 settle 100.00), write-off: takes from open items, oldest due first; order: "newest";
               of: one item; over: [{ "of", "instalment", "amount" }] chooses. What is left becomes an item of side
               "advance on claim" (or debt); rest: "refuse" refuses it, any other name is the side it is kept on
  advance      party, amount, side: "advance on claim" (default) or "advance on debt". To use it: net with "against":
               "advance on claim"; to pay it back: settle with "side": "advance on claim"
  credit       of, amount: lowers an item first; what is more than it has open becomes an advance
  write-off    of, amount (default: all that is open): it will not be paid. Found again: void the step
  net          party, side, amount, against: a side, with: another party: settles two sides against each other (claim
               against debt: "against": "debt"; an advance: "against": "advance on claim"), oldest due first;
               over: [{ "of", "instalment", "amount" }] chooses. "allocate" is a net against the advance of that side
  hand-over    party, side, amount, with, due: the claim (or debt) passes to another party
  limit        party, amount: claims beyond it are refused ("assertion-refused") until something is paid
  dun          levels: [{ "days": 15, "fee": "5", "interest": "7.3" }, …]: prints "dunning": what is due, the level
               reached, fee, and interest = open × interest % × days late / 365
  Other currencies: "currency" and "rate" (of exchange) on owe, settle, advance; "currency" on net and hand-over. Amounts
  are in the currency, "base" is what they are booked at. What a payment is worth beyond that is "exchange": "realised"
  (gains above 0, losses below)
  revalue-currency  currency, rate, party, side, reverse: a date: books open items at a new rate ("unrealised"); on the
               date of "reverse" it is taken back

TIME
  void         of: takes the step back at its own date and replays what followed           unpost   the same, to a draft
  amend        of, and what changes: the step is voided and done again with the new values; refused, it stands as it was
  close        date: the last day of the period to close: costs that wait are found, the period is locked
  reopen       period ("2026-01"): opens the last closed period again
  switch       date (the first day of a period), method: what is held keeps its quantity and value
  shadow       method: prints "shadow": value held and cost issued of each pool, of the books and under that method; nothing is
               booked. "formwork ledger shadow" does the same over a workspace
  show         date: prints the state as of that date; ageing by: "due" (default) or "date" (the day it was opened),
               buckets: [30, 60, 90]

THE STATE AFTER A STEP
  ok, unexpected      whether it went as said          refused   { code, message, zh, rule, row (from 1), path }
  costs               each movement of the step: { name, quantity, value, rate, variance }: what it is worth now; what a
                      count takes away is below 0
  changed             earlier steps whose cost this step changed: { step, line, before, after }
  items               by item: quantity, value, rate (value / quantity, for display only), places, batches, layers, short
  issued              value of everything that was issued       difference   value that became a difference
  open                what is open on the step's date: { party, side, of, instalment, due, open, currency, base,
                      settledLater, late, bucket }
  ageing              by side, in the base currency: buckets by days late and the total (not due, 1-30, 31-60, 61-90,
                      91-180, 181-365, over 365); later settlements are not counted
  exposure            by party: claims less advances          exchange     { realised, unrealised }, where there is any

EXAMPLES
  [ { "do": "receive", "date": "2026-01-01", "item": "A", "quantity": 100, "rate": 10 },
    { "do": "receive", "date": "2026-01-10", "item": "A", "quantity": 100, "rate": 12 },
    { "do": "issue",   "date": "2026-01-15", "item": "A", "quantity": 150,
      "expect": { "costs": [{ "value": "1650.00" }], "items": { "A": { "quantity": 50, "value": "550.00" } } } } ]

  { "settings": { "method": "fifo" }, "steps": [
    { "do": "receive", "date": "2026-01-02", "item": "A", "quantity": 10, "rate": 5, "name": "r1" },
    { "do": "issue",   "date": "2026-01-05", "item": "A", "quantity": 4,  "name": "i1" },
    { "do": "receive", "date": "2026-01-01", "item": "A", "quantity": 10, "rate": 4, "note": "back-dated: i1 changes" },
    { "do": "landed-cost", "date": "2026-01-20", "amount": 10, "over": ["r1"] },
    { "do": "return-in", "date": "2026-01-21", "of": "i1", "quantity": 1 } ] }

  [ { "do": "owe", "date": "2026-01-31", "party": "P", "amount": "100.00", "name": "c1",
      "instalments": [{ "percent": 30, "days": 0 }, { "percent": 70, "days": 30 }] },
    { "do": "settle", "date": "2026-02-10", "party": "P", "amount": "50.00" } ]

  [ { "do": "owe", "date": "2026-01-10", "party": "P", "amount": 1000, "currency": "USD", "rate": "7.00" },
    { "do": "revalue-currency", "date": "2026-01-31", "currency": "USD", "rate": "7.10", "reverse": "2026-02-01" },
    { "do": "settle", "date": "2026-02-10", "party": "P", "amount": 1000, "currency": "USD", "rate": "7.20",
      "expect": { "open": [], "exchange": { "realised": "200.00", "unrealised": "0.00" } } } ]

  { "settings": { "method": "standard" }, "steps": [
    { "do": "standard", "date": "2026-01-01", "item": "A", "rate": 5 },
    { "do": "receive", "date": "2026-01-02", "item": "A", "quantity": 100, "rate": "5.20",
      "expect": { "costs": [{ "variance": "20.00" }], "items": { "A": { "value": "500.00" } } } } ] }

  { "settings": { "method": "period-average" }, "steps": [
    { "do": "receive", "date": "2026-01-01", "item": "A", "quantity": 10, "rate": 10 },
    { "do": "issue",   "date": "2026-01-05", "item": "A", "quantity": 5, "name": "i1" },
    { "do": "receive", "date": "2026-01-30", "item": "A", "quantity": 10, "rate": 20 },
    { "do": "close",   "date": "2026-01-31", "expect": { "changed": [{ "step": "i1", "after": "75.00" }] } } ] }

OTHER WORDS (any case; hyphens, underscores, blanks and camelCase are the same). Ours = theirs:
  steps
    ${words('verbs')}
    a "type" (of record) with a "purpose" is what the purpose says; "is_return": true turns a receipt or an issue around
  keys
    ${words('keys')}
  settings
    ${words('settings')}
  methods
    ${words('methods')}
  pool, by, side
    ${words('pools')}
    ${words('bases')}
    ${words('sides')}
`
