import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import sums

GREETING = Path(__file__).parent / "greeting.txt"


class Sums(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = self.path.strip("/").split("/")
        if self.path == "/":
            return self.answer(200, GREETING.read_text())
        if len(parts) != 2 or not all(part.isdigit() for part in parts):
            return self.answer(404, "no sum\n")
        self.answer(200, f"{sums.add(*map(int, parts))}\n")

    def answer(self, status, text):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
HTTPServer(("", 3110), Sums).serve_forever()
