// Speaks JSON lines with the JVM: {id, op, ...} in; {id, value} or {id, error} and {event, ...} out.
// When standard input ends, the one who started this is gone: every browser is killed, and the folder
// with this script and their profiles is deleted.
import fs from 'node:fs';
import readline from 'node:readline';
import {describe} from './errors.mjs';
import {operations} from './operations.mjs';
import {killAll} from './targets.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node driver.cjs FOLDER');

const send = message => process.stdout.write(`${JSON.stringify(message)}\n`);

async function answer(line) {
  const request = JSON.parse(line);
  try {
    const operation = operations[request.op];
    if (!operation) throw new Error(`unknown operation ${request.op}`);
    send({id: request.id, value: (await operation(request, send)) ?? null});
  } catch (error) {
    send({id: request.id, error: describe(error)});
  }
}

// A browser that dies rejects whatever was under way inside the library; that must not end its neighbours.
process.on('unhandledRejection', error => process.stderr.write(`unhandled: ${error?.stack ?? error}\n`));
readline
  .createInterface({input: process.stdin, crlfDelay: Infinity})
  .on('line', line => void answer(line))
  .on('close', () => {
    killAll();
    // The killed may write for a moment more.
    fs.rmSync(folder, {recursive: true, force: true, maxRetries: 5});
    process.exit(0);
  });
send({event: 'ready', version: process.version});
