/** Attributes of an element; undefined ones are left out. */
type Attributes = Readonly<Record<string, number | string | undefined>>

/** An element of SVG or HTML with children that are markup already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? pixels(value) : escaped(value)}"`],
  )
  return `<${name}${written.join('')}>${children.join('')}</${name}>`
}

/** A text as markup. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A place in pixels, to a tenth. */
function pixels(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** A path through points; where a coordinate is not a number it breaks off. */
export function pathThrough(points: readonly (readonly [x: number, y: number])[]): string {
  let path = ''
  let pen = false
  for (const [x, y] of points) {
    const drawn = Number.isFinite(x) && Number.isFinite(y)
    if (drawn) path += `${pen ? 'L' : 'M'}${pixels(x)} ${pixels(y)}`
    pen = drawn
  }
  return path
}
