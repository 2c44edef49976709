import { describe, expect, it } from 'vitest'

import { changed, mistakeOf, SMALL } from './small-scenario.ts'

// Each row: what a planner did, how, the code that programs see, the line that people see.

describe('mistakes in keys', () => {
  it.each([
    [
      'an unknown key',
      'agents: 5',
      'agnets: 5',
      'unknown-key',
      'day.yaml:16: groups.front.agnets: unknown key; did you mean "agents"?',
    ],
    [
      'an unknown key like no other',
      'agents: 5',
      'agents: 5, colour: red',
      'unknown-key',
      'day.yaml:16: groups.front.colour: unknown key; known: label, agents, shifts, staffing, absence, lateness, breakOverrun, offPhone, speedCv, learning, rises, skills, and 12 more',
    ],
    [
      'a mistyped required key',
      'name: Small',
      'nmae: Small',
      'unknown-key',
      'day.yaml:2: nmae: unknown key; did you mean "name"?',
    ],
    [
      'a key in other case',
      'perHour',
      'perhour',
      'unknown-key',
      'day.yaml:9: types.orders.arrivals.perhour: unknown key; did you mean "perHour"?',
    ],
    ['a missing key', 'name: Small\n', '', 'missing-key', 'day.yaml:1: name: is missing; write a name'],
    [
      'a missing version',
      'strowger: 1\n',
      '',
      'missing-key',
      'day.yaml:1: strowger: is missing; write 1, the version of the format that this program reads',
    ],
    [
      'another version',
      'strowger: 1',
      'strowger: 2',
      'wrong-value',
      'day.yaml:1: strowger: 2 is not understood; write 1, the version of the format that this program reads',
    ],
    [
      'a key without a value',
      'name: Small',
      'name:',
      'missing-key',
      'day.yaml:2: name: nothing is written after the key; write a name',
    ],
    [
      'a group without a value',
      '  front: { agents: 5 }',
      '  front:',
      'missing-key',
      'day.yaml:16: groups.front: nothing is written after the key; write an agent group with agents or shifts',
    ],
    [
      'a missing section',
      '    arrivals: { perHour: 60 }\n',
      '',
      'missing-key',
      'day.yaml:8: types.orders.arrivals: is missing; write arrivals, such as { perHour: 1900 }',
    ],
    [
      'a key written twice',
      'name: Small',
      'name: Small\nname: Big',
      'duplicate-key',
      'day.yaml:3: name: written before in line 2; keep one of the two',
    ],
    [
      'a name with a slash',
      '  desk:',
      '  desk/a:',
      'bad-name',
      'day.yaml:17: groups.desk/a: this name cannot be used; write a name of letters, digits, spaces, "-", "_" and "."',
    ],
    [
      'a key that is a list',
      'name: Small',
      'name: Small\n? [a]\n: 1',
      'bad-name',
      'day.yaml:3: a key that is not a text; write a name before the colon',
    ],
    [
      'a key of the language',
      'name: Small',
      'name: Small\n__proto__: 1',
      'unknown-key',
      'day.yaml:3: __proto__: unknown key; remove it',
    ],
    [
      'a number for a name',
      'name: Small',
      'name: 95105670',
      'wrong-type',
      'day.yaml:2: name: 95105670 is a number; write it in quotes, as a text: "95105670"',
    ],
    [
      'a truth value for a text',
      'name: Small',
      'name: true',
      'wrong-type',
      'day.yaml:2: name: true is a truth value; write it in quotes, as a text: "true"',
    ],
    [
      'a text for a map',
      'types:\n',
      'types: none\nothers:\n',
      'wrong-type',
      'day.yaml:7: types: "none" is a text; write a map of contact types (and 1 more)',
    ],
    [
      'a list for a map',
      'skills: { vip: {}, english: {} }',
      'skills: [vip, english]',
      'wrong-type',
      'day.yaml:4: skills: holds a list; write a map of skills, such as { english: {}, vip: {} }',
    ],
    [
      'a skill that is a number',
      'vip: {}, ',
      'vip: 3, ',
      'wrong-type',
      'day.yaml:4: skills.vip: 3 is a number; write a skill, such as {} or { label: English }',
    ],
  ])('%s', (_, piece, by, code, message) => {
    const mistake = mistakeOf(changed(piece, by))
    expect(mistake.message).toBe(message)
    expect(mistake.code).toBe(code)
  })
})

