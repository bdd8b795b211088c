"""A story of an export becomes an article with its pictures, sources and old addresses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from django.core.files import File
from django.utils import timezone

from comments.importing.addresses import keep_addresses
from comments.importing.authors import Authors
from comments.importing.keys import aware, hash_parts
from comments.importing.report import ImportReport
from comments.submissions.authorship import Authorship
from news.articles.models import Article
from news.channels.models import Channel
from news.importing.exported_text import BodyPicture, body_pieces, join_body, title_of, with_head, words_of
from news.importing.media_folder import find_picture, without_size
from news.importing.records import ExportedStory
from news.media.models import Photo, discard_unnamed
from news.media.pictures import NotAPicture, Patience, StoredPicture, make_picture, store_picture
from news.search.models import ArticleEntry

EDITOR_LONGEST = 20
PICTURES_MOST = 60
WAIT_SECONDS = 300


class Channels(NamedTuple):
    """Where stories go: by the names of their categories (folded by nothing), else into `default`."""

    default: Channel
    named: Mapping[str, Channel]

    def of(self, story: ExportedStory) -> Channel:
        return next((self.named[name] for name in story.categories if name in self.named), self.default)


class PlacedPicture(NamedTuple):
    address: str  # without a size
    caption: str
    stored: StoredPicture


class StoryImport:
    """One story: `find` whether it is here, `check` what differs, `prepare` its pictures, then `make` it.

    `folder`: where the pictures of the old site were copied to, or None; `head`: the address of its first picture.
    """

    def __init__(self, story: ExportedStory, report: ImportReport, folder: Path | None, head: str) -> None:
        self.story, self.report, self.folder = story, report, folder
        self.pieces = with_head(body_pieces(story.body), head)
        self.title = title_of(story.title, join_body(self.pieces, {}))
        self.pictures: list[PlacedPicture] = []
        self.missing = 0

    def find(self) -> Article | None:
        return Article.objects.filter(import_key=hash_parts("wordpress", self.story.key)).first()

    def check(self, article: Article) -> None:
        """Count a story that is here; what was edited on either side since is said, never changed."""
        same = article.title == self.title and words_of(article.body) == words_of(join_body(self.pieces, {}))
        what = "" if same else f"《{self.title[:40]}》（新闻 {article.pk}）"
        self.report.add("story", "known" if same else "changed", self.story.line, what)

    # -- pictures, outside of any transaction ---------------------------------------------------------

    def prepare(self, write: bool) -> None:
        """Make the pictures whose files are there (without `write` only look for them); the others are listed."""
        wanted: dict[str, BodyPicture] = {}
        for piece in self.pieces:
            if isinstance(piece, BodyPicture):
                wanted.setdefault(without_size(piece.address), piece)
        for number, (address, picture) in enumerate(wanted.items()):
            self.report.tell(self.report)
            file = find_picture(self.folder, picture.address) if self.folder and number < PICTURES_MOST else None
            if file is None:
                self.miss("skipped", f"没有图片文件 {picture.address[:120]}")
            elif write:
                self.make_picture(address, picture, file)
            else:
                self.report.add("picture", "new")

    def make_picture(self, address: str, picture: BodyPicture, file: Path) -> None:
        try:
            with file.open("rb") as opened:
                made = make_picture(File(opened), "desk", Patience(WAIT_SECONDS))
        except (NotAPicture, OSError) as error:
            return self.miss("bad", f"图片 {file.name[:80]}：{error}")
        self.pictures.append(PlacedPicture(address, picture.caption, store_picture(made)))
        return self.report.add("picture", "new")

    def miss(self, outcome: str, what: str) -> None:
        self.missing += 1
        self.report.add("picture", outcome, self.story.line, what)

    def discard(self) -> None:
        """Delete the files of pictures that no row came to name."""
        for picture in self.pictures:
            discard_unnamed(picture.stored)

    # -- the row, inside the transaction --------------------------------------------------------------

    def make(self, channel: Channel, authors: Authors) -> Article:
        is_essay, when = channel.kind == Channel.Kind.BOARD, self.story.when
        numbers = {picture.address: number for number, picture in enumerate(self.pictures, 1)}
        article = Article.objects.create(
            import_key=hash_parts("wordpress", self.story.key),
            channel=channel,
            title=self.title,
            body=join_body(self.pieces, numbers),
            editor="" if is_essay else self.story.author[:EDITOR_LONGEST],
            published_at=aware(when) if when and not self.story.is_draft else None,
            closed=self.story.is_closed,
            missing_pictures=min(self.missing, 1000),
        )
        for position, picture in enumerate(self.pictures):
            photo = Photo(article=article, caption=picture.caption, position=position)
            photo.take(picture.stored)
            photo.save()
        if is_essay:
            reader = authors.find(self.story.author, "", aware(when) if when else timezone.now())
            Authorship.objects.create(article=article, reader_id=reader)
        keep_addresses(article, self.story.addresses, self.story.line, self.report)
        ArticleEntry.keep(article)
        return article
