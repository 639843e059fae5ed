import { ofToolchain } from '../../../../knowledge/compiled/toolchain-files.ts';
import { isFetchPackage } from '../../../../knowledge/packages/fetch-packages.ts';
import { fromParts, rootImage } from '../../../../model/dockerfile.ts';
import { asksForMadeByBuild } from '../../artefact/sources.ts';
import type { ReadProject } from './project.ts';

/** What a program starts that nobody can read may be one of the programs that only the larger image has. */
export function whyUnread({ place: { stage }, read }: ReadProject): string | undefined {
  const there = rootImage(stage)?.packages.find((name) => isFetchPackage(name) && !NO_PROGRAM.test(name));
  return typeof read === 'string' && there !== undefined
    ? `what it starts while it runs is not known, as ${read}, and ${fromParts(stage.from).base} has programs such as ${there} that a smaller image has not`
    : undefined;
}

/** Files of the toolchain are read only where it is. */
export function whyOfToolchain({ read }: ReadProject): string | undefined {
  if (typeof read === 'string') return undefined;
  const source = read.find(({ text }) => ofToolchain.test(text));
  if (source !== undefined)
    return `${source.path} names ${ofToolchain.exec(source.text)?.[1]}, which only the image that builds has`;
  const asking = read.find(asksForMadeByBuild);
  return (
    asking &&
    `${asking.path} names OUT_DIR, where only the build has files: compiled in with include_bytes! or include_str!, it could be split`
  );
}

const NO_PROGRAM = /^(?:ca-certificates|tzdata|netbase)$/;
