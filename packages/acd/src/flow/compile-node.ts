import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { AttributeValues, Attributes } from '../expression/attributes.ts'
import { compileExpression, type Predicate } from '../expression/compile.ts'
import { parseExpression } from '../expression/parse.ts'
import type { CompiledFlow, CompiledNode, CompiledPrompt } from './compiled-flow.ts'
import type { FlowFloor } from './compile-flow.ts'
import { FieldReader, isRecord } from './field-reader.ts'
import type { FlowsConfig } from './flow-config.ts'
import type { NodeKind } from './node-config.ts'
import type { FlowFacts } from './flow-facts.ts'
import type { FlowNames } from './flow-names.ts'
import { NODE_SHAPES } from './node-shapes.ts'

/** What nodes are compiled against. */
export interface NodeSurroundings {
  readonly config: FlowsConfig
  readonly floor: FlowFloor
  readonly flows: readonly CompiledFlow[]
  /** Filled by the compiler. */
  readonly nodes: CompiledNode[]
  readonly names: FlowNames
  readonly attributes: Attributes
  /** Number of the flow. */
  readonly number: number
}

/** Compiles the nodes of one flow, and those written inside them. */
export class NodeCompiler {
  readonly around: NodeSurroundings
  readonly flow: CompiledFlow
  readonly #ends = new Map<string, number>()

  constructor(around: NodeSurroundings) {
    this.around = around
    this.flow = around.flows[around.number]!
  }

