import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

NOTES = os.environ["NOTES"]


class Notes(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(open(NOTES).read() if self.path == "/notes" else "hello\n")

    def do_POST(self):
        with open(NOTES, "a") as notes:
            notes.write(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer("noted\n")

    def answer(self, text):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
HTTPServer(("", 3004), Notes).serve_forever()
