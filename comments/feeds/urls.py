from comments.feeds import views

urlpatterns = [
    *views.ReaderCommentsFeed.paths("feeds/readers/<str:name>/", "reader_feed"),
    *views.ReaderFeed.paths("feeds/readers/<str:name>/activity/", "activity_feed"),
    *views.ArticleCommentsFeed.paths("feeds/news/<int:pk>/comments/", "floor_feed"),
    *views.RankingFeed.paths("feeds/boards/<slug:name>/", "board_feed"),
    *views.PollsFeed.paths("feeds/polls/", "poll_feed"),
]
