// Holds the results of a run of the MCP conformance suite against a table of how many checks each scenario has to make.
//
//   node count.mjs RESULTS TABLE [--table]
//
// RESULTS has a folder per run, with a folder per scenario in it. A line of TABLE is: run, scenario, least number of passed checks.
// Every scenario of the table has to be there and to reach its number, nothing may have failed or been warned about, and a scenario
// that the table does not know is an error too. With --table the table is written instead.
import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const [results, table, mode] = process.argv.slice(2);
const seen = new Map();
const runs = new Map();
const bad = [];
for (const run of readdirSync(results).sort()) {
  for (const folder of readdirSync(join(results, run)).sort()) {
    const file = join(results, run, folder, 'checks.json');
    if (!existsSync(file)) {
      continue;
    }
    const scenario = folder.replace(/^server-/, '').replace(/-\d{4}-\d{2}-\d{2}T.*$/, '');
    const checks = JSON.parse(readFileSync(file, 'utf8'));
    const passed = checks.filter((check) => check.status === 'SUCCESS').length;
    const sum = runs.get(run) ?? { scenarios: 0, checks: 0 };
    runs.set(run, { scenarios: sum.scenarios + 1, checks: sum.checks + passed });
    seen.set(`${run} ${scenario}`, passed);
    for (const check of checks) {
      if (check.status === 'FAILURE' || check.status === 'WARNING') {
        bad.push(`${run} ${scenario}: ${check.id}: ${check.status} ${check.errorMessage ?? ''}`);
      }
    }
  }
}

if (mode === '--table') {
  const lines = [...seen].map(([key, count]) => `${key} ${count}`).sort();
  writeFileSync(table, `# run, scenario, least number of passed checks\n${lines.join('\n')}\n`);
  console.log(`mcp-conformance: wrote ${lines.length} lines to ${table}`);
} else {
  for (const line of readFileSync(table, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) {
      continue;
    }
    const [run, scenario, least] = line.split(' ');
    const count = seen.get(`${run} ${scenario}`);
    if (count === undefined) {
      bad.push(`${run} ${scenario}: did not run`);
    } else if (count < Number(least)) {
      bad.push(`${run} ${scenario}: ${count} checks passed, expected at least ${least}`);
    }
    seen.delete(`${run} ${scenario}`);
  }
  for (const key of seen.keys()) {
    bad.push(`${key}: is not in the table`);
  }
}
if (bad.length > 0) {
  console.error(bad.join('\n'));
  process.exit(1);
}
for (const [run, sum] of runs) {
  console.log(`${run}: ${sum.scenarios} scenarios, ${sum.checks} checks passed`);
}
console.log('mcp-conformance: every scenario passed, with at least the checks of the table');
