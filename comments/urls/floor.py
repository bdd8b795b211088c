from django.urls import path

from comments.views import (
    boards,
    bonds,
    changes,
    claims,
    conversation,
    feeds,
    floor,
    me,
    notices,
    own,
    people,
    search,
    votes,
)

urlpatterns = [
    path("news/<int:pk>/comments/", floor.comments, name="floor"),
    path("news/<int:pk>/votes/", votes.on_article, name="article_votes"),
    path("news/<int:pk>/changes/", changes.poll, name="changes"),
    path("news/<int:pk>/follows/", bonds.story_follows, name="story_follows"),
    path("comments/", boards.stream, name="comments"),
    path("comments/<int:pk>/", conversation.conversation, name="conversation"),
    path("comments/<int:pk>/votes/", votes.on_comment, name="comment_votes"),
    path("comments/<int:pk>/edits/", own.edits, name="comment_edits"),
    path("comments/<int:pk>/deletion/", own.deletion, name="comment_deletion"),
    path("me/", me.me, name="me"),
    path("search/", search.search_page, name="search"),
    path("notices/", notices.notices, name="notices"),
    path("readers/<str:name>/", people.channel, name="reader"),
    path("readers/<str:name>/activity/", people.activity, name="activity"),
    path("readers/<str:name>/follows/", bonds.follows, name="follows"),
    path("readers/<str:name>/blocks/", bonds.blocks, name="blocks"),
    # Under /accounts/, for its form needs a token, and public pages hold none.
    path("accounts/claims/<str:name>/", claims.claims, name="claims"),
    path("feeds/readers/<str:name>/", feeds.channel, name="reader_feed"),
    path("feeds/readers/<str:name>/activity/", feeds.activity, name="activity_feed"),
    path("rulings/", boards.rulings, name="rulings"),
    path("boards/<slug:name>/", boards.board, name="board"),
]
