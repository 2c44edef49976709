import { typesNamed } from '../measure/population.ts'
import { readMerged } from '../scenario/inherit.ts'
import { IssueList, show } from '../scenario/issue.ts'
import { loadScenario, type ScenarioIo } from '../scenario/load.ts'
import { suggest } from '../scenario/nearest.ts'
import { resolveLabel } from '../scenario/resolve/label.ts'
import { keysAt, type Path, type SourceMap } from '../scenario/source.ts'
import { validate } from '../scenario/validate.ts'
import type { Claim, Contender, Expectation, Experiment, Side } from './experiment.ts'
import { type RawClaim, type RawExperiment, rawExperiment, type RawExpectation, type RawSide } from './schema.ts'

/** Whether a merged file is an experiment rather than a scenario. */
export function isExperiment(root: SourceMap): boolean {
  return root.entries.has('strowger-experiment')
}

/**
 * Reads an experiment and its scenarios, and checks what its claims name.
 *
 * @throws ScenarioError for every mistake in the files.
 */
export function loadExperiment(path: string, io: ScenarioIo): Experiment {
  const root = readMerged(path, io)
  const issues = new IssueList(root)
  const raw = validate(rawExperiment, root, issues)
  const ids = keysAt(root, ['scenarios'])
  if (ids.length < 2) {
    issues.add('out-of-range', ['scenarios'], `there is only ${ids.length}`, 'name two scenarios or more')
    issues.throwAll()
  }
  const contenders = ids.map((id): Contender => {
    const file = io.resolve(path, raw.scenarios[id]!)
    return { id, file, scenario: loadScenario(file, io) }
  })
  const claims = new ClaimReader(contenders, issues).claims(raw)
  issues.throwIfAny()
  return {
    name: raw.name,
    ...(raw.nameZh === undefined ? {} : { nameZh: raw.nameZh }),
    ...(raw.description === undefined ? {} : { description: raw.description }),
    contenders,
    claims,
    ...(raw.replications === undefined ? {} : { replications: raw.replications }),
    ...(raw.seed === undefined ? {} : { seed: raw.seed }),
  }
}

/** Resolves claims; mistakes go to the list of issues, and what is returned is then not used. */
class ClaimReader {
  readonly #contenders: readonly Contender[]
  readonly #issues: IssueList

  constructor(contenders: readonly Contender[], issues: IssueList) {
    this.#contenders = contenders
    this.#issues = issues
  }

  claims(raw: RawExperiment): Claim[] {
    return (raw.claims ?? []).map((claim, at) => this.#claim(claim, ['claims', at]))
  }

  #claim(raw: RawClaim, path: Path): Claim {
    const text = resolveLabel(raw.text, '')
    if ((raw.expect === undefined) === (raw.untested === undefined)) {
      this.#issues.add('conflicting-keys', path, 'a claim is tested or not', 'write either expect or untested')
    }
    if (raw.untested !== undefined) return { text, untested: resolveLabel(raw.untested, '') }
    const expectations = (raw.expect ?? []).map((each, at) => this.#expectation(each, [...path, 'expect', at]))
    return { text, expectations }
  }

  #expectation(raw: RawExpectation, path: Path): Expectation {
    if ((raw.higher === undefined) === (raw.lower === undefined)) {
      this.#issues.add('conflicting-keys', path, 'the direction is unclear', 'write either higher or lower')
    }
    const direction = raw.higher === undefined ? 'lower' : 'higher'
    const side = this.#side(raw.higher ?? raw.lower ?? '', [...path, direction])
    const than = raw.than.map((each, at) => this.#side(each, [...path, 'than', at]))
    const { measure, spreadBy } = raw
    if (spreadBy === undefined) return { measure, direction, side, than }
    this.#checkSpread(spreadBy, [side, ...than], [...path, 'spreadBy'])
    return { measure, spreadBy, direction, side, than }
  }

  #side(raw: RawSide, path: Path): Side {
    const given = typeof raw === 'string' ? { scenario: raw } : raw
    const contender = this.#contenders.find(({ id }) => id === given.scenario)
    if (contender === undefined) {
      const known = this.#contenders.map(({ id }) => id)
      const problem = `there is no scenario ${show(given.scenario)}`
      this.#issues.add('unknown-name', path, problem, suggest(given.scenario, known))
      return { contender: given.scenario }
    }
    const type = 'type' in given ? given.type : undefined
    if (type === undefined) return { contender: contender.id }
    if (typesNamed(contender.scenario, type).length === 0) {
      const known = contender.scenario.types.flatMap(({ id, base }) => [id, base])
      const problem = `there is no contact type ${show(type)} in ${contender.id}`
      this.#issues.add('unknown-name', [...path, 'type'], problem, suggest(type, [...new Set(known)]))
    }
    return { contender: contender.id, type }
  }

  #checkSpread(by: string, sides: readonly Side[], path: Path): void {
    for (const { contender } of sides) {
      const types = this.#contenders.find(({ id }) => id === contender)?.scenario.types ?? []
      const known = new Set(types.flatMap(({ split }) => split?.by ?? []))
      if (known.has(by)) continue
      this.#issues.add('unknown-name', path, `no type in ${contender} is split by ${show(by)}`, suggest(by, [...known]))
    }
  }
}
