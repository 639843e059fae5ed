import sqlite3
from http.server import BaseHTTPRequestHandler, HTTPServer


class Notes(BaseHTTPRequestHandler):
    def do_GET(self):
        notes = database.execute("SELECT text FROM notes ORDER BY id")
        self.answer("".join(text for (text,) in notes) if self.path == "/notes" else "hello\n")

    def do_POST(self):
        note = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with database:
            database.execute("INSERT INTO notes (text) VALUES (?)", (note,))
        self.answer("noted\n")

    def answer(self, text):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


database = sqlite3.connect("notes.db")
database.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT)")
HTTPServer(("", 3003), Notes).serve_forever()
