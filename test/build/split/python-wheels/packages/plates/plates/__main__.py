import importlib
import signal
import sys
from pathlib import Path
from wsgiref.simple_server import make_server

option, value, *rest = sys.argv[1:]
if option == "--check":
    sys.exit(not any(Path(value).iterdir()))
sys.path.insert(0, ".")
module, _, name = rest[0].partition(":")
app = getattr(importlib.import_module(module), name)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
make_server("", int(value), app).serve_forever()
