"""Makes an index of the wheels in a folder, as pip reads one (PEP 503): `simple.py WHEELS INDEX`."""

import hashlib
import pathlib
import re
import shutil
import sys

wheels, index = map(pathlib.Path, sys.argv[1:])
for wheel in wheels.iterdir():
    page = index / re.sub('[-_.]+', '-', wheel.name.split('-')[0]).lower()
    page.mkdir(parents=True)
    shutil.move(wheel, page)
    digest = hashlib.sha256((page / wheel.name).read_bytes()).hexdigest()
    (page / 'index.html').write_text(f'<!DOCTYPE html>\n<a href="{wheel.name}#sha256={digest}">{wheel.name}</a>\n')
