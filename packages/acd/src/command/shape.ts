import type { AcdCommand, AcdCommandName } from './command.ts'

type Check = (value: unknown) => boolean

const isNumber: Check = (value) => typeof value === 'number'
const isText: Check = (value) => typeof value === 'string'
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isNumbers: Check = (value) => Array.isArray(value) && value.every(isNumber)
const isLevels: Check = (value) => isRecord(value) && Object.values(value).every(isNumber)
const isCapacity: Check = (value) =>
  isRecord(value) &&
  maybe((total) => isNumber(total) || total === 'unlimited')(value['total']) &&
  maybe(isLevels)(value['channels'])
const isPreference: Check = (value) => isRecord(value) && isNumber(value['agent']) && isNumber(value['forMs'])
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

const contact = { contact: isNumber }
const agent = { agent: isNumber }
const both = { ...contact, ...agent }
const offer = {
  type: isNumber,
  ref: maybe(isNumber),
  priority: maybe(isNumber),
  headStartMs: maybe(isNumber),
  preferred: maybe(isPreference),
  exclude: maybe(isNumbers),
}

/** Fields of each command beside `do` and `atMs`. What their values may be is the engine's to say. */
const SHAPES: Readonly<Record<AcdCommandName, Readonly<Record<string, Check>>>> = {
  offer,
  abandon: contact,
  accept: both,
  decline: both,
  release: contact,
  hold: contact,
  resume: contact,
  transfer: { ...contact, type: isNumber, priority: maybe(isNumber) },
  'transfer-to-agent': both,
  'transfer-out': { ...contact, reason: isText },
  divert: { ...contact, reason: isText },
  move: { ...contact, type: maybe(isNumber), priority: maybe(isNumber) },
  exclude: both,
  'extend-wrap-up': { ...agent, byMs: isNumber, contact: maybe(isNumber) },
  'add-agent': { group: isNumber, skills: maybe(isLevels), capacity: maybe(isCapacity) },
  'sign-in': agent,
  'sign-out': agent,
  ready: agent,
  'not-ready': { ...agent, reason: isText },
  'end-wrap-up': { ...agent, contact: maybe(isNumber) },
  unreachable: agent,
  reachable: agent,
  'set-skills': { ...agent, skills: maybe(isLevels) },
  'remove-agent': agent,
  'force-sign-out': { ...agent, by: maybe(isNumber) },
  'force-not-ready': { ...agent, reason: isText, by: maybe(isNumber) },
  'force-ready': { ...agent, by: maybe(isNumber) },
  'force-release': { ...contact, by: maybe(isNumber) },
  intercept: both,
  'accept-callback': contact,
  'dial-answered': contact,
  'cancel-dial': contact,
  'dial-failed': { ...contact, reason: isText },
  list: { campaign: isNumber, ref: maybe(isNumber), priority: maybe(isNumber), dueInMs: maybe(isNumber) },
  reconfigure: { config: isRecord },
  'consult-agent': both,
  'consult-queue': { ...contact, type: isNumber, priority: maybe(isNumber) },
  'consult-outside': { ...contact, outside: isText },
  'cancel-consult': contact,
  'complete-consult': contact,
  conference: contact,
  'leave-conference': both,
  listen: both,
  whisper: both,
  'barge-in': both,
  'stop-listening': both,
  advance: {},
}

/** True for a value that has the fields of a command, of the right kinds. */
export function isCommand(value: unknown): value is AcdCommand {
  if (!isRecord(value) || !isNumber(value['atMs'])) return false
  const name = value['do']
  if (typeof name !== 'string' || !Object.hasOwn(SHAPES, name)) return false
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was just found to be one
  const shape = SHAPES[name as AcdCommandName]
  return Object.entries(shape).every(([field, check]) => check(value[field]))
}
