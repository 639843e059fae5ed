from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

NOTES = Path("data/notes.txt")


class Notes(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(NOTES.read_text() if self.path == "/notes" else "hello\n")

    def do_POST(self):
        note = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with NOTES.open("a") as notes:
            notes.write(note)
        self.answer("noted\n")

    def answer(self, text):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


HTTPServer(("", 3005), Notes).serve_forever()
