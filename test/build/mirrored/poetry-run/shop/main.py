import importlib.util
from pathlib import Path

import psycopg2
from fastapi import FastAPI

app = FastAPI()
goods = Path(__file__).with_name('goods.txt').read_text().split()


@app.get('/')
def root():
    return {'goods': goods}


@app.get('/library')
def library():
    return {'isKnown': psycopg2.extensions.libpq_version() > 100000, 'hasTests': importlib.util.find_spec('lxml') is not None}
