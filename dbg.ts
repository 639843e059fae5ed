import { readFileSync } from 'node:fs';
import { parseByBuildKit } from './src/syntax/parse.ts';
import { readDockerfile } from './src/model/dockerfile.ts';
import { traceOf } from './src/model/trace.ts';
import { applyChanges } from './src/model/changes/apply.ts';
import { addUser } from './src/transforms/add-user.ts';
import { diskContext } from './src/context/disk-context.ts';
import { splice } from './src/engine/splice.ts';
const text = readFileSync('/tmp/u/node/Dockerfile', 'utf8');
const f = readDockerfile((parseByBuildKit(text) as any).file);
for (const x of addUser.find(f, diskContext('/tmp/u/node'), { merge: 'careful', lowPorts: false })) {
  console.log(JSON.stringify(x, null, 1));
  if ('fix' in x) { console.log(splice(text, x.fix.edits)); for (const i of applyChanges(traceOf(f), x.fix.changes).items) console.log(i.id, i.head, i.tokens.map(t=>t.text).join(' ')); }
}