describe('mistakes in run', () => {
  it.each([
    [
      'a duration without a unit',
      'duration: 2h',
      'duration: 2',
      'missing-unit',
      'day.yaml:3: run.duration: 2 has no unit; write "2s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'no duration',
      'duration: 2h, ',
      '',
      'missing-key',
      'day.yaml:3: run.duration: is missing; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'a duration of 0',
      'duration: 2h',
      'duration: 0h',
      'out-of-range',
      'day.yaml:3: run.duration: "0h" is out of range; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'no replications',
      'duration: 2h',
      'duration: 2h, replications: 0',
      'out-of-range',
      'day.yaml:3: run.replications: 0 is out of range; write a whole number of replications, 1 or more',
    ],
    [
      'half a replication',
      'duration: 2h',
      'duration: 2h, replications: 2.5',
      'out-of-range',
      'day.yaml:3: run.replications: 2.5 is out of range; write a whole number of replications, 1 or more',
    ],
    [
      'a mistyped mode',
      'duration: 2h',
      'duration: 2h, mode: stedy',
      'wrong-value',
      'day.yaml:3: run.mode: "stedy" is not understood; did you mean "steady"?',
    ],
    [
      'an unknown mode',
      'duration: 2h',
      'duration: 2h, mode: weekly',
      'wrong-value',
      'day.yaml:3: run.mode: "weekly" is not understood; write a mode: day or steady',
    ],
    [
      'a warm-up of a day',
      'duration: 2h',
      'duration: 2h, warmUp: 1h',
      'not-in-this-mode',
      'day.yaml:3: run.warmUp: a warm-up of "1h" has no meaning in mode day; remove it, or write mode: steady',
    ],
    [
      'a negative seed',
      'duration: 2h',
      'duration: 2h, seed: -1',
      'out-of-range',
      'day.yaml:3: run.seed: -1 is out of range; write a whole number, 0 or more',
    ],
    [
      'a start on the next day',
      'startsAt: 08:00',
      'startsAt: 26:00',
      'out-of-range',
      'day.yaml:3: run.startsAt: "26:00" is on the next day; write "02:00", and the next day as run.weekday (and 1 more)',
    ],
    [
      'an unknown weekday',
      'duration: 2h',
      'duration: 2h, weekday: monday',
      'wrong-value',
      'day.yaml:3: run.weekday: "monday" is not understood; write a weekday: mon, tue, wed, thu, fri, sat, sun',
    ],
    [
      'varying arrivals in a steady run',
      'duration: 2h',
      'duration: 2h, mode: steady',
      'not-in-this-mode',
      'day.yaml:12: types.vip.arrivals: arrivals that vary have no steady state; write a constant rate, such as { perHour: 1900 }, or mode: day (and 1 more)',
    ],
  ])('%s', (_, piece, by, code, message) => {
    const mistake = mistakeOf(changed(piece, by))
    expect(mistake.message).toBe(message)
    expect(mistake.code).toBe(code)
  })
})

describe('mistakes in arrivals and profiles', () => {
  it.each([
    [
      'a negative rate',
      'perHour: 60',
      'perHour: -5',
      'out-of-range',
      'day.yaml:9: types.orders.arrivals.perHour: -5 is out of range; write a number of contacts per hour, 0 or more',
    ],
    [
      'a rate that is not a number',
      'perHour: 60',
      'perHour: .nan',
      'out-of-range',
      'day.yaml:9: types.orders.arrivals.perHour: NaN is out of range; write a number of contacts per hour, 0 or more',
    ],
    [
      'an infinite rate',
      'perHour: 60',
      'perHour: .inf',
      'out-of-range',
      'day.yaml:9: types.orders.arrivals.perHour: Infinity is out of range; write a number of contacts per hour, 0 or more',
    ],
    [
      'a text for a rate',
      'perHour: 60',
      'perHour: many',
      'wrong-type',
      'day.yaml:9: types.orders.arrivals.perHour: "many" is a text; write a number of contacts per hour, 0 or more',
    ],
    [
      'a number for arrivals',
      '{ perHour: 60 }',
      '60',
      'wrong-type',
      'day.yaml:9: types.orders.arrivals: 60 is a number; write arrivals, such as { perHour: 1900 }',
    ],
    [
      'empty arrivals',
      '{ perHour: 60 }',
      '{}',
      'missing-key',
      'day.yaml:9: types.orders.arrivals.perHour: is missing; write a number of contacts per hour, 0 or more',
    ],
    [
      'nothing for arrivals',
      ' { perHour: 60 }',
      '',
      'missing-key',
      'day.yaml:9: types.orders.arrivals: nothing is written after the key; write arrivals, such as { perHour: 1900 }',
    ],
    [
      'rates without an interval',
      'perHour: 60',
      'perHour: [1, 2]',
      'missing-key',
      'day.yaml:9: types.orders.arrivals.interval: is missing; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'too many rates',
      'perHour: 60',
      'interval: 1h, perHour: [1, 2, 3]',
      'does-not-cover-run',
      'day.yaml:9: types.orders.arrivals.perHour: rates for 3 × 1h = 3h, and the run lasts 2h; write 2 rates',
    ],
    [
      'an interval that does not divide the run',
      'perHour: 60',
      'interval: 25m, perHour: [1, 2, 3]',
      'does-not-cover-run',
      'day.yaml:9: types.orders.arrivals.perHour: rates for 3 × 25m = 1h15m, and the run lasts 2h; write an interval that divides 2h',
    ],
    [
      'a negative rate among others',
      'perHour: 60',
      'interval: 1h, perHour: [1, -2]',
      'out-of-range',
      'day.yaml:9: types.orders.arrivals.perHour[1]: -2 is out of range; write a number of contacts per hour, 0 or more',
    ],
    [
      'a day without a profile',
      'perHour: 60',
      'perDay: 60',
      'missing-key',
      'day.yaml:9: types.orders.arrivals.profile: is missing; write the name of a profile',
    ],
    [
      'two forms of arrivals',
      'perHour: 60',
      'perHour: 60, perDay: 100',
      'unknown-key',
      'day.yaml:9: types.orders.arrivals.perDay: unknown key; known: perHour, batch',
    ],
    [
      'a mistyped profile',
      'profile: morning',
      'profile: mornign',
      'unknown-name',
      'day.yaml:12: types.vip.arrivals.profile: there is no profile "mornign"; did you mean "morning"?',
    ],
    [
      'an unknown profile',
      'profile: morning',
      'profile: evening',
      'unknown-name',
      'day.yaml:12: types.vip.arrivals.profile: there is no profile "evening"; known: morning',
    ],
    [
      'weights that are all 0',
      '[1, 2]',
      '[0, 0]',
      'out-of-range',
      'day.yaml:6: profiles.morning.weights: all weights are 0; write at least one weight above 0',
    ],
    [
      'a profile that is too short',
      '[1, 2]',
      '[1]',
      'does-not-cover-run',
      'day.yaml:6: profiles.morning.weights: weights for 1 × 1h = 1h, and the run lasts 2h; write 2 weights',
    ],
    [
      'a negative weight',
      '[1, 2]',
      '[1, -2]',
      'out-of-range',
      'day.yaml:6: profiles.morning.weights[1]: -2 is out of range; write a weight, 0 or more',
    ],
    [
      'an empty profile',
      '[1, 2]',
      '[]',
      'wrong-type',
      'day.yaml:6: profiles.morning.weights: holds an empty list; write a list of weights',
    ],
  ])('%s', (_, piece, by, code, message) => {
    const mistake = mistakeOf(changed(piece, by))
    expect(mistake.message).toBe(message)
    expect(mistake.code).toBe(code)
  })
})

