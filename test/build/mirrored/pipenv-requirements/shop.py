import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg2.extensions
from flask import Flask, render_template

app = Flask(__name__)
stock = Path('/tmp/stock')


@app.cli.command('init')
def init():
    stock.write_text('bread')


@app.get('/')
def index():
    return render_template('index.html', goods=stock.read_text(), isKnown=psycopg2.extensions.libpq_version() > 100000)


@app.get('/hours')
def hours():
    return f'{time.timezone // 3600} {datetime.now(ZoneInfo("Etc/UTC")).utcoffset().seconds}'