  /** Compiles a node under a number. @throws StrowgerError */
  compile(config: unknown, name: string, path: string, number: number): void {
    const reader = new FieldReader(config, path)
    const kind = reader.raw('do')
    if (typeof kind !== 'string' || !Object.hasOwn(NODE_SHAPES, kind)) {
      const kinds = Object.keys(NODE_SHAPES)
      const remedy = typeof kind === 'string' ? suggest(kind, kinds) : `what the node does: ${kinds.join(', ')}`
      throw new StrowgerError('unknown-node-kind', `${path}.do`, kind, remedy)
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was just found to be one
    const shape = NODE_SHAPES[kind as NodeKind](reader, this, name)
    reader.close()
    this.around.nodes[number] = { ...shape, name, path, flow: this.around.number }
  }

  /** Where a field leads. @throws StrowgerError `missing-branch`, `unknown-node` */
  next(reader: FieldReader, field: string, from: string): number {
    const value = reader.raw(field)
    if (value !== undefined) return this.target(value, `${from}/${field}`, `${reader.path}.${field}`)
    throw new StrowgerError(
      'missing-branch',
      `${reader.path}.${field}`,
      value,
      'where the flow goes on: a node, or its name',
    )
  }

  /** Where a field leads, or the end of the call with a reason when there is none. */
  nextOrEnd(reader: FieldReader, field: string, from: string, reason: string): number {
    return reader.raw(field) === undefined ? this.#end(reason) : this.next(reader, field, from)
  }

  /** The number of a node that is named, or written in place. @throws StrowgerError `unknown-node` */
  target(value: unknown, name: string, path: string): number {
    if (typeof value === 'string') {
      const number = this.flow.numbers.get(value)
      if (number !== undefined) return number
      throw new StrowgerError('unknown-node', path, value, suggest(value, [...this.flow.numbers.keys()]))
    }
    if (!isRecord(value)) throw new StrowgerError('missing-branch', path, value, 'a node, or the name of one')
    const number = this.around.nodes.length
    this.around.nodes.length += 1
    this.compile(value, name, path, number)
    return number
  }

  /** A condition over the names of the file. @throws StrowgerError of parsing and checking */
  condition(text: unknown, path: string): Predicate<FlowFacts> {
    if (typeof text !== 'string')
      throw new StrowgerError('missing', path, text, 'a condition, such as open and not holiday')
    const expression = parseExpression(text, path)
    this.around.names.note(expression)
    return compileExpression(expression, this.around.names.vocabulary, path)
  }

  /** A prompt and what it speaks. @throws StrowgerError `unknown-prompt`, `unknown-name` */
  prompt(reader: FieldReader, field: string = 'prompt'): CompiledPrompt {
    const prompt = reader.text(field, 'the name of a prompt')
    const known = this.around.config.prompts
    if (known !== undefined && !Object.hasOwn(known, prompt)) {
      throw new StrowgerError('unknown-prompt', `${reader.path}.${field}`, prompt, suggest(prompt, Object.keys(known)))
    }
    const says = field === 'prompt' ? reader.texts('says') : []
    const speakable = Object.keys(this.around.config.attributes ?? {})
    for (const [at, name] of says.entries()) {
      if (speakable.includes(name)) continue
      throw new StrowgerError('unknown-name', `${reader.path}.says[${at}]`, name, suggest(name, speakable))
    }
    const bargeIn = field === 'prompt' ? reader.flag('bargeIn', true) : true
    const durationMs = this.#durationMs(prompt)
    if (Number.isNaN(durationMs)) this.around.names.untimed ??= `${reader.path}.${field}`
    return { prompt, says, bargeIn, durationMs }
  }

  /** A prompt where there is one. */
  optionalPrompt(reader: FieldReader, field: string): CompiledPrompt | undefined {
    return reader.raw(field) === undefined ? undefined : this.prompt(reader, field)
  }

  /** Number of a contact type of the flow's tenant. @throws StrowgerError `unknown-type`, `other-tenant` */
  typeNumber(name: string, path: string): number {
    const { types } = this.around.floor
    const at = types.findIndex((type) => type.name === name)
    if (at < 0)
      throw new StrowgerError(
        'unknown-type',
        path,
        name,
        suggest(
          name,
          types.map((type) => type.name),
        ),
      )
    this.#checkTenant(types[at]!.tenant, path, name, 'a contact type')
    return at
  }

  /** The node at which another flow is entered. @throws StrowgerError `unknown-flow`, `unknown-node`, `other-tenant` */
  nodeOfFlow(flowName: string, nodeName: string | undefined, path: string): number {
    const { flows } = this.around
    const flow = flows.find(({ name }) => name === flowName)
    if (flow === undefined) {
      throw new StrowgerError(
        'unknown-flow',
        `${path}.flow`,
        flowName,
        suggest(
          flowName,
          flows.map(({ name }) => name),
        ),
      )
    }
    this.#checkTenant(flow.tenant, `${path}.flow`, flowName, 'a flow')
    const number = nodeName === undefined ? flow.start : flow.numbers.get(nodeName)
    if (number !== undefined) return number
    throw new StrowgerError('unknown-node', `${path}.node`, nodeName, suggest(nodeName ?? '', [...flow.numbers.keys()]))
  }

  /** Attributes to set, as places and numbers. @throws StrowgerError `unknown-name`, `type-mismatch` */
  values(reader: FieldReader): { places: number[]; values: number[] } {
    const given = Object.fromEntries(reader.entries('values'))
    const names = Object.keys(this.around.config.attributes ?? {})
    const path = `${reader.path}.values`
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record checks every value
    const record = this.around.attributes.record(given as AttributeValues, path)
    const places = Object.keys(given).map((name) => names.indexOf(name))
    return { places, values: places.map((place) => record[place]!) }
  }

  /** Place of a number attribute. @throws StrowgerError `unknown-name`, `type-mismatch` */
  numberPlace(name: string, path: string): number {
    const attributes = Object.entries(this.around.config.attributes ?? {})
    const place = attributes.findIndex(([each]) => each === name)
    if (place < 0)
      throw new StrowgerError(
        'unknown-name',
        path,
        name,
        suggest(
          name,
          attributes.map(([each]) => each),
        ),
      )
    if (attributes[place]![1] === 'number') return place
    throw new StrowgerError('type-mismatch', path, name, 'an attribute that is a number')
  }

  #checkTenant(tenant: string | undefined, path: string, name: string, what: string): void {
    if (tenant === this.flow.tenant) return
    throw new StrowgerError(
      'other-tenant',
      path,
      name,
      `${what} of the flow's tenant, ${this.flow.tenant ?? 'which is none'}`,
    )
  }

  #durationMs(prompt: string): number {
    const durationMs = this.around.config.prompts?.[prompt]?.durationMs
    if (durationMs === undefined) return Number.NaN
    if (durationMs >= 0 && durationMs < Infinity) return durationMs
    throw new StrowgerError('out-of-range', `prompts.${prompt}.durationMs`, durationMs, '0 ms or more')
  }

  /** The node that ends a call for a reason, made when first needed. */
  #end(reason: string): number {
    const known = this.#ends.get(reason)
    if (known !== undefined) return known
    const number = this.around.nodes.length
    const path = `flows.${this.flow.name}`
    this.around.nodes.push({ kind: 'hang-up', reason, name: `/${reason}`, path, flow: this.around.number })
    this.#ends.set(reason, number)
    return number
  }
}
