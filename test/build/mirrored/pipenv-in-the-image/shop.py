from pathlib import Path

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