describe('mistakes in durations and distributions', () => {
  it.each([
    [
      'a mean without a unit',
      'mean: 180s',
      'mean: 180',
      'missing-unit',
      'day.yaml:10: types.orders.handlingTime.mean: 180 has no unit; write "180s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'a mean in quotes without a unit',
      'mean: 180s',
      'mean: "180"',
      'missing-unit',
      'day.yaml:10: types.orders.handlingTime.mean: "180" has no unit; write "180s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'a mean of 0 s',
      'mean: 180s',
      'mean: 0s',
      'out-of-range',
      'day.yaml:10: types.orders.handlingTime.mean: "0s" is out of range; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'a mean of 0',
      'mean: 180s',
      'mean: 0',
      'out-of-range',
      'day.yaml:10: types.orders.handlingTime.mean: 0 is out of range; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'a negative mean',
      'mean: 180s',
      'mean: -3s',
      'out-of-range',
      'day.yaml:10: types.orders.handlingTime.mean: "-3s" is out of range; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'an unknown unit',
      'mean: 180s',
      'mean: 3 sec',
      'wrong-value',
      'day.yaml:10: types.orders.handlingTime.mean: "3 sec" is not understood; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'no mean',
      ', mean: 180s',
      '',
      'missing-key',
      'day.yaml:10: types.orders.handlingTime.mean: is missing; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'a mistyped distribution',
      'exponential',
      'exponentail',
      'wrong-value',
      'day.yaml:10: types.orders.handlingTime.distribution: "exponentail" is not understood; did you mean "exponential"?',
    ],
    [
      'an unknown distribution',
      'exponential',
      'cauchy',
      'wrong-value',
      'day.yaml:10: types.orders.handlingTime.distribution: "cauchy" is not understood; write one of exponential, deterministic, uniform, triangular, lognormal, loglogistic, gamma, erlang, weibull, hyperexponential, hazard, empirical, histogram, mixture, recorded',
    ],
    [
      'no distribution',
      'distribution: exponential, ',
      '',
      'missing-key',
      'day.yaml:10: types.orders.handlingTime.distribution: is missing; write one of exponential, deterministic, uniform, triangular, lognormal, loglogistic, gamma, erlang, weibull, hyperexponential, hazard, empirical, histogram, mixture, recorded',
    ],
    [
      'a distribution without a unit',
      '{ distribution: exponential, mean: 180s }',
      '180',
      'missing-unit',
      'day.yaml:10: types.orders.handlingTime: 180 has no unit; write "180s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'a list for a distribution',
      '{ distribution: exponential, mean: 180s }',
      '[180s]',
      'wrong-type',
      'day.yaml:10: types.orders.handlingTime: holds a list; write a distribution, such as "180s" or { distribution: exponential, mean: 180s }',
    ],
    [
      'a negative cv',
      '{ distribution: exponential, mean: 180s }',
      '{ distribution: gamma, mean: 3m, cv: -1 }',
      'out-of-range',
      'day.yaml:10: types.orders.handlingTime.cv: -1 is out of range; write a coefficient of variation above 0, at most 100',
    ],
    [
      'a parameter of another distribution',
      '{ distribution: exponential, mean: 180s }',
      '{ distribution: exponential, mean: 3m, cv: 1 }',
      'unknown-key',
      'day.yaml:10: types.orders.handlingTime.cv: unknown key; known: distribution, mean',
    ],
    [
      'a hyperexponential of low cv',
      '{ distribution: exponential, mean: 180s }',
      '{ distribution: hyperexponential, mean: 3m, cv: 0.5 }',
      'out-of-range',
      'day.yaml:10: types.orders.handlingTime.cv: 0.5 is out of range; write a coefficient of variation from 1 to 100 (below 1, use gamma or erlang)',
    ],
    [
      'bounds in the wrong order',
      '{ distribution: exponential, mean: 180s }',
      '{ distribution: uniform, from: 3m, to: 2m }',
      'out-of-range',
      'day.yaml:10: types.orders.handlingTime.to: the upper bound "2m" is not above the lower one, "3m"; write a duration above "3m"',
    ],
    [
      'half a phase',
      '{ distribution: exponential, mean: 180s }',
      '{ distribution: erlang, mean: 3m, phases: 1.5 }',
      'out-of-range',
      'day.yaml:10: types.orders.handlingTime.phases: 1.5 is out of range; write a whole number of phases from 1 to 1000',
    ],
    [
      'no observed values',
      '{ distribution: exponential, mean: 180s }',
      '{ distribution: empirical, values: [] }',
      'wrong-type',
      'day.yaml:10: types.orders.handlingTime.values: holds an empty list; write a list of durations',
    ],
    [
      'an observed value without a unit',
      '{ distribution: exponential, mean: 180s }',
      '{ distribution: empirical, values: [3s, 4] }',
      'missing-unit',
      'day.yaml:10: types.orders.handlingTime.values[1]: 4 has no unit; write "4s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'talking for ever',
      '{ distribution: exponential, mean: 180s }',
      'never',
      'wrong-value',
      'day.yaml:10: types.orders.handlingTime: "never" is not understood; write a distribution, such as "180s" or { distribution: exponential, mean: 180s }',
    ],
    [
      'recorded talk of unrecorded contacts',
      '{ distribution: exponential, mean: 180s }',
      'recorded',
      'conflicting-keys',
      'day.yaml:10: types.orders.handlingTime: only recorded contacts have recorded handling times; write a distribution, or arrivals: { recorded: true }',
    ],
  ])('%s', (_, piece, by, code, message) => {
    const mistake = mistakeOf(changed(piece, by))
    expect(mistake.message).toBe(message)
    expect(mistake.code).toBe(code)
  })
})

