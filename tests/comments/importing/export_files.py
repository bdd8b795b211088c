"""Exports of WordPress and Disqus as those write them, made for a test: a head, records, an end."""

from datetime import UTC, datetime, timedelta
from html import escape

BEGAN = datetime(2021, 3, 1, 8, tzinfo=UTC)
WXR_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4.2" created="2024-01-02 03:04" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/">
<channel>
\t<title>旧站</title>
\t<wp:wxr_version>1.2</wp:wxr_version>
\t<wp:author><wp:author_login><![CDATA[ruiwen]]></wp:author_login>
\t\t<wp:author_display_name><![CDATA[睿文]]></wp:author_display_name></wp:author>
"""
WXR_END = "</channel>\n</rss>\n"
DISQUS_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<category dsq:id="1"><forum>old</forum><title>General</title><isDefault>true</isDefault></category>
"""
DISQUS_END = "</disqus>\n"


def cdata(text):
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def stamp(when):
    return f"{when:%Y-%m-%d %H:%M:%S}"


def wp_item(number, comments="", body=None, **fields):
    """An item of WXR; `fields`: elements of `wp:` with other values, or `title`, `link`, `guid`, `extra`."""
    when = BEGAN + timedelta(days=number % 1000)
    named = {"post_date": stamp(when), "post_date_gmt": stamp(when), "status": "publish", "post_type": "post"}
    named |= {"post_id": number, "comment_status": "open", "post_password": ""}
    title, extra = fields.pop("title", f"旧闻 {number}"), fields.pop("extra", "")
    link = fields.pop("link", f"https://old.example/{number}/%E6%97%A7/")
    guid = fields.pop("guid", f"https://old.example/?p={number}")
    lines = "".join(f"\t<wp:{name}>{cdata(str(value))}</wp:{name}>\n" for name, value in (named | fields).items())
    body = f"第 {number} 条的第一段。\n同一段。\n\n第二段。" if body is None else body
    return f"""<item>
\t<title>{cdata(title)}</title><link>{escape(link)}</link><dc:creator>{cdata("ruiwen")}</dc:creator>
\t<guid isPermaLink="false">{escape(guid)}</guid>
\t<content:encoded>{cdata(body)}</content:encoded><excerpt:encoded>{cdata("")}</excerpt:encoded>
{lines}{extra}{comments}</item>
"""


def wp_comment(number, parent=0, name="糖桔", text=None, **fields):
    when = BEGAN + timedelta(days=30, minutes=number % 500_000)
    named = {"comment_id": number, "comment_author": name, "comment_author_email": f"{name}@mail.example"}
    named |= {"comment_date": stamp(when), "comment_date_gmt": stamp(when), "comment_approved": 1}
    named |= {"comment_content": f"第 {number} 句" if text is None else text, "comment_type": "comment"}
    named |= {"comment_parent": parent}
    lines = "".join(f"<wp:{key}>{cdata(str(value))}</wp:{key}>\n" for key, value in (named | fields).items())
    return f"\t<wp:comment>\n{lines}</wp:comment>\n"


def wxr(*items):
    return WXR_HEAD + "".join(items) + WXR_END


def dsq_thread(number, link="", name="", title="旧闻"):
    link = link or f"https://old.example/{number}/%E6%97%A7/"
    return f"""<thread dsq:id="{number}">
<id>{escape(name)}</id><forum>old</forum><category dsq:id="1" /><link>{escape(link)}</link>
<title>{escape(title)}</title><message /><createdAt>2021-03-01T08:00:00Z</createdAt><isClosed>false</isClosed>
</thread>
"""


def dsq_post(number, thread, parent="", name="扶风", text=None, **fields):
    when = BEGAN + timedelta(days=40, minutes=number % 500_000)
    named = {"createdAt": f"{when:%Y-%m-%dT%H:%M:%SZ}", "isDeleted": "false", "isSpam": "false"} | fields
    lines = "".join(f"<{key}>{value}</{key}>\n" for key, value in named.items())
    above = f'<parent dsq:id="{parent}" />' if parent else ""
    text = f"<p>D 第 {number} 句</p>" if text is None else text
    return f"""<post dsq:id="{number}"><id />
<message>{cdata(text)}</message>
{lines}<author><name>{escape(name)}</name><isAnonymous>false</isAnonymous><username>u_{escape(name)}</username></author>
<thread dsq:id="{thread}" />{above}
</post>
"""


def disqus(*records):
    return DISQUS_HEAD + "".join(records) + DISQUS_END


def small_wxr(stories=60, each=5):
    """Stories with `each` comments, every second an answer to the one before it."""
    return wxr(*(wp_item(story, comments_of(story, each)) for story in range(1, stories + 1)))


def comments_of(story, each):
    numbers = range(story * 1000 + 1, story * 1000 + each + 1)
    return "".join(wp_comment(n, n - 1 if n % 2 == 0 else 0, name=f"网友{n % 7}") for n in numbers)


def small_disqus(threads=60, each=5):
    """Threads of the stories of `small_wxr`, with their posts in the order of time, not of threads."""
    numbers = [(thread * 1000 + place, thread) for place in range(1, each + 1) for thread in range(1, threads + 1)]
    posts = (dsq_post(n, thread, n - 1 if n % 2 == 0 else "", name=f"网友{n % 5}") for n, thread in numbers)
    return disqus(*(dsq_thread(thread) for thread in range(1, threads + 1)), *posts)
