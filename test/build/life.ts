import { vi } from 'vitest';
import { type Ending, inContainer, launch, printed, start, stop } from './docker.ts';

/** What is asked of a program: paths of its server at a port, or nothing of one that prints something and ends. */
export type Asked = {
  readonly port?: number;
  /** The first one is asked until there is an answer. */
  readonly asks?: readonly string[];
  /** A command that tells whether it is well. */
  readonly health?: readonly string[];
};

export type Answer = { readonly status: number; readonly type: string | null; readonly text: string };

/** What is to be seen of an image from its start to its end. */
export type Life = {
  readonly printed: string;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly health: number | null;
  readonly ending: Ending;
};

/** @throws {Error} with what it has printed, when it does not answer. */
export async function lifeOf(tag: string, { port, asks = ['/'], health }: Asked): Promise<Life> {
  if (port === undefined) {
    const { status, stdout } = start(tag);
    return { printed: stdout, answers: {}, health: null, ending: { exitCode: status ?? -1, killed: false } };
  }
  const ask = async (path: string): Promise<Answer> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };
  const container = launch(tag);
  const answers: Record<string, Answer> = {};
  let checked: number | null = null;
  let ending: Ending;
  try {
    await vi.waitFor(() => ask(asks[0] ?? '/'), { timeout: 20_000, interval: 100 });
    for (const path of asks) answers[path] = await ask(path);
    if (health !== undefined) checked = inContainer(tag, health).status;
  } catch (error) {
    throw new Error(`${tag} does not do its work\n${printed(container).stderr}`, { cause: error });
  } finally {
    ending = stop(container);
  }
  return { printed: '', answers, health: checked, ending };
}