describe('mistakes in skills, splits and references', () => {
  it.each([
    [
      'an unknown skill of a type',
      'requires: { vip: 1 }',
      'requires: { gold: 1 }',
      'unknown-skill',
      'day.yaml:13: types.vip.requires.gold: there is no skill "gold"; declare it under skills (known: vip, english)',
    ],
    [
      'a skill in other case',
      'requires: { vip: 1 }',
      'requires: [VIP]',
      'unknown-skill',
      'day.yaml:13: types.vip.requires[0]: there is no skill "VIP"; did you mean "vip"?',
    ],
    [
      'an unknown skill of a group',
      'skills: [vip]',
      'skills: { vipp: 2 }',
      'unknown-skill',
      'day.yaml:18: groups.desk.skills.vipp: there is no skill "vipp"; did you mean "vip"?',
    ],
    [
      'a skill without a list',
      'requires: { vip: 1 }',
      'requires: vip',
      'wrong-type',
      'day.yaml:13: types.vip.requires: "vip" is a text; write required skills: a map from skill to level, or a list of skills at level 1',
    ],
    [
      'a level above 10',
      'requires: { vip: 1 }',
      'requires: { vip: 11 }',
      'out-of-range',
      'day.yaml:13: types.vip.requires.vip: 11 is out of range; write a level from 1 to 10',
    ],
    [
      'a level of 0',
      'skills: [vip]',
      'skills: { vip: 0 }',
      'out-of-range',
      'day.yaml:18: groups.desk.skills.vip: 0 is out of range; write a level from 1 to 10',
    ],
    [
      'a skill twice',
      'skills: [vip]',
      'skills: [vip, vip]',
      'listed-twice',
      'day.yaml:18: groups.desk.skills[1]: "vip" is listed twice; keep one of the two',
    ],
    [
      'a part without its skill',
      'handlingTime: 200s',
      'handlingTime: 200s\n    split: { by: city, skill: true, shares: { gz: 1 } }',
      'unknown-skill',
      'day.yaml:15: types.vip.split.shares.gz: there is no skill "gz"; declare it under skills (known: vip, english)',
    ],
    [
      'shares of 0',
      'handlingTime: 200s',
      'handlingTime: 200s\n    split: { by: city, shares: { gz: 0 } }',
      'out-of-range',
      'day.yaml:15: types.vip.split.shares: the shares add up to 0; write shares above 0',
    ],
    [
      'no shares',
      'handlingTime: 200s',
      'handlingTime: 200s\n    split: { by: city, shares: {} }',
      'out-of-range',
      'day.yaml:15: types.vip.split.shares: the shares add up to 0; write shares above 0',
    ],
    [
      'a negative share',
      'handlingTime: 200s',
      'handlingTime: 200s\n    split: { by: city, shares: { gz: -1 } }',
      'out-of-range',
      'day.yaml:15: types.vip.split.shares.gz: -1 is out of range; write a share, 0 or more (only their proportions count)',
    ],
    [
      'a priority above 31',
      'handlingTime: 200s',
      'handlingTime: 200s\n    priority: 32',
      'out-of-range',
      'day.yaml:15: types.vip.priority: 32 is out of range; write a whole number from 0 to 31',
    ],
    [
      'a factor for an unknown type',
      'agents: 5',
      'agents: 5, handlingFactorByType: { order: 2 }',
      'unknown-name',
      'day.yaml:16: groups.front.handlingFactorByType.order: there is no contact type "order"; did you mean "orders"?',
    ],
    [
      'a factor of 0',
      'agents: 5',
      'agents: 5, handlingFactor: 0',
      'out-of-range',
      'day.yaml:16: groups.front.handlingFactor: 0 is out of range; write a factor above 0, such as 1.1',
    ],
    [
      'a probability above 1',
      'agents: 5',
      'agents: 5, noAnswer: 1.5',
      'out-of-range',
      'day.yaml:16: groups.front.noAnswer: 1.5 is out of range; write a probability from 0 to 1',
    ],
  ])('%s', (_, piece, by, code, message) => {
    const mistake = mistakeOf(changed(piece, by))
    expect(mistake.message).toBe(message)
    expect(mistake.code).toBe(code)
  })
})

