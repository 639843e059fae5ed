import type { ImageReference } from './image-reference.ts';

/** What stands between two commands of a script. */
export type Separator = '&&' | ';' | '\n';

/**
 * What a fix does to the trace, in words that a builder would use. Steps and words are named by the offset at which they stand
 * in the text before the fix; commands are shell text. The vocabulary is closed: a fix that cannot be said in it is not made.
 */
export type Change =
  /**
   * Adjacent RUNs become one: `a && b`, or `( a ) && b` where `bracketed` names the first. Comments between them stay before the
   * command that they headed.
   */
  | { readonly kind: 'join'; readonly steps: readonly number[]; readonly bracketed?: readonly number[] }
  /**
   * A RUN moves down to another one, over settings that it does not heed and instructions that are nothing to it, and the comments
   * that head it move along.
   */
  | { readonly kind: 'lower'; readonly step: number; readonly to: number; readonly comments: readonly number[] }
  /**
   * A RUN moves up over COPYs and ADDs whose files it has nothing to do with, and over WORKDIRs that it does not go by, and the comments
   * that head it move along. `before` is the instruction, or the comment on it, above which it comes to stand.
   */
  | { readonly kind: 'raise'; readonly step: number; readonly before: number; readonly comments: readonly number[] }
  /**
   * A COPY or ADD moves down behind a RUN, over others and over settings that it does not heed, and the comments that head it move
   * along.
   */
  | { readonly kind: 'lowerCopy'; readonly step: number; readonly to: number; readonly comments: readonly number[] }
  /**
   * Some of the files that a COPY or ADD brings are also brought before it, by a COPY with its flags, to where it puts them. `before` is
   * the instruction, or the comment on it, above which the new one comes to stand: only RUNs separate the two. The path of a folder ends
   * in `/`; one that is brought has a COPY to itself.
   */
  | {
      readonly kind: 'insertCopy';
      readonly step: number;
      readonly before: number;
      readonly files: readonly string[];
      readonly folder: string;
    }
  /**
   * A RUN of its own, with the settings of another one, and with its flags unless it is plain: packages are fetched in it, or what a build
   * made is taken apart. `before` is the instruction, or the comment on it, above which it comes to stand; `as` is the negative number by
   * which other changes name it.
   */
  | {
      readonly kind: 'insertRun';
      readonly like: number;
      readonly before: number;
      readonly command: string;
      readonly as: number;
      readonly isPlain?: true;
    }
  /** A RUN becomes two where `&&` stands before the word at `at`; the first of them is new, and named by the negative number `as`. */
  | { readonly kind: 'splitRun'; readonly step: number; readonly at: number; readonly as: number }
  /** A command is added at the end of a RUN; in the script of a heredoc, which ends with a line break, on a line of its own. */
  | { readonly kind: 'append'; readonly step: number; readonly operator: Separator; readonly command: string }
  /** A command and `&&`, or another separator, are added before the command that starts with the word at `before`. */
  | {
      readonly kind: 'insertCommand';
      readonly step: number;
      readonly before: number;
      readonly command: string;
      readonly operator?: Separator;
    }
  /** The command from the word at `from` to the one at `to` goes, with the `&&` or, standing alone, the separator that ties it to the rest. */
  | { readonly kind: 'removeCommand'; readonly step: number; readonly from: number; readonly to: number }
  | { readonly kind: 'addWords'; readonly step: number; readonly after: number; readonly words: readonly string[] }
  | {
      readonly kind: 'addWordsBefore';
      readonly step: number;
      readonly before: number;
      readonly words: readonly string[];
    }
  | { readonly kind: 'replaceWord'; readonly step: number; readonly at: number; readonly text: string }
  | { readonly kind: 'removeWords'; readonly step: number; readonly at: readonly number[] }
  /**
   * The commands of a RUN move into another one, before or after those that it has, and the comments that headed them move
   * along: above the other RUN, or, at its end, before the commands.
   */
  | {
      readonly kind: 'move';
      readonly step: number;
      readonly to: number;
      readonly place: 'start' | 'end';
      readonly comments: readonly number[];
    }
  /** An instruction that is no RUN becomes another: its keyword and flags, and its arguments where `text` gives others. */
  | { readonly kind: 'replaceStep'; readonly step: number; readonly head: string; readonly text?: string }
  /** The `cd` that a RUN begins with goes; a WORKDIR before the RUN takes its place, unless that is where it starts anyway. */
  | { readonly kind: 'workdirForCd'; readonly step: number }
  /** A RUN gets mounts of caches, behind the flags that it has, none of which has blanks. */
  | { readonly kind: 'addMounts'; readonly step: number; readonly flags: readonly string[] }
  /**
   * A COPY of a folder of another stage brings only some of what is in that: each path has a COPY with its flags, from its place in the folder
   * to the place where it came to stand.
   */
  | { readonly kind: 'narrowCopy'; readonly step: number; readonly paths: readonly string[] }
  /** A stage that has no name gets one. */
  | { readonly kind: 'nameStage'; readonly step: number; readonly name: string }
  /**
   * Containers run as another user: USER, and a comment above it, come to stand behind an instruction or comment. What follows in the
   * stage is about containers, and nothing to the build.
   */
  | { readonly kind: 'insertUser'; readonly behind: number; readonly user: string; readonly note?: string }
  /**
   * A USER names the same user, and group where it names one, by numbers that a RUN before gives to them, or that they have in the image at
   * the bottom of the stage; a comment keeps the names.
   */
  | {
      readonly kind: 'userByNumber';
      readonly step: number;
      readonly id: string;
      readonly image: ImageReference | undefined;
    }
  /**
   * A RUN of its own, with the settings of the instruction at `like`, that makes a user, and folders which are theirs. `before` is that
   * instruction, or the comment on it, above which the RUN comes to stand.
   */
  | { readonly kind: 'createUser'; readonly like: number; readonly before: number; readonly command: string }
  /** What a COPY or ADD brings gets an owner. */
  | { readonly kind: 'ownFiles'; readonly step: number; readonly owner: string }
  /**
   * A COPY gives what it brings to the owner that a `chown` right behind it gave that to, at the start of a RUN. The command goes, and
   * with it a RUN that has no other; what was said between the two then stands above the COPY. With `keepsFolder` it stays, for the
   * folder itself and not for what is in it.
   */
  | { readonly kind: 'chownInCopy'; readonly step: number; readonly run: number; readonly keepsFolder: boolean }
  /**
   * The last stage becomes two. The one that builds is called `builder`; it ends behind the step, or comment, at `behind`. The one that
   * runs has the `base`, and the name that the stage had. `runtime` is what is in it: the number of what moves there, which is all that
   * follows `behind` and all that is about containers, or the text of an instruction: one that the stage has and that is said again,
   * a WORKDIR, a RUN of plain words, or a COPY from the stage that builds. With a stage `between`, which is built on that one and has a
   * RUN of plain words of its own, COPYs are from there.
   */
  | {
      readonly kind: 'splitStage';
      readonly step: number;
      readonly builder: string;
      readonly between?: { readonly name: string; readonly command: string };
      /** Commands of the stage that builds with which the RUN of the other one begins. */
      readonly sources?: readonly string[];
      readonly base: string;
      readonly name?: string;
      readonly behind: number;
      readonly runtime: readonly (number | string)[];
    }
  /**
   * The last stage is built on the slim variant of its image: to what FROM names comes `slim`, in its tag, and nothing else. No stage
   * comes after it that could be built on it.
   */
  | { readonly kind: 'slimBase'; readonly step: number; readonly from: string; readonly to: string }
  /**
   * The last stage gets an environment of Python of its own: a RUN that makes it, and an ENV that puts its programs first, both above the
   * RUN at `before`, or the comment on it. What follows runs with that setting. One that is active is named by VIRTUAL_ENV as well;
   * one with the pip of the image gets that instead of the one that its version of Python brings.
   */
  | {
      readonly kind: 'insertVenv';
      readonly before: number;
      readonly path: string;
      readonly isActive: boolean;
      readonly hasPipOfImage: boolean;
    }
  /** One of several CMD, ENTRYPOINT or HEALTHCHECK of a stage goes, because a later one of its kind takes its place. */
  | { readonly kind: 'removeStep'; readonly step: number };

export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;
