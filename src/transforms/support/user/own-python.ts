import { tagUnderUv } from '../../../knowledge/python/images.ts';
import { bringsPython, makesEnvironment, pythonElsewhere } from '../../../knowledge/python/uv.ts';
import { fitsPython, isPython } from '../../../knowledge/python/versions.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { fromTheBaseUp, rootImage, rootReference, type Stage } from '../../../model/dockerfile.ts';
import { parsedToml } from '../../../model/formats/toml.ts';
import { PYPROJECT, table } from '../../../model/manifests/pyproject.ts';
import { packageCalls, packageName } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { firstReason } from './first-reason.ts';
import { foldersIn } from './folders-in.ts';
import { type Place, textAt } from './place.ts';
import { runsOfRoot } from './runs-of-root.ts';

/** Why an environment of uv may start a Python that is in the home of root. */
export function whyOwnPython(place: Place): string | undefined {
  const { text } = place.file.source;
  if (!text.includes('uv')) return undefined;
  if (pythonElsewhere.test(text)) return undefined;
  return firstReason(runsOfRoot(place), (step) => whyStep(place, step));
}

function whyStep(place: Place, step: RunStep): string | undefined {
  const script = scriptOf(step.run);
  const folders = foldersIn(script, step.state.workdir);
  return firstReason(script.commands, (command) => {
    const text = script.text.slice(command.start, command.end);
    const call = makesEnvironment.exec(text)?.[0];
    const why = call && whyNotOfImage(place, step, text, folders.get(command));
    return (
      why &&
      `${call} of line ${lineOf(place.file, idOf(step))} puts a Python of its own into /root, which only root may enter: ${why}`
    );
  });
}

/** Why uv does not take the Python of the image; undefined where it may do so. */
function whyNotOfImage(place: Place, { state }: RunStep, call: string, folder = '/'): string | undefined {
  const tag = pythonTag(place.stage);
  if (tag === undefined) return hasPython(place.stage) ? undefined : 'the image has none';
  const own = (name: string): string | undefined => textAt(place, absolutePath(name, folder));
  const asked = ASKED.exec(call)?.[1] ?? variableValue(state, 'UV_PYTHON') ?? own('.python-version')?.trim();
  if (asked !== undefined && VERSION.test(asked))
    return isPython(tag, asked) ? undefined : `it asks for Python ${asked}, and that of the image may be another`;
  const wanted = table(parsedToml(own(PYPROJECT) ?? '') ?? {}, 'project')['requires-python'];
  return wanted === undefined || fitsPython(tag, `${wanted}`)
    ? undefined
    : `${PYPROJECT} asks for Python ${wanted}, and that of the image may be another`;
}

const ASKED = /\s(?:-p|--python)[ =](?:cpython-?|python)?(\S+)/;
const VERSION = /^\d+(?:\.\d+)*$/;

/** The tag of the official image of Python that it is built on. */
function pythonTag(stage: Stage): string | undefined {
  const image = rootReference(stage);
  return image?.name === 'python' ? image.tag : image && tagUnderUv(image.name, image.tag);
}

/** Its image, or a package of the system, brings one. */
function hasPython(stage: Stage): boolean {
  const installed = fromTheBaseUp(stage).flatMap(({ steps }) =>
    steps
      .filter(isRun)
      .flatMap(({ run }) => packageCalls(run.script).flatMap(({ operands }) => operands.map(packageName))),
  );
  const names = [rootReference(stage)?.name ?? '', ...(rootImage(stage)?.packages ?? []), ...installed];
  return names.some((name) => bringsPython.test(name));
}
