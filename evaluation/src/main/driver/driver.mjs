// Speaks JSON lines with the JVM: {id, op, ...} in; {id, value} or {id, error} and {event, ...} out.
// When standard input ends, the one who started this is gone: every browser is killed.
import readline from 'node:readline';
import {describe} from './errors.mjs';
import {operations} from './operations.mjs';
import {killAll} from './targets.mjs';

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
    process.exit(0);
  });
send({event: 'ready', version: process.version});
