import { buildScripts } from '../../../../knowledge/java/gradle.ts';
import {
  asksJdk,
  attachesItself,
  compiledLater,
  jdkModules,
  jdkTools,
  needsJdk,
} from '../../../../knowledge/java/jdk.ts';
import { javaBuilders } from '../../../../knowledge/java/programs.ts';
import { makesThinJar } from '../../../../knowledge/java/spring-boot.ts';
import { isForBuild } from '../../../../knowledge/projects/build-variables.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { environment } from '../../../../model/state.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { workingFolder } from '../../user/working-folder.ts';
import type { Project } from '../project/project.ts';
import type { Taken } from '../runtime.ts';
import type { Started } from '../starts/program.ts';
import type { JavaBase } from './base.ts';

/** What is started is a tool of the JDK or of a build. */
export function whyJdk({ programs, scripts }: Started): string | undefined {
  const tool = programs.find(({ name }) => jdkTools.has(baseName(name)) || javaBuilders.has(baseName(name)));
  if (tool !== undefined)
    return jdkTools.has(baseName(tool.name))
      ? `${tool.by} starts ${tool.name}, which only a JDK has`
      : `${tool.by} starts ${[tool.name, ...tool.args.slice(0, 1).map(({ value }) => value)].join(' ')}, which builds when it runs`;
  const asking = programs.find(({ args }) => args.some(({ value }) => jdkModules.test(value)));
  if (asking !== undefined) return `${asking.by} asks for a module that only a JDK has`;
  const script = scripts.find(({ text }) => needsJdk.test(text));
  return script && `${baseName(script.path)} works with tools that only a JDK has`;
}

/** What is started goes by a variable that stays behind, as builds heed it. */
export function whyVariable({ stage }: Place, { programs, scripts }: Started): string | undefined {
  const set = [...environment(stage.end)].filter((name) => isForBuild(name, ''));
  const texts = [
    ...programs.flatMap(({ args, by }) => args.map(({ text }) => ({ text, by }))),
    ...scripts.map(({ path, text }) => ({ text, by: baseName(path) })),
  ];
  return firstReason(texts, ({ text, by }) => {
    const name = set.find((each) => new RegExp(`\\$\\{?${each}\\b`).test(text));
    return name && `${by} goes by ${name}, which is for builds`;
  });
}

/** What packages bring stands elsewhere in another distribution, or in another of its releases: folders with versions, and libraries. */
const OF_PACKAGES = /\/usr\/(?:lib|share)\/(?!(?:ca-certificates|fonts|jvm|zoneinfo)\b)[\w.+-]+\/[\w.+/-]+/;

/** A file of the system is named that the image which runs may have elsewhere. */
export function whyMovedFile(project: Project, { programs, scripts }: Started, base: JavaBase): string | undefined {
  if (!base.isOther) return undefined;
  const { sources, place } = project;
  const settings = place.stage.steps.filter(({ instruction: { keyword } }) => keyword === 'ENV');
  const texts = [
    ...settings.map(({ instruction }) => ({ text: instruction.args.text, by: 'ENV' })),
    ...programs.flatMap(({ args, by }) => args.map(({ text }) => ({ text, by }))),
    ...scripts.map(({ path, text }) => ({ text, by: baseName(path) })),
    ...(typeof sources === 'string' ? [] : sources.map(({ path, text }) => ({ text, by: path }))),
  ];
  return firstReason(texts, ({ text, by }) => {
    const [path] = OF_PACKAGES.exec(text) ?? [];
    return (
      path && `${by} names ${path}, and in ${base.base}, which is made of another distribution, that may be elsewhere`
    );
  });
}

