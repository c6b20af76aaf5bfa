// Compares what a run of the MCP conformance suite wrote with the least number of checks each scenario has to make.
// Arguments: the folder with the results, the file with lines "revision scenario least", and the revision.
import fs from 'node:fs'
import path from 'node:path'

const [results, leastFile, revision] = process.argv.slice(2)
const found = new Map()

function walk(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const inner = path.join(folder, entry.name)
    if (!entry.isDirectory()) continue
    const checks = path.join(inner, 'checks.json')
    if (fs.existsSync(checks)) {
      const name = path.relative(results, inner).replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '')
      found.set(name, JSON.parse(fs.readFileSync(checks, 'utf8')))
    } else {
      walk(inner)
    }
  }
}
walk(results)

let wrong = 0
let scenarios = 0
let passed = 0
for (const line of fs.readFileSync(leastFile, 'utf8').split('\n')) {
  const [of, scenario, least] = line.split(/\s+/)
  if (of !== revision) continue
  scenarios++
  const checks = found.get(scenario) ?? []
  const successes = checks.filter(check => check.status === 'SUCCESS').length
  const bad = checks.filter(check => check.status === 'FAILURE' || check.status === 'WARNING')
  passed += successes
  if (bad.length > 0 || successes < Number(least)) {
    wrong++
    console.log(`FAILED ${revision} ${scenario}: ${successes} checks passed, at least ${least} expected`)
    bad.forEach(check => console.log(`  ${check.status} ${check.id}: ${check.errorMessage ?? check.description}`))
  }
}
if (scenarios === 0) {
  console.log(`no scenarios of ${revision} are listed in ${leastFile}`)
  wrong++
}
console.log(`MCP client ${revision}: ${scenarios - wrong} of ${scenarios} scenarios, ${passed} checks passed`)
process.exit(wrong === 0 ? 0 : 1)
