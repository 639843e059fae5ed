import sys
from importlib import resources

from lxml import etree
from werkzeug.serving import run_simple
from werkzeug.wrappers import Response

feed = etree.fromstring(resources.files('feed').joinpath('feed.xml').read_bytes())
style = etree.XSLT(etree.fromstring(resources.files('feed').joinpath('titles.xsl').read_bytes()))


def answer(environ, start_response):
    return Response(str(style(feed)), mimetype='text/plain')(environ, start_response)


def main():
    run_simple('0.0.0.0', int(sys.argv[1]), answer)
