/** What `init` asks, with what is taken when nothing is answered. */
export interface Question {
  readonly key: AnswerKey
  readonly text: string
  readonly proposal: string
  /** What an answer must look like. */
  readonly pattern: RegExp
  readonly remedy: string
}

/** Answers by question. */
export type AnswerKey = 'name' | 'perHour' | 'talk' | 'afterCall' | 'patience' | 'agents' | 'threshold'

/** Every answer. */
export type Answers = Readonly<Record<AnswerKey, string>>

const NUMBER = /^\d+(\.\d+)?$/
const WHOLE = /^[1-9]\d*$/
const DURATION = /^(?=.*[1-9])(?:\d+h)?(?:\d+m)?(?:\d+s)?$/

/** The questions, in order. */
export const QUESTIONS: readonly Question[] = [
  { key: 'name', text: 'What is the operation called?', proposal: 'Our call centre', pattern: /\S/, remedy: 'a name' },
  {
    key: 'perHour',
    text: 'How many calls come in a busy hour?',
    proposal: '240',
    pattern: NUMBER,
    remedy: 'a number, such as 240',
  },
  {
    key: 'talk',
    text: 'How long is a conversation on average?',
    proposal: '3m',
    pattern: DURATION,
    remedy: 'a duration, such as 3m or 200s',
  },
  {
    key: 'afterCall',
    text: 'How long is the work after it?',
    proposal: '20s',
    pattern: DURATION,
    remedy: 'a duration, such as 20s',
  },
  {
    key: 'patience',
    text: 'How long do callers wait before they give up, on average?',
    proposal: '4m',
    pattern: DURATION,
    remedy: 'a duration, such as 4m',
  },
  {
    key: 'agents',
    text: 'How many agents are there in that hour?',
    proposal: '15',
    pattern: WHOLE,
    remedy: 'a whole number, such as 15',
  },
  {
    key: 'threshold',
    text: 'Within how long should a call be answered?',
    proposal: '20s',
    pattern: DURATION,
    remedy: 'a duration, such as 20s',
  },
]

/** The answers that are proposed. */
export const PROPOSED: Answers = {
  name: QUESTIONS[0]!.proposal,
  perHour: QUESTIONS[1]!.proposal,
  talk: QUESTIONS[2]!.proposal,
  afterCall: QUESTIONS[3]!.proposal,
  patience: QUESTIONS[4]!.proposal,
  agents: QUESTIONS[5]!.proposal,
  threshold: QUESTIONS[6]!.proposal,
}

/** A scenario to start from. */
export interface Template {
  readonly name: string
  readonly describe: string
  readonly text: (answers: Answers) => string
}

/** The templates, the simplest first. */
export const TEMPLATES: readonly Template[] = [
  { name: 'hour', describe: 'one kind of call and one group of agents, a busy hour that goes on', text: hour },
  { name: 'day', describe: 'a day with a profile of arrivals and shifts', text: day },
  { name: 'skills', describe: 'two kinds of call, specialists, and generalists who help after a while', text: skills },
  { name: 'vip', describe: 'ordinary and important callers before the same agents', text: vip },
]

function head({ name, threshold }: Answers): string {
  return `# A scenario for strowger. Change what you like and run it: npm start -- run <this file>
# What every key means: npm start -- schema, or docs/simulator.md. What it will do: npm start -- explain <this file>
strowger: 1
name: ${JSON.stringify(name)}
# Service level: answered within this time ÷ all who came (and were not blocked).
serviceLevel: { threshold: ${threshold} }
`
}

const STEADY = `run:
  # An operation that goes on: an hour is run in, ten are counted, twenty times over.
  mode: steady
  warmUp: 1h
  duration: 10h
  replications: 20
  seed: 1
`

function behaviour({ talk, afterCall, patience }: Answers): string {
  return `    # Talk times are nearly always lognormal: many short ones, a few very long. cv = standard deviation ÷ mean.
    handlingTime: { distribution: lognormal, mean: ${talk}, cv: 1.1 }
    afterCallWork: { distribution: exponential, mean: ${afterCall} }
    # How long callers would wait. Logs show only those who gave up: strowger fit finds the law behind both.
    patience: { distribution: exponential, mean: ${patience} }
`
}

function hour(answers: Answers): string {
  return `${head(answers)}${STEADY}types:
  calls:
    label: { en: Calls, zh: 来话 }
    arrivals: { perHour: ${answers.perHour} }
${behaviour(answers)}groups:
  agents:
    label: { en: Agents, zh: 座席 }
    agents: ${answers.agents}
`
}

function day(answers: Answers): string {
  const perHour = Number(answers.perHour)
  const agents = Number(answers.agents)
  const share = (part: number) => Math.max(1, Math.round(part * agents))
  return `${head(answers)}run:
  # A day from empty until the last caller has gone, as often as there are replications.
  mode: day
  startsAt: 08:00
  duration: 12h
  replications: 50
  seed: 1
profiles:
  # The shape of the day, hour by hour from 08:00; only the proportions count.
  office: { interval: 1h, weights: [4, 8, 10, 9, 7, 6, 7, 8, 7, 5, 3, 2] }
types:
  calls:
    label: { en: Calls, zh: 来话 }
    arrivals: { perDay: ${Math.round(perHour * 7.6)}, profile: office }
${behaviour(answers)}groups:
  agents:
    label: { en: Agents, zh: 座席 }
    shifts:
      - { from: '08:00', to: '16:00', agents: ${share(0.5)} }
      - { from: '09:00', to: '17:00', agents: ${share(0.5)} }
      - { from: '12:00', to: '20:00', agents: ${share(0.3)} }
`
}

function skills(answers: Answers): string {
  const perHour = Number(answers.perHour)
  const agents = Number(answers.agents)
  const specialists = Math.max(1, Math.round(0.4 * agents))
  return `${head(answers)}${STEADY}skills:
  orders: { label: { en: Orders, zh: 订单 } }
  service: { label: { en: Service, zh: 服务 } }
types:
  orders:
    label: { en: Orders, zh: 订单 }
    arrivals: { perHour: ${perHour / 2} }
    requires: [orders]
${behaviour(answers)}  service:
    label: { en: Service, zh: 服务 }
    arrivals: { perHour: ${perHour / 2} }
    requires: [service]
${behaviour(answers)}groups:
  order desk:
    label: { en: Order desk, zh: 订单组 }
    agents: ${specialists}
    skills: [orders]
  service desk:
    label: { en: Service desk, zh: 服务组 }
    agents: ${specialists}
    skills: [service]
  generalists:
    label: { en: Generalists, zh: 综合组 }
    agents: ${Math.max(1, agents - 2 * specialists)}
    skills: [orders, service]
routing:
  # The generalists help only when a caller has waited for ten seconds: they are kept for whichever queue is long.
  overflowAfter:
    orders: { generalists: 10s }
    service: { generalists: 10s }
`
}

function vip(answers: Answers): string {
  const perHour = Number(answers.perHour)
  return `${head(answers)}${STEADY}types:
  vip:
    label: { en: Important callers, zh: VIP }
    arrivals: { perHour: ${perHour / 10} }
    # The larger is answered first, however long the others have waited. docs/policies has gentler ways.
    priority: 1
${behaviour(answers)}  ordinary:
    label: { en: Ordinary callers, zh: 普通 }
    arrivals: { perHour: ${(perHour * 9) / 10} }
${behaviour(answers)}groups:
  agents:
    label: { en: Agents, zh: 座席 }
    agents: ${answers.agents}
`
}
