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
  ['from subprocess import run as start\nstart(["jq"])', ['jq']],
  ['from subprocess import (\n    PIPE,  # of output\n    Popen,\n)\nPopen(["jq"], stdout=PIPE)', ['jq']],
  ['from subprocess import (\n    Popen,\n    run,\n)\nrun(["jq"])', ['jq']],
  ['from subprocess import PIPE, \\\n    Popen\nPopen(["jq"], stdout=PIPE)', ['jq']],
  ['def ask():\n    from subprocess import check_output\n    return check_output(["jq"])', ['jq']],
  ['from asyncio.subprocess import create_subprocess_exec as start\nawait start("jq", ".")', ['jq']],
  ['from os import spawnlp, P_WAIT\nspawnlp(P_WAIT, "jq", "jq")', ['jq']],
  ['from os import path as p, environ\np.join("a", "b")', []],
  ['subprocess.run (["jq"])', ['jq']],
  ['await asyncio.to_thread(subprocess.run, ["jq"])', ['jq']],
  ['await loop.run_in_executor(\n    None,\n    subprocess.check_output,\n    ["jq"],\n)', ['jq']],
  ['await loop.subprocess_exec(lambda: Protocol(done), "jq", ".")', ['jq']],
  ['await anyio.run_process(["jq"])', ['jq']],
  ['started: subprocess.Popen = None\nall: dict[str, subprocess.Popen] = {}', []],
  ['def start(self) -> subprocess.Popen:\n    return self.started', []],
  ['run = subprocess.run\nrun(["jq"])', 'known only when it runs'],
  ['await sync_to_async(subprocess.run)(["jq"])', 'known only when it runs'],
  ['def start(by=subprocess.run, *args):\n    by(*args)', 'known only when it runs'],
  ['from subprocess import *', 'by other names'],
  ['import subprocess as sp', 'by other names'],
  ['def ask():\n    import json, subprocess as sp', 'by other names'],
  ['import os.path as p', []],
  ['lib = ctypes.CDLL("libx.so")', 'loads a library'],
  ['from ctypes import CDLL as load', 'loads a library'],
  ['libc = ctypes.CDLL(None)', []],
  ['import tkinter as tk', 'uses tkinter'],
  ['import sys, tkinter', 'uses tkinter'],
  ['model = torch.compile(model)', 'compiles while it runs'],
  ['ImageFont.truetype("/usr/share/fonts/a.ttf")', 'by its path'],
  ['os.path.join("/usr", "share", "dict")', 'by its path'],
])('%j', (text, expected) => {
  const found = startedBy(text);
  if (typeof expected === 'string') expect(found).toContain(expected);
  else expect(found).toEqual(expected);
});
