import mimetypes
from pathlib import Path

from plates import Plates

PLATES = Plates("templates")
STATIC = Path(__file__).parent / "static"


def app(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/":
        return respond(start_response, "200 OK", "text/html", PLATES.page("page.html", title="Shop", text="bread"))
    file = STATIC / path.rpartition("/")[2]
    if not file.is_file():
        return respond(start_response, "404 Not Found", "text/plain", "nothing\n")
    return respond(start_response, "200 OK", mimetypes.guess_type(file.name)[0] or "?", file.read_text())


def respond(start_response, status, kind, text):
    start_response(status, [("Content-Type", kind)])
    return [text.encode()]
