import { expect, it } from 'vitest';
import { programsOf } from '../../../../src/transforms/support/split/python/sources.ts';

const startedBy = (text: string): string[] | string => {
  const programs = programsOf([{ path: 'a.py', text }]);
  return typeof programs === 'string' ? programs : programs.map(({ name }) => name);
};

it.each([
  ['subprocess.run(["git", "log"])', ['git']],
  ["subprocess.check_output('git log | head -1', shell=True)", ['git', 'head']],
  ['subprocess.run(f"ffmpeg -i {name} out.mp4", shell=True)', ['ffmpeg']],
  ['subprocess.Popen(\n    [\n        "curl",\n        url,\n    ]\n)', ['curl']],
  ['subprocess.run([sys.executable, "-m", "x"])', []],
  ['command = ["jq", "."]\nsubprocess.run(args=command)', ['jq']],
  ['command = ["jq", "."]\nsubprocess.run(command, check=True)', ['jq']],
  ['command = "jq ."\nos.system(command)', ['jq']],
  ['from subprocess import run, PIPE\nrun(["jq"], stdout=PIPE)', ['jq']],
  ['shutil.which("jq")', ['jq']],
  ['await asyncio.create_subprocess_exec("jq", ".")', ['jq']],
  ['app.run("x")\nself.call(y)', []],
  ['subprocess.run([tool])', 'known only when it runs'],
  ['subprocess.run(f"{tool} -v", shell=True)', 'known only when it runs'],
  ['def start(command):\n    command = ["jq"]\n    subprocess.run(command)', 'known only when it runs'],
  ['subprocess.run(["sh", "-c", text])', 'known only when it runs'],
  ['os.system("./tool")', 'known only when it runs'],
  ['subprocess.run(["/opt/tool"])', 'known only when it runs'],
  ['from subprocess import run as start', 'known only when it runs'],
  ['import subprocess as sp', 'by other names'],
  ['lib = ctypes.CDLL("libx.so")', 'loads a library'],
  ['libc = ctypes.CDLL(None)', []],
  ['import tkinter as tk', 'uses tkinter'],
  ['model = torch.compile(model)', 'compiles while it runs'],
  ['ImageFont.truetype("/usr/share/fonts/a.ttf")', 'by its path'],
])('%j', (text, expected) => {
  const found = startedBy(text);
  if (typeof expected === 'string') expect(found).toContain(expected);
  else expect(found).toEqual(expected);
});
