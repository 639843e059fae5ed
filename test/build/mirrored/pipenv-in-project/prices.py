import sys

from lxml import html

page = html.fromstring('<table><tr><td>bread<td>2<tr><td>milk<td>1</table>')
print(sum(int(price) for price in page.xpath('//td[2]/text()')))
sys.exit(3)
