"""Makes wheels of packages of Debian, and of all that these depend on: `wheels.py FOLDER NAME...`; they are called python3-NAME there."""

import pathlib
import re
import subprocess
import sys
import zipfile

ROOT = pathlib.Path('/usr/lib/python3/dist-packages')
FORMAT = 'Wheel-Version: 1.0\nRoot-Is-Purelib: {pure}\nTag: {tag}\n'


def told_by(*command):
    # Nothing of a package that is not there, as one of several that would do.
    return subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout


def files_of(name):
    paths = map(pathlib.Path, told_by('dpkg', '-L', f'python3-{name}').splitlines())
    return [path for path in paths if ROOT in path.parents and path.is_file()]


def needed_by(name):
    """What Debian has made fit together, in whatever versions the authors name."""
    depends = told_by('dpkg-query', '-W', '-f', '${Depends}', f'python3-{name}')
    return [other for other in re.findall(r'\bpython3-([\w.-]+)', depends) if files_of(other)]


def with_needed(metadata, names):
    lines = [line for line in metadata.split('\n') if not line.startswith('Requires-Dist:')]
    return '\n'.join([lines[0], *(f'Requires-Dist: {name}' for name in names), *lines[1:]])


def is_metadata(path):
    return bool(re.search(r'\.(?:dist|egg)-info(?:/|$)', str(path)))


def write_wheel(folder, name):
    files = files_of(name)
    told = {'PKG-INFO' if path.suffix == '.egg-info' else path.name: path.read_text() for path in files if is_metadata(path)}
    metadata = told.get('METADATA') or told['PKG-INFO']
    title, version = (re.search(rf'^{field}: (.*)$', metadata, re.M).group(1) for field in ('Name', 'Version'))
    native = any(path.suffix == '.so' for path in files)
    tag = 'cp311-cp311-linux_x86_64' if native else 'py3-none-any'
    stem = f'{re.sub("[-.]+", "_", title)}-{version}'
    texts = {'METADATA': with_needed(metadata, needed_by(name)), 'WHEEL': FORMAT.format(pure=not native, tag=tag), 'RECORD': ''}
    if 'entry_points.txt' in told:
        texts['entry_points.txt'] = told['entry_points.txt']
    with zipfile.ZipFile(folder / f'{stem}-{tag}.whl', 'w') as wheel:
        for path in files:
            if not is_metadata(path):
                wheel.write(path, path.relative_to(ROOT))
        for text, content in texts.items():
            wheel.writestr(f'{stem}.dist-info/{text}', content)


folder = pathlib.Path(sys.argv[1])
folder.mkdir()
done, left = set(), sys.argv[2:]
while left:
    name = left.pop()
    if name not in done:
        done.add(name)
        write_wheel(folder, name)
        left += needed_by(name)
