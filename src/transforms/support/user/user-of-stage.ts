import { type ImageUser, userOfImage, userToolsOf } from '../../../knowledge/images/image-users.ts';
import { creationOf, newUser } from '../../../knowledge/programs/user-tools.ts';
import { fromParts, lineage, rootBase, type Stage } from '../../../model/dockerfile.ts';

/** A user, and the commands that make it where the image has none. */
export type User = {
  /** Undefined where there is no /etc/passwd, and a number is all. */
  readonly named: ImageUser | undefined;
  readonly owner: string;
  readonly commands: readonly string[];
  /** A home that is to be made as other folders are. */
  readonly home: readonly string[];
  readonly hasShell: boolean;
};

/** The user that containers of a stage are to run as, or why there is none. */
export function userOfStage(stage: Stage): User | string {
  const base = rootBase(stage);
  const root = [...lineage(stage)].at(-1) as Stage;
  if (base.kind !== 'image' || /^[^:@]*\$/.test(fromParts(root.from).base.replace(/^.*\s/, '')))
    return 'its base image is known only when it is built';
  const { name, tag } = base.image;
  if (/onbuild/.test(tag)) return `the triggers of ${name}:${tag} bring the files of the application as root`;
  const tools = userToolsOf(name, tag);
  if (tools === undefined) return `how users are made in ${name}:${tag} is not known`;
  const own = userOfImage(name, tag);
  const named = own ?? (tools === 'none' ? undefined : newUser);
  const { uid, gid } = named ?? newUser;
  const commands = own === undefined && tools !== 'none' ? creationOf[tools](newUser) : [];
  return {
    named,
    owner: `${uid}:${gid}`,
    commands,
    home: tools === 'files' && own === undefined ? [newUser.home] : [],
    hasShell: tools !== 'none',
  };
}