describe('mistakes in agents and shifts', () => {
  it.each([
    [
      'a shift that ends before it starts',
      'to: 10:00',
      'to: 07:00',
      'shift-ends-before-it-starts',
      'day.yaml:20: groups.desk.shifts[0].to: the shift ends ("07:00") before it starts ("08:00"); write an end after "08:00"; "31:00" is 07:00 on the next day',
    ],
    [
      'a shift that ends when it starts',
      'to: 10:00',
      'to: 08:00',
      'shift-ends-before-it-starts',
      'day.yaml:20: groups.desk.shifts[0].to: the shift ends ("08:00") when it starts ("08:00"); write an end after "08:00"; "32:00" is 08:00 on the next day',
    ],
    [
      'a time after the next day',
      'to: 10:00',
      'to: 49:00',
      'wrong-value',
      'day.yaml:20: groups.desk.shifts[0].to: "49:00" is not understood; write a time of day such as "08:00", up to "48:00" for the next day',
    ],
    [
      'a number for a time',
      'to: 10:00',
      'to: 10',
      'wrong-type',
      'day.yaml:20: groups.desk.shifts[0].to: 10 is a number; write a time of day such as "08:00", up to "48:00" for the next day',
    ],
    [
      'no end',
      ', to: 10:00',
      '',
      'missing-key',
      'day.yaml:20: groups.desk.shifts[0].to: is missing; write a time of day such as "08:00", up to "48:00" for the next day',
    ],
    [
      'a shift before the run',
      'from: 08:00, to: 10:00',
      'from: 05:00, to: 07:00',
      'shift-outside-run',
      'day.yaml:20: groups.desk.shifts[0]: the shift from "05:00" to "07:00" is outside the run; write times from "08:00" to "10:00" (above 24:00: the next day)',
    ],
    [
      'a shift after the run',
      'from: 08:00, to: 10:00',
      'from: 18:00, to: 27:00',
      'shift-outside-run',
      'day.yaml:20: groups.desk.shifts[0]: the shift from "18:00" to "27:00" is outside the run; write times from "08:00" to "10:00" (above 24:00: the next day)',
    ],
    [
      'a mistyped day',
      'agents: 2 }',
      'agents: 2, days: [mo] }',
      'wrong-value',
      'day.yaml:20: groups.desk.shifts[0].days[0]: "mo" is not understood; did you mean "mon"?',
    ],
    [
      'no days',
      'agents: 2 }',
      'agents: 2, days: [] }',
      'wrong-type',
      'day.yaml:20: groups.desk.shifts[0].days: holds an empty list; write a list of weekdays, such as [mon, tue]',
    ],
    [
      'shifts on other days only',
      'agents: 2 }',
      'agents: 2, days: [tue] }',
      'served-by-nobody',
      'day.yaml:11: types.vip: only groups without agents on mon can serve "vip" (desk); give one of them agents',
    ],
    [
      'half an agent',
      'agents: 2 }',
      'agents: 2.5 }',
      'out-of-range',
      'day.yaml:20: groups.desk.shifts[0].agents: 2.5 is out of range; write a whole number of agents, 0 or more',
    ],
    [
      'fewer than no agents',
      'agents: 2 }',
      'agents: -2 }',
      'out-of-range',
      'day.yaml:20: groups.desk.shifts[0].agents: -2 is out of range; write a whole number of agents, 0 or more',
    ],
    [
      'neither agents nor shifts',
      '{ agents: 5 }',
      '{}',
      'missing-key',
      'day.yaml:16: groups.front.agents: the group has neither agents nor shifts nor staffing; write a number of agents, or shifts such as [{ from: "08:00", to: "16:00", agents: 40 }]',
    ],
    [
      'agents as well as shifts',
      '  front: { agents: 5 }',
      '  front: { agents: 5, shifts: [{ from: 08:00, to: 10:00, agents: 2 }] }',
      'conflicting-keys',
      'day.yaml:16: groups.front.shifts: the group has agents as well as shifts; keep one of the two',
    ],
    [
      'nobody at work',
      '  front: { agents: 5 }\n  desk:\n    skills: [vip]\n    shifts:\n      - { from: 08:00, to: 10:00, agents: 2 }',
      '  front: { agents: 0 }\n  desk: { agents: 0, skills: [vip] }',
      'no-agents',
      'day.yaml:15: groups: no group has agents on mon; write agents for at least one group, or another run.weekday',
    ],
    [
      'a group that can serve no type',
      '  orders:\n    arrivals: { perHour: 60 }\n    handlingTime: { distribution: exponential, mean: 180s }\n',
      '',
      'serves-nothing',
      'day.yaml:13: groups.front: group "front" can serve no contact type; give it the skills of a contact type, such as those of "vip": vip at level 1',
    ],
    [
      'a type that nobody can serve',
      'skills: [vip]',
      'skills: [english]',
      'served-by-nobody',
      'day.yaml:11: types.vip: no group can serve "vip"; give a group its skills: vip at level 1',
    ],
    [
      'a level that nobody has',
      'requires: { vip: 1 }',
      'requires: { vip: 2 }',
      'served-by-nobody',
      'day.yaml:11: types.vip: no group can serve "vip"; give a group its skills: vip at level 2',
    ],
    [
      'no types',
      'types:\n  orders:\n    arrivals: { perHour: 60 }\n    handlingTime: { distribution: exponential, mean: 180s }\n  vip:\n    arrivals: { perDay: 100, profile: morning }\n    requires: { vip: 1 }\n    handlingTime: 200s\n',
      'types: {}\n',
      'missing-key',
      'day.yaml:7: types: there is no contact type; declare one',
    ],
    [
      'no groups',
      'groups:\n  front: { agents: 5 }\n  desk:\n    skills: [vip]\n    shifts:\n      - { from: 08:00, to: 10:00, agents: 2 }\n',
      'groups: {}\n',
      'missing-key',
      'day.yaml:15: groups: there is no agent group; declare one',
    ],
  ])('%s', (_, piece, by, code, message) => {
    const mistake = mistakeOf(changed(piece, by))
    expect(mistake.message).toBe(message)
    expect(mistake.code).toBe(code)
  })
})

