"""Feeds as other sites write them."""

from xml.sax.saxutils import escape

DAY = "Sat, 28 Nov 2026 10:00:00 +0800"


def item(number=1, title="一条新闻", body="<p>正文第一段。</p>", date=DAY, **more):
    facts = {"title": title, "link": f"https://paper.example.com/{number}", "guid": f"paper-{number}"}
    facts |= {"pubDate": date, "description": body} | more
    return f"<item>{''.join(f'<{name}>{escape(text)}</{name}>' for name, text in facts.items() if text)}</item>"


def rss(*items, title="晨报", before=""):
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return (
        f'{before}<rss version="2.0" {space}><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()
    )


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml"><title>原子报</title>
<entry><id>tag:paper.example.com,2026:1</id><title>甲 &lt; 乙</title>
<link rel="self" href="/self"/><link href="/1?a=1&amp;b=2"/><published>2026-11-28T10:00:00+08:00</published>
<summary>摘要</summary><content type="xhtml"><h:div><h:p>正文<h:b>粗</h:b></h:p></h:div></content></entry>
<entry><id>2</id><title type="html">乙 &lt;b&gt;粗&lt;/b&gt;</title><updated>2026-11-28 10:00</updated>
<content>一 &lt; 二

三</content></entry>
<entry><id>3</id><title>丙</title><content type="application/pdf">UERG</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://p.example.com/"><title>老报</title></channel>
<item rdf:about="https://p.example.com/1"><title>旧闻</title><link>https://p.example.com/1</link>
<description>旧闻的摘要</description><dc:date>2026-11-28T10:00:00Z</dc:date></item></rdf:RDF>"""
BOMB = '<!DOCTYPE rss [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">]>'
