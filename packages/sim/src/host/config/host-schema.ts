import { z } from 'zod'
import { duration, listOf, named, section, skillLevels, text, wholeFrom } from '../../scenario/schema/value.ts'
import type { RawHost } from './raw-host.ts'

/** Shorter secrets are guessed. */
const SECRET_LENGTH = 12
const SECRET = `a secret of ${SECRET_LENGTH} characters or more (strowger host --init writes random ones)`
const RANGE = 'an address or a range of addresses, such as 192.0.2.0/24'
const SPEECH = 'a program and its arguments, such as [espeak-ng, -w, "{file}", "{text}"]'
const KEY = 'a key of the telephone in quotes, such as "1"'
const PHONE = 'a number in quotes, such as "1001"'

const secret = () => z.string({ error: SECRET }).min(SECRET_LENGTH, { error: SECRET })
const port = () => wholeFrom(0, 65_535, 'a port from 1 to 65535, or 0 for any that is free')
const ranges = () => z.array(text(RANGE), { error: `a list of ranges: ${RANGE}` })
const truth = () => z.boolean({ error: 'true or false' })
const phone = () => z.string({ error: PHONE }).regex(/^[0-9]{1,20}$/, { error: PHONE })
const byPhone = <Value extends z.ZodType>(noun: string, value: Value) => z.record(phone(), value, { error: noun })

const listen = section('an address, such as { transport: udp, address: 0.0.0.0, port: 5060 }', {
  transport: z.enum(['udp', 'tcp', 'tls', 'ws', 'wss'], { error: 'a transport: udp, tcp, tls, ws, wss' }),
  address: text('an address of this machine').optional(),
  port: port(),
  cert: text('a path').optional(),
  key: text('a path').optional(),
  ca: text('a path').optional(),
})

const media = section('media, such as { ports: "20000-29999" }', {
  address: text('an address of this machine').optional(),
  ports: z
    .string({ error: 'a range of ports in quotes, such as "20000-29999"' })
    .regex(/^\d{4,5}-\d{4,5}$/, { error: 'a range of ports in quotes, such as "20000-29999"' })
    .optional(),
  threads: wholeFrom(1, 64, 'a number of threads from 1 to 64').optional(),
  codecs: listOf(
    'a list of codecs',
    z.enum(['PCMA', 'PCMU', 'G722'], { error: 'a codec: PCMA, PCMU, G722' }),
  ).optional(),
  srtp: z.enum(['off', 'offered', 'required'], { error: 'off, offered or required' }).optional(),
  prompts: text('a path of a folder').optional(),
  speech: listOf(SPEECH, text(SPEECH)).optional(),
  music: text('the name of a prompt').optional(),
})

const trunk = section('a trunk, such as { from: [192.0.2.1] }', {
  from: ranges().optional(),
  user: text('a name').optional(),
  password: secret().optional(),
  to: text('a SIP URI, such as sip:192.0.2.1:5060 or sip:carrier.example').optional(),
  register: truth().optional(),
  callerId: text(PHONE).optional(),
  maxCalls: wholeFrom(1, 1e6, 'a number of calls, 1 or more').optional(),
  allow: text('a regular expression for numbers, such as "1[0-9]{10}"').optional(),
})

const agent = section('an agent, such as { group: front, password: … }', {
  name: text('a name').optional(),
  group: text('the name of a group of the scenario'),
  password: secret().optional(),
  skills: skillLevels('skills').optional(),
  supervisor: truth().optional(),
})

const token = section('a token, such as { token: …, may: [watch] }', {
  token: secret(),
  may: listOf(
    'a list of what it may: watch, agent, supervise, dial, operate',
    z.enum(['watch', 'agent', 'supervise', 'dial', 'operate'], { error: 'watch, agent, supervise, dial or operate' }),
  ),
  agents: z.array(phone(), { error: 'a list of agents' }).optional(),
})

const word = () =>
  z
    .string({ error: 'a word of letters, digits, - and _' })
    .regex(/^[\w-]+$/, { error: 'a word of letters, digits, - and _' })