/** What java reads options from may name anything (docs.oracle.com/en/java/javase/21/docs/specs/man/java.html, JDK_JAVA_OPTIONS). */
export function whyOptions({ stage }: Place): string | undefined {
  const named = stage.steps.flatMap(({ instruction: { keyword, args } }) =>
    keyword === 'ENV' ? (/\bJDK_JAVA_OPTIONS\b.*?[\s"'=](@[^\s"']+)/s.exec(args.text)?.[1] ?? []) : [],
  );
  return (
    named[0] &&
    `JDK_JAVA_OPTIONS has java read options from ${named[0].slice(1)}: written there, they could be followed`
  );
}

/** Java is started with an agent that is not known to be there. */
export function whyAgent(place: Place, { programs, scripts }: Started, taken: readonly Taken[]): string | undefined {
  const settings = place.stage.steps.filter(({ instruction: { keyword } }) => keyword === 'ENV');
  const texts = [
    ...settings.map(({ instruction }) => instruction.args.text),
    ...programs.flatMap(({ args }) => args.map(({ value }) => value)),
    ...scripts.map(({ text }) => text),
  ];
  const agents = texts.flatMap((text) => [...text.matchAll(/-javaagent:([^\s"'=,\]]+)/g)].map(([, path = '']) => path));
  const isThere = within(taken.map(({ path }) => path));
  const stranger = agents.find((path) => !isThere(absolutePath(path, workingFolder(place.stage) ?? '/')));
  return stranger && `where the agent ${stranger} comes from is not known`;
}

/** Sources, libraries or what is in the jar need more than what runs it. */
export function whyOfJdk({ sources, files, place: { context } }: Project): string | undefined {
  const asked = firstReason(typeof sources === 'string' ? [] : sources, ({ text, path }) => {
    const found = asksJdk.find((each) => each.text.test(text) && each.unless?.test(text) !== true);
    return found && `${path} ${found.why}`;
  });
  return asked ?? firstReason(files, ({ source }) => whyOfFile(source, () => context.readText(source) ?? ''));
}

function whyOfFile(source: string, text: () => string): string | undefined {
  if (isManifest(source)) {
    const [, library] = attachesItself.exec(text()) ?? [];
    return library && `${source} takes ${library}, which attaches to the program with what only a JDK has`;
  }
  const later = IN_JAR.test(source) ? compiledLater.find(({ file }) => file.test(source)) : undefined;
  return later?.text.test(text()) ? `${source} ${later.what}, which only a JDK can do` : undefined;
}

const IN_JAR = /(?:^|\/)src\/main\/resources\//;
const isManifest = (source: string): boolean =>
  /(?:^|\/)pom\.xml$/.test(source) || buildScripts.includes(baseName(source));

/** The jar finds its libraries where the build has left them. */
export function whyThin({ files, place: { context } }: Project): string | undefined {
  const thin = files.find(({ source }) => isManifest(source) && makesThinJar.test(context.readText(source) ?? ''));
  return thin && `${thin.source} makes a thin jar, which takes its libraries from the folder of Maven when it starts`;
}

/** What builds make, from where they work. */
const OUTPUT = /(?:^|\/)(?:build|target)\/\w/;
const IN_SOURCES = /"(?:\.\/)?(?:build|target)\/[^"\n]*"/;

type Named = { readonly text: string; readonly by: string; readonly here?: string };

/** Something else that the build makes is named. */
export function whyOutput(
  { place, sources }: Project,
  { programs, scripts }: Started,
  taken: readonly Taken[],
): string | undefined {
  const isTaken = within(taken.map(({ path }) => path));
  const folder = workingFolder(place.stage) ?? '/';
  const settings = place.stage.steps.filter(({ instruction: { keyword } }) => keyword === 'ENV');
  const texts: Named[] = [
    ...settings.map(({ instruction }) => ({ text: instruction.args.text, by: 'ENV' })),
    ...programs.flatMap(({ args, by, folder: here }) => args.map(({ value }) => ({ text: value, by, here }))),
    ...scripts.map(({ path, text }) => ({ text, by: baseName(path) })),
  ];
  const named = firstReason(texts, ({ text, by, here = folder }) => {
    const words = text.split(/[\s"'=:;,]+/).map((word) => word.replace(/\/\*$/, ''));
    const path = words.find((word) => OUTPUT.test(word) && !isTaken(absolutePath(word, here)));
    return path && `${by} names ${path}, which the build may make`;
  });
  const source = typeof sources === 'string' ? undefined : sources.find(({ text }) => IN_SOURCES.test(text));
  return named ?? (source && `${source.path} names something that the build makes`);
}