describe('mistakes in routing, offers and files that go on', () => {
  it.each([
    [
      'no trunks',
      'trunks: 0',
      'out-of-range',
      'day.yaml:21: trunks: 0 is out of range; write a whole number of trunks, 1 or more',
    ],
    [
      'half a trunk',
      'trunks: 1.5',
      'out-of-range',
      'day.yaml:21: trunks: 1.5 is out of range; write a whole number of trunks, 1 or more',
    ],
    [
      'a text for trunks',
      'trunks: lots',
      'wrong-type',
      'day.yaml:21: trunks: "lots" is a text; write a whole number of trunks, 1 or more',
    ],
    [
      'a time-out of 0',
      'offers: { timeout: 0 }',
      'out-of-range',
      'day.yaml:21: offers.timeout: 0 is out of range; write a duration longer than 0 with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'an unknown state',
      'offers: { afterNoAnswer: redy }',
      'wrong-value',
      'day.yaml:21: offers.afterNoAnswer: "redy" is not understood; did you mean "ready"?',
    ],
    [
      'no threshold',
      'serviceLevel: {}',
      'missing-key',
      'day.yaml:21: serviceLevel.threshold: is missing; write a duration with its unit, such as "180s", "30m" or "1h30m"',
    ],
    [
      'a threshold without a unit',
      'serviceLevel: { threshold: 20 }',
      'missing-unit',
      'day.yaml:21: serviceLevel.threshold: 20 has no unit; write "20s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'a mistyped policy',
      'routing: { policy: rankd }',
      'wrong-value',
      'day.yaml:21: routing.policy: "rankd" is not understood; did you mean "ranked"?',
    ],
    [
      'tiers without the policy',
      'routing: { agents: { vip: [[desk]] } }',
      'conflicting-keys',
      'day.yaml:21: routing.agents: tiers have no meaning under policy longest-idle; write policy: ranked or expected-delay or load-ratio, or remove the tiers',
    ],
    [
      'an unknown type in routing',
      'routing: { policy: ranked, agents: { vpi: [[desk]] } }',
      'unknown-name',
      'day.yaml:21: routing.agents.vpi: there is no contact type "vpi"; did you mean "vip"?',
    ],
    [
      'an unknown group in routing',
      'routing: { policy: ranked, agents: { vip: [[dsek]] } }',
      'unknown-name',
      'day.yaml:21: routing.agents.vip[0][0]: there is no group "dsek"; did you mean "desk"?',
    ],
    [
      'a group without the skills',
      'routing: { policy: ranked, agents: { vip: [[front]] } }',
      'lacks-skill',
      'day.yaml:21: routing.agents.vip[0][0]: group "front" lacks skills of "vip" (vip); add them to groups.front.skills, or remove the name here',
    ],
    [
      'a tier that is no list',
      'routing: { policy: ranked, agents: { vip: [desk] } }',
      'wrong-type',
      'day.yaml:21: routing.agents.vip[0]: "desk" is a text; write tiers: a list of lists of names, such as [[desk], [gold, silver]]',
    ],
    [
      'a number for a group',
      'routing: { policy: ranked, agents: { vip: [[95105]] } }',
      'wrong-type',
      'day.yaml:21: routing.agents.vip[0][0]: 95105 is a number; write it in quotes, as a text: "95105"',
    ],
    [
      'a group twice',
      'routing: { policy: ranked, agents: { orders: [[front], [front, desk]] } }',
      'listed-twice',
      'day.yaml:21: routing.agents.orders[1][0]: "front" is listed twice; keep one of the two',
    ],
    [
      'a group that the tiers leave out',
      'routing: { policy: ranked, agents: { orders: [[desk]] } }',
      'serves-nothing',
      'day.yaml:16: groups.front: group "front" can serve no contact type; add the group to tiers of routing.agents and types to its tiers of routing.contacts',
    ],
    [
      'a channel that is too heavy for everybody',
      'channels: { voice: { weight: 2 } }',
      'served-by-nobody',
      'day.yaml:8: types.orders: no group that can serve "orders" has room for one: it weighs 2; give one of them a capacity with a total of that, and its channel (and 1 more)',
    ],
    [
      'a type that the tiers leave out',
      'routing: { policy: ranked, contacts: { desk: [[orders]] } }',
      'served-by-nobody',
      'day.yaml:11: types.vip: no group can serve "vip"; name it in tiers of routing.agents and routing.contacts',
    ],
    [
      'a type for a group without the skills',
      'routing: { policy: ranked, contacts: { front: [[vip]] } }',
      'lacks-skill',
      'day.yaml:21: routing.contacts.front[0][0]: group "front" lacks skills of "vip" (vip); add them to groups.front.skills, or remove the name here',
    ],
    [
      'a mistyped type for a group',
      'routing: { policy: ranked, contacts: { front: [[ordres]] } }',
      'unknown-name',
      'day.yaml:21: routing.contacts.front[0][0]: there is no contact type "ordres"; did you mean "orders"?',
    ],
    [
      'tiers of an unknown group',
      'routing: { policy: ranked, contacts: { fornt: [[orders]] } }',
      'unknown-name',
      'day.yaml:21: routing.contacts.fornt: there is no group "fornt"; did you mean "front"?',
    ],
    [
      'tiers that contradict each other',
      'routing: { policy: ranked, agents: { orders: [[front]] }, contacts: { desk: [[vip], [orders]] } }',
      'conflicting-keys',
      'day.yaml:21: routing.contacts.desk[1][0]: "orders" is never taken by "desk", which is in none of its tiers; add the group to routing.agents, or remove it here',
    ],
    [
      'overflow without the skills',
      'routing: { overflowAfter: { vip: { front: 30s } } }',
      'lacks-skill',
      'day.yaml:21: routing.overflowAfter.vip.front: group "front" lacks skills of "vip" (vip); add them to groups.front.skills, or remove the name here',
    ],
    [
      'overflow of an unknown type',
      'routing: { overflowAfter: { vips: { desk: 30s } } }',
      'unknown-name',
      'day.yaml:21: routing.overflowAfter.vips: there is no contact type "vips"; did you mean "vip"?',
    ],
    [
      'overflow to an unknown group',
      'routing: { overflowAfter: { vip: { backup: 30s } } }',
      'unknown-name',
      'day.yaml:21: routing.overflowAfter.vip.backup: there is no group "backup"; known: front, desk',
    ],
    [
      'overflow without a unit',
      'routing: { overflowAfter: { vip: { desk: 30 } } }',
      'missing-unit',
      'day.yaml:21: routing.overflowAfter.vip.desk: 30 has no unit; write "30s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'overflow without a group',
      'routing: { overflowAfter: { vip: 30s } }',
      'wrong-type',
      'day.yaml:21: routing.overflowAfter.vip: "30s" is a text; write a map from group to waiting time',
    ],
    [
      'an extension of nothing',
      'extends: 3',
      'wrong-type',
      'day.yaml:21: extends: 3 is not a file; write one path, such as "./base.yaml"',
    ],
    [
      'an extension of itself',
      'extends: day.yaml',
      'extends-cycle',
      'day.yaml:21: extends: the files extend each other: day.yaml → day.yaml; end the chain',
    ],
    [
      'an unknown key named as in JavaScript',
      'constructor: 1',
      'unknown-key',
      'day.yaml:21: constructor: unknown key; known: strowger, name, nameZh, description, extends, run, timeZone, schedules, serviceLevel, skills, profiles, channels, and 15 more',
    ],
    [
      'a second document',
      '---\nname: Other',
      'not-yaml',
      'day.yaml:21: not YAML: a second document begins (column 1); correct the syntax: "key: value", indented by spaces, special characters in quotes',
    ],
  ])('%s', (_, appended, code, message) => {
    const mistake = mistakeOf(`${SMALL}${appended}\n`, { 'day.yaml': SMALL })
    expect(mistake.message).toBe(message)
    expect(mistake.code).toBe(code)
  })
})