const exchange = section(
  'an exchange, such as { asterisk: { url: "http://127.0.0.1:8088/ari", user: …, password: … } }',
  {
    asterisk: section('an Asterisk, such as { url: "http://127.0.0.1:8088/ari", user: …, password: … }', {
      url: z
        .string({ error: 'an address, such as http://127.0.0.1:8088/ari' })
        .regex(/^https?:\/\/[^/?#]+\/[^?#]*$/, { error: 'an address, such as http://127.0.0.1:8088/ari' }),
      user: text('the name of a user in ari.conf'),
      password: secret(),
      application: word().optional(),
      technology: word().optional(),
      sounds: text('a folder below the sounds of Asterisk').optional(),
    }).optional(),
    freeswitch: section('a FreeSWITCH, such as { password: … }', {
      address: text('an address').optional(),
      port: port().optional(),
      password: secret(),
      domain: text('a domain of the directory').optional(),
      profile: word().optional(),
      sounds: text('a folder on the machine of FreeSWITCH').optional(),
      recordings: text('a folder on the machine of FreeSWITCH').optional(),
    }).optional(),
  },
)

const ON_MACHINE = 'hang-up, or a message such as { message: call us back }'

const campaignAnswers = section('what is done about answering machines, such as { onMachine: hang-up }', {
  onMachine: z.union([z.literal('hang-up'), section(ON_MACHINE, { message: text('the name of a prompt') })], {
    error: ON_MACHINE,
  }),
  onUnsure: z.enum(['human', 'machine'], { error: 'human or machine' }).optional(),
  analysis: section('an analysis, such as { greeting: 1500ms }', {
    initialSilence: duration.optional(),
    greeting: duration.optional(),
    afterGreetingSilence: duration.optional(),
    totalAnalysisTime: duration.optional(),
    minimumWordLength: duration.optional(),
    betweenWordsSilence: duration.optional(),
    maximumNumberOfWords: wholeFrom(0, 1000, 'a number of words, 0 or more').optional(),
    maximumWordLength: duration.optional(),
    silenceThreshold: wholeFrom(1, 32_767, 'a mean amplitude from 1 to 32767, such as 256').optional(),
  }).optional(),
})

/** The whole file. */
export const rawHost: z.ZodType<RawHost> = section('the configuration of a host', {
  strowgerHost: z.literal(1, { error: '1, the version of the format that this program reads' }),
  realm: text('a name').optional(),
  exchange: exchange.optional(),
  listen: z.array(listen, { error: 'a list of addresses' }).optional(),
  publicAddress: text('an address').optional(),
  media: media.optional(),
  trunks: named('a map of trunks', trunk).optional(),
  phones: section('phones, such as { from: [10.0.0.0/8] }', {
    from: ranges(),
    minExpires: duration.optional(),
    maxExpires: duration.optional(),
    hashes: listOf('a list of hashes', z.enum(['SHA-256', 'MD5'], { error: 'a hash: SHA-256, MD5' })).optional(),
    calls: z.enum(['none', 'agents', 'outside'], { error: 'none, agents or outside' }).optional(),
  }).optional(),
  agents: byPhone('a map from phone number to agent', agent).optional(),
  numbers: byPhone(
    'a map from called number to flow or contact type',
    text('the name of a flow or a contact type'),
  ).optional(),
  afterCallWorkLimit: duration.optional(),
  recording: section('recording, such as { calls: all, announce: recorded }', {
    calls: z.enum(['none', 'all'], { error: 'none or all' }),
    announce: text('the name of a prompt').optional(),
  }).optional(),
  api: section('the API, such as { port: 8443, tokens: … }', {
    address: text('an address of this machine').optional(),
    port: port(),
    cert: text('a path').optional(),
    key: text('a path').optional(),
    tokens: named('a map of tokens', token),
  }).optional(),
  metrics: section('metrics, such as { port: 9464 }', {
    address: text('an address of this machine').optional(),
    port: port(),
  }).optional(),
  data: text('a path of a folder').optional(),
  log: section('the log, such as { level: info }', {
    level: z.enum(['debug', 'info', 'warn', 'error'], { error: 'debug, info, warn or error' }).optional(),
    mask: truth().optional(),
  }).optional(),
  limits: section('limits, such as { calls: 1000 }', {
    calls: wholeFrom(1, 1e6, 'a number of calls, 1 or more').optional(),
    callsPerSecond: wholeFrom(1, 1e5, 'a number, 1 or more').optional(),
    messagesPerSecond: wholeFrom(1, 1e6, 'a number, 1 or more').optional(),
    failedLogins: wholeFrom(1, 1e4, 'a number, 1 or more').optional(),
    ban: duration.optional(),
    drain: duration.optional(),
  }).optional(),
  services: named(
    'a map of services',
    section('a service, such as { url: "http://127.0.0.1:8080/balance" }', {
      url: text('an address, such as http://127.0.0.1:8080/balance'),
      token: secret().optional(),
    }),
  ).optional(),
  callback: section('callback, such as { attempts: 3 }', {
    attempts: wholeFrom(1, 100, 'a number of attempts, 1 or more').optional(),
    retry: duration.optional(),
    ring: duration.optional(),
    prompt: text('the name of a prompt').optional(),
    key: z
      .string({ error: KEY })
      .regex(/^[0-9*#]$/, { error: KEY })
      .optional(),
  }).optional(),
  campaigns: named('a map of campaigns', campaignAnswers).optional(),
  codes: z.record(text('the name of a code'), text('a code, such as "*70"'), { error: 'a map of codes' }).optional(),
})
