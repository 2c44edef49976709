import { AcdEngine, type AcdCommand, type AcdCommandName, journalHead, journalled, perform } from '@strowger/acd'
import { describe, expect, it } from 'vitest'

/** One of each: the compiler asks for those that are new. */
const EACH: { readonly [Name in AcdCommandName]: AcdCommand & { readonly do: Name } } = {
  offer: { do: 'offer', atMs: 1, type: 0, ref: 3, priority: 2, exclude: [0] },
  abandon: { do: 'abandon', atMs: 1, contact: 5 },
  accept: { do: 'accept', atMs: 1, contact: 5, agent: 0 },
  decline: { do: 'decline', atMs: 1, contact: 5, agent: 0 },
  release: { do: 'release', atMs: 1, contact: 5 },
  hold: { do: 'hold', atMs: 1, contact: 5 },
  resume: { do: 'resume', atMs: 1, contact: 5 },
  transfer: { do: 'transfer', atMs: 1, contact: 5, type: 0, priority: 4 },
  'transfer-to-agent': { do: 'transfer-to-agent', atMs: 1, contact: 5, agent: 0 },
  'transfer-out': { do: 'transfer-out', atMs: 1, contact: 5, reason: 'partner' },
  divert: { do: 'divert', atMs: 1, contact: 5, reason: 'voicemail' },
  move: { do: 'move', atMs: 1, contact: 5, type: 0, priority: 1 },
  exclude: { do: 'exclude', atMs: 1, contact: 5, agent: 0 },
  'extend-wrap-up': { do: 'extend-wrap-up', atMs: 1, agent: 0, byMs: 9, contact: 5 },
  'add-agent': { do: 'add-agent', atMs: 1, group: 0 },
  'sign-in': { do: 'sign-in', atMs: 1, agent: 0 },
  'sign-out': { do: 'sign-out', atMs: 1, agent: 0 },
  ready: { do: 'ready', atMs: 1, agent: 0 },
  'not-ready': { do: 'not-ready', atMs: 1, agent: 0, reason: 'break' },
  unreachable: { do: 'unreachable', atMs: 1, agent: 0 },
  reachable: { do: 'reachable', atMs: 1, agent: 0 },
  'set-skills': { do: 'set-skills', atMs: 1, agent: 0, skills: {} },
  'remove-agent': { do: 'remove-agent', atMs: 1, agent: 0 },
  'end-wrap-up': { do: 'end-wrap-up', atMs: 1, agent: 0, contact: 5 },
  'force-sign-out': { do: 'force-sign-out', atMs: 1, agent: 0, by: 7 },
  'force-not-ready': { do: 'force-not-ready', atMs: 1, agent: 0, reason: 'audit', by: 7 },
  'force-ready': { do: 'force-ready', atMs: 1, agent: 0, by: 7 },
  'force-release': { do: 'force-release', atMs: 1, contact: 5, by: 7 },
  intercept: { do: 'intercept', atMs: 1, contact: 5, agent: 0 },
  'accept-callback': { do: 'accept-callback', atMs: 1, contact: 5 },
  'dial-answered': { do: 'dial-answered', atMs: 1, contact: 5 },
  'dial-failed': { do: 'dial-failed', atMs: 1, contact: 5, reason: 'busy' },
  'cancel-dial': { do: 'cancel-dial', atMs: 1, contact: 5 },
  list: { do: 'list', atMs: 1, campaign: 0, ref: 2, dueInMs: 10 },
  reconfigure: { do: 'reconfigure', atMs: 1, config: { types: [{ name: 'a' }], groups: [{ name: 'g' }] } },
  'consult-agent': { do: 'consult-agent', atMs: 1, contact: 5, agent: 0 },
  'consult-queue': { do: 'consult-queue', atMs: 1, contact: 5, type: 0, priority: 3 },
  'consult-outside': { do: 'consult-outside', atMs: 1, contact: 5, outside: 'partner' },
  'cancel-consult': { do: 'cancel-consult', atMs: 1, contact: 5 },
  'complete-consult': { do: 'complete-consult', atMs: 1, contact: 5 },
  conference: { do: 'conference', atMs: 1, contact: 5 },
  'leave-conference': { do: 'leave-conference', atMs: 1, contact: 5, agent: 0 },
  listen: { do: 'listen', atMs: 1, contact: 5, agent: 0 },
  whisper: { do: 'whisper', atMs: 1, contact: 5, agent: 0 },
  'barge-in': { do: 'barge-in', atMs: 1, contact: 5, agent: 0 },
  'stop-listening': { do: 'stop-listening', atMs: 1, contact: 5, agent: 0 },
  advance: { do: 'advance', atMs: 1 },
}

describe('an engine that is journalled', () => {
  it.each(Object.values(EACH))('writes $do down as it was commanded, be it refused or not', (command) => {
    const written: AcdCommand[] = []
    const engine = journalled(new AcdEngine({ types: [{ name: 'a' }], groups: [{ name: 'g' }] }), (each) => {
      written.push(each)
    })
    engine.addAgent({ group: 0 })
    try {
      perform(engine, command)
    } catch {
      // What is refused was commanded all the same: done again it is refused again.
    }
    expect(written.at(-1)).toEqual(command)
  })
})

describe('the head of a journal', () => {
  it('refuses an infinity that JSON would not bring back, with its path', () => {
    const head = (more: object) => () => journalHead({ types: [{ name: 'a', ...more }], groups: [{ name: 'g' }] })
    expect(head({ headStartMs: Infinity })).toThrow(/config\.types\[0\]\.headStartMs/)
    expect(head({ stages: [{ afterMs: -Infinity }] })).toThrow(/config\.types\[0\]\.stages\[0\]\.afterMs/)
    expect(head({ overflow: [{ afterMs: Infinity }] })()).toContain('"afterMs":"forever"')
  })
})
