/** A day with everything that is dialled: callbacks, win-backs, and campaigns of all three modes; and callers who are handed on. */
export const OUTBOUND_DAY = `
strowger: 1
name: A day on which many are called
run: { duration: 3h, startsAt: '09:00', replications: 1, seed: 4 }
types:
  care:
    arrivals: { perHour: 150 }
    handlingTime: { distribution: exponential, mean: 3m }
    afterCallWork: 20s
    afterCallWorkOnTransfer: true
    patience: { distribution: exponential, mean: 90s }
    transfers: [{ to: desk, probability: 0.2 }]
    overflow: [{ name: long wait, when: waiting >= 2, callback: true }]
    callback: { accepts: 0.6, promise: 20m, called: { reached: 0.7, busy: 0.1 }, retry: 2m }
    followUps: [{ campaign: follow-up, probability: 0.2, after: 10m }]
    winBack: { campaign: win-back, after: 5m, minWait: 10s }
  desk: { arrivals: { perHour: 10 }, handlingTime: 4m, patience: 5m }
  after-sales: { arrivals: { perHour: 0 }, handlingTime: 2m }
  lost-calls: { arrivals: { perHour: 0 }, handlingTime: 3m, priority: 1 }
  offers: { arrivals: { perHour: 0 }, handlingTime: { distribution: exponential, mean: 100s }, afterCallWork: 20s }
groups:
  one: { shifts: [{ from: '09:00', to: '10:30', agents: 6 }, { from: '10:00', to: '12:00', agents: 7 }] }
  two: { agents: 3 }
campaigns:
  follow-up: { type: after-sales, mode: progressive, called: { reached: 0.6 }, retry: 10m }
  win-back: { type: lost-calls, mode: preview, called: { reached: 0.8 }, attempts: 2, retry: 5m }
  offers:
    type: offers
    mode: predictive
    lists: [{ at: '09:30', contacts: 150 }]
    reserve: 1
    called: { reached: 0.4, machine: 0.2, busy: 0.1, after: { distribution: uniform, from: 4s, to: 16s } }
    wrongParty: { probability: 0.15, talk: 15s }
    retry: { busy: 5m, noAnswer: 20m, machine: never }
`
