from django.urls import path

from comments.views import changes, conversation, floor, me, own, people, votes

urlpatterns = [
    path("news/<int:pk>/comments/", floor.comments, name="floor"),
    path("news/<int:pk>/votes/", votes.on_article, name="article_votes"),
    path("news/<int:pk>/changes/", changes.poll, name="changes"),
    path("comments/", people.stream, name="comments"),
    path("comments/<int:pk>/", conversation.conversation, name="conversation"),
    path("comments/<int:pk>/votes/", votes.on_comment, name="comment_votes"),
    path("comments/<int:pk>/edits/", own.edits, name="comment_edits"),
    path("comments/<int:pk>/deletion/", own.deletion, name="comment_deletion"),
    path("me/", me.me, name="me"),
    path("readers/<str:name>/", people.channel, name="reader"),
    path("readers/<str:name>/activity/", people.activity, name="activity"),
    path("rulings/", people.rulings, name="rulings"),
    path("boards/<slug:name>/", people.board, name="board"),
]