describe('texts that are no scenario', () => {
  it.each([
    ['an empty file', '', 'empty-file', 'day.yaml:1: the file is empty; begin it with "strowger: 1" and a name'],
    [
      'only a comment',
      '# nothing yet\n',
      'empty-file',
      'day.yaml:1: the file is empty; begin it with "strowger: 1" and a name',
    ],
    [
      'a list',
      '- a\n- b\n',
      'wrong-type',
      'day.yaml:1: the file holds a list; write a map of keys that begins with "strowger: 1" and a name',
    ],
    [
      'a text',
      'hello',
      'wrong-type',
      'day.yaml:1: the file holds only the value "hello"; write a map of keys that begins with "strowger: 1" and a name',
    ],
    [
      'a number',
      '42',
      'wrong-type',
      'day.yaml:1: the file holds only the value 42; write a map of keys that begins with "strowger: 1" and a name',
    ],
    [
      'an open bracket',
      'a: [1, 2\nb: 3\n',
      'not-yaml',
      'day.yaml:2: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ] (column 1); correct the syntax: "key: value", indented by spaces, special characters in quotes',
    ],
    [
      'an open quote',
      'name: "Small\n',
      'not-yaml',
      'day.yaml:2: not YAML: Missing closing "quote (column 1); correct the syntax: "key: value", indented by spaces, special characters in quotes',
    ],
    [
      'a tab',
      'a:\n\tb: 1\n',
      'not-yaml',
      'day.yaml:2: not YAML: Tabs are not allowed as indentation (column 1); correct the syntax: "key: value", indented by spaces, special characters in quotes',
    ],
    [
      'a missing space',
      'a: 1\nname:Small\n',
      'not-yaml',
      'day.yaml:2: not YAML: Implicit map keys need to be followed by map values (column 1); correct the syntax: "key: value", indented by spaces, special characters in quotes',
    ],
    [
      'an unknown tag',
      'name: !colour red\n',
      'not-yaml',
      'day.yaml:1: not YAML: Unresolved tag: !colour (column 7); correct the syntax: "key: value", indented by spaces, special characters in quotes',
    ],
    [
      'bytes',
      'strowger: 1\nname: !!binary aGVsbG8=\n',
      'wrong-type',
      'day.yaml:2: name: a kind of value that scenarios do not have; remove the tag',
    ],
    [
      'an alias of nothing',
      'name: *nobody\n',
      'not-yaml',
      'day.yaml:1: name: an alias of nothing; name an anchor before',
    ],
    [
      'an alias inside itself',
      'a: &a { b: *a }\n',
      'not-yaml',
      'day.yaml:1: nested too deeply; nest at most 64 levels',
    ],
    [
      'deep nesting',
      `x: ${'['.repeat(70)}${']'.repeat(70)}\n`,
      'not-yaml',
      'day.yaml:1: nested too deeply; nest at most 64 levels',
    ],
  ])('%s', (_, text, code, message) => {
    const mistake = mistakeOf(text)
    expect(mistake.message).toBe(message)
    expect(mistake.code).toBe(code)
  })
})
